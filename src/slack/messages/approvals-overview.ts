// `/ops approvals`: what waits, what is to be reviewed, who may approve for whom, and the numbers.

import { daysCounted, type ApprovalNumbers } from '../../runs/approval-numbers.ts';
import type { Delegation } from '../../runs/delegations.ts';
import type { GlassReview } from '../../runs/glass.ts';
import { namesAsked } from '../../runs/right.ts';
import type { Approval, Run } from '../../runs/run.ts';
import { context, section } from '../blocks.ts';
import { code, plain, time, type SlackMessage } from '../fit.ts';
import { drillPrefix } from './drill-mark.ts';
import { delegationLine } from './delegations.ts';
import { inWords } from './time-in-words.ts';
import { who } from './who.ts';

export interface ApprovalsOverview {
  readonly waiting: readonly Approval[];
  readonly reviews: readonly GlassReview[];
  /** Those of what waits and of the reviews. */
  readonly runs: readonly Run[];
  readonly delegations: readonly Delegation[];
  readonly numbers: ApprovalNumbers;
}

const perSection = 8;

export function approvalsOverview(of: ApprovalsOverview): SlackMessage {
  const { waiting, reviews, runs, delegations, numbers } = of;
  const named = (id: Run['id']): string => {
    const run = runs.find((each) => each.id === id);
    if (run === undefined) return `run ${id}`;
    return `${drillPrefix(run.plan)}*${id}* ${code(run.procedure, 80)} in <#${run.channel}>`;
  };
  const waits = waiting.map(
    (approval) =>
      `${named(approval.run)} · asked by ${who(approval.askedBy)} ${time(approval.askedAt)} · ${plain(namesAsked(approval).join(', '), 150)} · expires ${time(approval.expiresAt)}`,
  );
  const open = reviews.map(
    ({ run, brokenBy, brokenAt, reason }) =>
      `${named(run)} · glass broken by ${who(brokenBy)} ${time(brokenAt, 'date')}: ${plain(reason, 150)}`,
  );
  return {
    text: `${waiting.length} waiting for approval, ${reviews.length} to be reviewed`,
    blocks: [
      ...list('Waiting for approval', waits, 'Nothing waits for approval.'),
      ...list('To be reviewed', open, undefined),
      ...(open.length === 0 ? [] : [context('`/ops review <run> <what you found>` closes one; not your own.')]),
      ...list('Approving for somebody else', delegations.map(delegationLine), undefined),
      context(...numbersInWords(numbers)),
    ],
  };
}

function list(title: string, lines: readonly string[], none: string | undefined): ReturnType<typeof section>[] {
  if (lines.length === 0) return none === undefined ? [] : [section(none)];
  return Array.from({ length: Math.ceil(lines.length / perSection) }, (_, part) => {
    const head = part === 0 ? [`*${title}*`] : [];
    return section([...head, ...lines.slice(part * perSection, (part + 1) * perSection)].join('\n'));
  });
}

function numbersInWords(numbers: ApprovalNumbers): string[] {
  const { asked, approved, denied, expired, bypassed, escalated, medianMs, p90Ms, broken, deciders } = numbers;
  const fates = [
    `${approved} approved`,
    `${denied} denied`,
    `${expired} expired`,
    `${numbers.void} void`,
    `${bypassed} passed by breaking the glass`,
  ];
  const fast =
    medianMs === null || p90Ms === null
      ? 'nothing was decided yet'
      : `decided in ${inWords(medianMs)} (median), ${inWords(p90Ms)} (9 of 10)`;
  const people = deciders.map(
    ({ person, yes, no, medianMs: usual }) => `${who(person)} ${yes} yes, ${no} no, usually after ${inWords(usual)}`,
  );
  return [
    `Last ${daysCounted} days: ${asked} asked · ${fates.join(' · ')} · ${escalated} escalated · glass broken ${broken} ${broken === 1 ? 'time' : 'times'}`,
    fast,
    ...(people.length === 0 ? [] : [people.join('; ')]),
  ];
}
