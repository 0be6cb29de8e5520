// The one message of a run, in every state of its life: plan, approval, progress, doubt, end.

import type { KnownBlock } from '@slack/types';
import type { Plan } from '../../runbooks/planned.ts';
import { describeState } from '../../runs/decide.ts';
import type { Attempt, Run } from '../../runs/run.ts';
import type { RunView } from '../../runs/view.ts';
import { actions, context, divider, header, section, type ButtonSpec } from '../blocks.ts';
import { code, plain, time, type SlackMessage } from '../fit.ts';
import { inWords, planBlocks, titleOf } from './plan-steps.ts';

export interface RunCard extends RunView {
  /** How Slack mentions a group or person that a runbook names: `@ace-approvers` → `<!subteam^S1>`. */
  readonly mention: (name: string) => string;
}

export function runCard(card: RunCard): SlackMessage {
  const { run } = card;
  const hasStarted = run.startedAt !== null;
  const blocks: KnownBlock[] = [
    header(run.plan.title),
    context(...facts(run)),
    section(headline(card)),
    ...(run.reason === '' ? [] : [section(`*Why:* ${plain(run.reason, 1000)}`)]),
    ...(hasStarted ? [section(progress(card))] : [divider, ...planBlocks(run.plan).blocks]),
    ...buttons(run),
  ];
  return { text: `${run.plan.title} (run ${run.id}): ${describeState(run.state)}`, blocks };
}

/** The lines that every card of a run begins with. */
export function facts(run: Run): string[] {
  const given = Object.entries(run.plan.parameters).map(([name, value]) => `${name}=${value}`);
  return [
    `${code(run.procedure)} · run ${run.id} · asked by <@${run.requestedBy}> ${time(run.createdAt)}`,
    [
      ...(given.length === 0 ? [] : [code(given.join(' '))]),
      `risk *${run.plan.risk}*`,
      `digest ${code(run.digest.slice(0, 12))}`,
      `runbook ${code(run.plan.revision.slice(0, 7))}`,
    ].join(' · '),
  ];
}

function headline(card: RunCard): string {
  const { run, approval, votes } = card;
  const yes = votes.filter((vote) => vote.vote === 'yes' && vote.approval === approval?.id);
  switch (run.state) {
    case 'planned':
      return run.plan.approvals > 0
        ? `:memo: *Planned.* Nothing has been done. <@${run.requestedBy}> can ask ${run.plan.approvers.map(card.mention).join(', ')} for approval.`
        : `:memo: *Planned.* Nothing has been done. <@${run.requestedBy}> can run it.`;
    case 'awaiting_approval': {
      const who = (approval?.who ?? run.plan.approvers).map(card.mention).join(', ');
      const needed = approval?.needed ?? 1;
      const progressed = needed > 1 ? ` ${yes.length} of ${needed} said yes.` : '';
      const until = approval === undefined ? '' : ` Expires ${time(approval.expiresAt)}.`;
      return `:hourglass_flowing_sand: *Waiting for approval* by ${who}.${progressed}${until}`;
    }
    case 'running':
      return `:arrow_forward: *Running step ${Math.min(run.cursor + 1, run.plan.steps.length)} of ${run.plan.steps.length}.*${approvedBy(yes)}`;
    case 'waiting':
      return `:raised_hand: *Waiting for a person*, step ${run.cursor + 1} of ${run.plan.steps.length}: ${plain(run.say, 1500)}`;
    case 'in_doubt':
      return `:grey_question: *In doubt.* ${plain(run.say, 2000)}`;
    case 'succeeded':
      return `:white_check_mark: *Done.*${approvedBy(yes)}${took(run)}`;
    case 'failed':
      return `:x: *Failed.* ${plain(run.say, 2000)}${approvedBy(yes)}`;
    case 'cancelled':
      return `:no_entry_sign: *Cancelled*${run.cancelledBy === null ? '' : ` by <@${run.cancelledBy}>`}. ${plain(run.say, 1500)}`;
    case 'denied':
    case 'expired':
    case 'void':
      return `:no_entry_sign: *${ended[run.state]}* ${plain(run.say, 1500)}`;
  }
}

const ended = { denied: 'Denied.', expired: 'Expired.', void: 'Approval void.' } as const;

function approvedBy(yes: readonly { readonly person: string }[]): string {
  return yes.length === 0 ? '' : ` Approved by ${yes.map((vote) => `<@${vote.person}>`).join(', ')}.`;
}

function took(run: Run): string {
  if (run.startedAt === null || run.endedAt === null) return '';
  return ` Took ${inWords(run.endedAt.getTime() - run.startedAt.getTime())}.`;
}

const shownSteps = 30;

function progress(card: RunCard): string {
  const { run, attempts } = card;
  const from = Math.max(0, Math.min(run.cursor - 10, run.plan.steps.length - shownSteps));
  const lines = run.plan.steps.slice(from, from + shownSteps).map((step, offset) => {
    const index = from + offset;
    const mine = attempts.filter((attempt) => attempt.step === index);
    return `${mark(run, index, mine)} ${index + 1}. ${plain(titleOf(step), 120)}${note(mine)}`;
  });
  const before = from === 0 ? [] : [`… ${from} steps before`];
  const after = Math.max(0, run.plan.steps.length - from - shownSteps);
  return [...before, ...lines, ...(after === 0 ? [] : [`… ${after} more steps`])].join('\n');
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

function note(attempts: readonly Attempt[]): string {
  const last = attempts.at(-1);
  if (last === undefined) return '';
  const parts: string[] = [];
  if (attempts.length > 1) parts.push(`${attempts.length} tries`);
  if (last.outcome === 'skipped') parts.push('skipped');
  if (last.outcome === 'happened' && last.decidedBy !== null)
    parts.push(`said to have happened by <@${last.decidedBy}>`);
  else if (last.decidedBy !== null) parts.push(`by <@${last.decidedBy}>`);
  if (last.endedAt !== null && last.outcome === 'done' && last.decidedBy === null)
    parts.push(inWords(last.endedAt.getTime() - last.startedAt.getTime()));
  if (last.outcome === 'unmet' || last.outcome === 'failed') parts.push(plain(last.say, 150));
  return parts.length === 0 ? '' : ` · _${parts.join(', ')}_`;
}

function buttons(run: Run): KnownBlock[] {
  const value = String(run.id);
  const cancel: ButtonSpec = { action: 'run.cancel', text: 'Cancel', value };
  switch (run.state) {
    case 'planned':
      return [actions(start(run.plan, value), cancel)];
    case 'awaiting_approval':
      return [actions(...approvalButtons(value), cancel)];
    case 'running':
      return [actions(cancel)];
    case 'waiting':
      return [
        actions({ action: 'step.tick', text: 'Done', value: `${value}:${run.cursor}`, style: 'primary' }, cancel),
      ];
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
    case 'denied':
    case 'expired':
    case 'void':
      return [];
  }
}

function start(plan: Plan, value: string): ButtonSpec {
  return plan.approvals > 0
    ? { action: 'run.ask', text: 'Ask for approval', value, style: 'primary' }
    : { action: 'run.confirm', text: 'Run', value, style: 'primary' };
}

/** **Approve** and **Deny**, as they stand on the run's card and in the approvers' direct messages. */
export function approvalButtons(value: string): [ButtonSpec, ButtonSpec] {
  return [
    { action: 'approval.approve', text: 'Approve', value, style: 'primary' },
    { action: 'approval.deny', text: 'Deny', value, style: 'danger' },
  ];
}
