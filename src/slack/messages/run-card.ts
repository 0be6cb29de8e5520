// The one message of a run, in every state of its life: plan, approval, progress, doubt, end.

import type { KnownBlock } from '@slack/types';
import type { Plan, PlannedStep } from '../../runbooks/planned.ts';
import { canAskAgain } from '../../runs/again.ts';
import { describeState } from '../../runs/decide.ts';
import type { Attempt, Run } from '../../runs/run.ts';
import { savedKey } from '../../runs/scope.ts';
import { awaitsEvidence, whyNotCounted } from '../../runs/tolerance.ts';
import { actions, context, divider, header, section, type ButtonSpec } from '../blocks.ts';
import { code, escape, plain, time, type SlackMessage } from '../fit.ts';
import { askedOfPerson, personButtons } from './asked-of-person.ts';
import { unpreviewed } from './evidence.ts';
import { glassLine } from './glass-post.ts';
import { lockLine } from './lock-lines.ts';
import { inOneLine, isByHand, planBlocks } from './plan-steps.ts';
import { titleOf } from './planned-words.ts';
import { preapprovalLine } from './preapproval-card.ts';
import { rehearsedLine } from './rehearsed-line.ts';
import { afterButtons, undoLines } from './run-afterwards.ts';
import { headline, type RunCard } from './run-headline.ts';
import { inWords } from './time-in-words.ts';
import { who } from './who.ts';

export function runCard(card: RunCard): SlackMessage {
  const { run } = card;
  const hasStarted = run.startedAt !== null;
  const asked = run.state === 'waiting' ? askedOfPerson(run) : undefined;
  const blocks: KnownBlock[] = [
    header(run.plan.title),
    context(...facts(run)),
    section(headline(card)),
    ...aboutBefore(run),
    ...(card.beforehand === undefined ? [] : [section(preapprovalLine(card.beforehand))]),
    ...(card.review === undefined ? [] : [section(glassLine(card.review))]),
    ...(asked?.blocks ?? []),
    ...(run.reason === '' ? [] : [section(`*Why:* ${plain(run.reason, 1000)}`)]),
    ...(hasStarted
      ? [section(progress(card))]
      : [divider, ...planBlocks(run.plan, undefined, run.evidence).blocks, divider, context(...summary(run))]),
    ...(asked?.inputs ?? []),
    ...undoLines(card),
    ...rehearsedLine(card.rehearsed),
    ...buttons(card),
  ];
  return { text: `${escape(run.plan.title)} (run ${run.id}): ${describeState(run.state)}`, blocks };
}

/** The plan in a line, and what has to be known of its evidence. */
export function summary(run: Run): string[] {
  const uncounted = run.state === 'planned' && run.evidence !== null ? whyNotCounted(run) : undefined;
  return [
    inOneLine(run.plan),
    ...unpreviewed(run.plan),
    ...lockLine(run.plan),
    ...(awaitsEvidence(run) ? [':mag: What can be seen now follows.'] : []),
    ...(uncounted === undefined ? [] : [`:warning: ${plain(uncounted, 600)}`]),
  ];
}

/** The lines that every card of a run begins with. */
export function facts(run: Run): string[] {
  const given = Object.entries(run.plan.parameters).map(([name, value]) => `${name}=${value}`);
  return [
    `${code(run.procedure)} · run ${run.id} · asked by ${who(run.requestedBy)} ${time(run.createdAt)}`,
    [
      ...(given.length === 0 ? [] : [code(given.join(' '))]),
      `risk *${run.plan.risk}*`,
      `digest ${code(run.digest.slice(0, 12))}`,
      `runbook ${code(run.plan.revision.slice(0, 7))}`,
    ].join(' · '),
  ];
}

const shownSteps = 30;
/** A section's 3000, less the two lines that say what is left out. */
const progressLength = 2_900;

/** The steps around the current one, as many as fit: it is never among those left out. */
function progress(card: RunCard): string {
  const { run, attempts } = card;
  const { length } = run.plan.steps;
  const line = (index: number): string => {
    const step = run.plan.steps[index];
    const mine = attempts.filter((attempt) => attempt.step === index);
    const words = step === undefined ? '' : plain(lineOf(step), 120);
    return `${mark(run, index, mine)} ${index + 1}. ${words}${note(mine, step === undefined ? undefined : chosen(run, step))}`;
  };
  let from = Math.min(run.cursor, length - 1);
  let to = from + 1;
  const lines = length === 0 ? [] : [line(from)];
  for (let room = progressLength - lines.join('').length; lines.length < Math.min(shownSteps, length);) {
    const isAbove = from > 0 && (to >= length || run.cursor - from < 10);
    const next = line(isAbove ? from - 1 : to);
    room -= Array.from(next).length + 1;
    if (room < 0) break;
    if (isAbove) {
      lines.unshift(next);
      from -= 1;
    } else {
      lines.push(next);
      to += 1;
    }
  }
  const before = from <= 0 ? [] : [`… ${from} ${from === 1 ? 'step' : 'steps'} before`];
  const after = length - to;
  return [...before, ...lines, ...(after <= 0 ? [] : [`… ${after} more ${after === 1 ? 'step' : 'steps'}`])].join('\n');
}

/** What is to be done by hand is told apart by its words: an introduction to a list would stand for its first item only. */
function lineOf(step: PlannedStep): string {
  const title = titleOf(step);
  return step.kind === 'manual' && (step.title === '' || title.endsWith(':'))
    ? step.text.replaceAll(/\s+/g, ' ').trim()
    : title;
}

function mark(run: Run, index: number, attempts: readonly Attempt[]): string {
  if (attempts.at(-1)?.outcome === 'skipped') return ':heavy_minus_sign:';
  if (index < run.cursor) return ':heavy_check_mark:';
  if (index > run.cursor || run.state === 'succeeded') return ':white_circle:';
  switch (run.state) {
    case 'running':
      return ':arrow_forward:';
    case 'waiting':
    case 'awaiting_approval':
      return ':raised_hand:';
    case 'queued':
      return ':lock:';
    case 'in_doubt':
      return ':grey_question:';
    case 'failed':
      return ':x:';
    case 'planned':
    case 'cancelled':
    case 'denied':
    case 'expired':
    case 'void':
      return ':no_entry_sign:';
  }
}

/** What a person picked, in the words of the option. */
function chosen(run: Run, step: PlannedStep): string | undefined {
  if (step.kind !== 'choose') return undefined;
  const value = run.saved[savedKey(step, step.name)];
  return step.options.find((option) => option.value === value)?.label;
}

function note(attempts: readonly Attempt[], choice: string | undefined): string {
  const last = attempts.at(-1);
  if (last === undefined) return '';
  const parts: string[] = choice === undefined ? [] : [plain(choice, 100)];
  if (attempts.length > 1) parts.push(`${attempts.length} tries`);
  if (last.outcome === 'skipped') parts.push('skipped');
  if (last.outcome === 'happened' && last.decidedBy !== null)
    parts.push(`said to have happened by <@${last.decidedBy}>`);
  else if (last.decidedBy !== null) parts.push(`by <@${last.decidedBy}>`);
  if (last.outcome === 'done' && last.say !== '') parts.push(plain(last.say, 150));
  else if (last.endedAt !== null && last.outcome === 'done' && last.decidedBy === null)
    parts.push(inWords(last.endedAt.getTime() - last.startedAt.getTime()));
  if (last.outcome === 'unmet' || last.outcome === 'failed') parts.push(plain(last.say, 150));
  return parts.length === 0 ? '' : ` · _${parts.join(', ')}_`;
}

/** What is different from the plan that it takes the place of. */
export function aboutBefore({ againOf, changes }: Run): KnownBlock[] {
  if (againOf === null) return [];
  const what = changes.length === 0 ? 'nothing has changed' : plain(changes.join('; '), 1_500);
  return [section(`:arrows_counterclockwise: In the place of run ${againOf}. Since that was planned: ${what}.`)];
}

function buttons(card: RunCard): KnownBlock[] {
  const { run, successor } = card;
  const value = String(run.id);
  const cancel: ButtonSpec = { action: 'run.cancel', text: 'Cancel', value };
  switch (run.state) {
    case 'planned':
      return [actions(start(run, value), cancel)];
    case 'awaiting_approval':
      return [actions(...approvalButtons(run), cancel)];
    case 'queued':
    case 'running':
      return [actions(cancel)];
    case 'waiting':
      return personButtons(run, cancel);
    case 'in_doubt':
      return [
        actions(
          { action: 'doubt.happened', text: 'It happened', value: `${value}:${run.cursor}` },
          { action: 'doubt.again', text: 'Run it again', value: `${value}:${run.cursor}` },
          { action: 'doubt.stop', text: 'Stop', value: `${value}:${run.cursor}`, style: 'danger' },
        ),
      ];
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      return afterButtons(card);
    case 'denied':
      return [];
    case 'expired':
    case 'void':
      return canAskAgain(run) && successor === undefined ? [actions(again(run.plan, value))] : [];
  }
}

function again(plan: Plan, value: string): ButtonSpec {
  return { action: 'run.ask-again', text: plan.approvals > 0 ? 'Ask again' : 'Plan again', value };
}

function start({ plan, preapproval }: Run, value: string): ButtonSpec {
  return plan.approvals > 0 && preapproval === null
    ? { action: 'run.ask', text: 'Ask for approval', value, style: 'primary' }
    : { action: 'run.confirm', text: isByHand(plan) ? 'Start' : 'Run', value, style: 'primary' };
}

/** **Approve** and **Deny**, as they stand on the run's card and in the approvers' direct messages. */
export function approvalButtons({ id, plan }: Run): [ButtonSpec, ButtonSpec] {
  const value = String(id);
  const shows = plan.asking?.stepUp === undefined ? value : `${value}:${plan.asking.stepUp}`;
  return [
    { action: 'approval.approve', text: 'Approve', value: shows, style: 'primary' },
    { action: 'approval.deny', text: 'Deny', value, style: 'danger' },
  ];
}
