// How a run stands, in the one line that everybody reads: for whom it waits and what for, who said yes, how it ended.

import type { Rehearsed } from '../../drills/rehearsed.ts';
import { missingFor, missingInWords } from '../../runs/missing.ts';
import { askedOf, namesAsked } from '../../runs/right.ts';
import type { Approval, Run, Vote } from '../../runs/run.ts';
import type { RunView } from '../../runs/view.ts';
import { plain, time } from '../fit.ts';
import { askedOfPerson } from './asked-of-person.ts';
import { isByHand } from './plan-steps.ts';
import { inLine } from './lock-lines.ts';
import { inWords } from './time-in-words.ts';

export interface RunCard extends RunView {
  /** Absent once it has started, and in a drill itself. */
  readonly rehearsed?: Rehearsed;
  /** How Slack mentions a group or person that a runbook names: `@ace-approvers` → `<!subteam^S1>`. */
  readonly mention: (name: string) => string;
}

export function headline(card: RunCard): string {
  const { run, approval, votes } = card;
  const yes = votes.filter((vote) => vote.vote === 'yes' && vote.approval === approval?.id);
  switch (run.state) {
    case 'planned':
      return run.plan.approvals > 0 && run.preapproval === null
        ? `:memo: *Planned.* Nothing has been done. <@${run.requestedBy}> can ask ${mentions(card, askedOf(run.plan).who)} for approval.`
        : `:memo: *Planned.* Nothing has been done. <@${run.requestedBy}> can ${isByHand(run.plan) ? 'start' : 'run'} it.`;
    case 'awaiting_approval':
      return approval === undefined
        ? ':hourglass_flowing_sand: *Waiting for approval.*'
        : `:hourglass_flowing_sand: *Waiting for approval* by ${mentions(card, namesAsked(approval))}.${soFar(card, approval, yes)}`;
    case 'queued':
      return `:lock: *Waits for its turn.* ${inLine(card.obstacle)} It starts by itself then, or ends ${run.wakeAt === null ? 'after an hour' : time(run.wakeAt)}.`;
    case 'running':
      return `:arrow_forward: *Running step ${Math.min(run.cursor + 1, run.plan.steps.length)} of ${run.plan.steps.length}.*${approvedBy(yes)}`;
    case 'waiting':
      return `:raised_hand: *Waiting for a person*${askedOfPerson(run).headline}`;
    case 'in_doubt':
      return `:grey_question: *In doubt.* ${plain(run.say, 2000)}`;
    case 'succeeded':
      return `:white_check_mark: *Done.*${approvedBy(yes)}${took(run)}`;
    case 'failed':
      return `:x: *Failed.* ${plain(run.say, 2000)}${approvedBy(yes)}`;
    case 'cancelled':
      return `:no_entry_sign: *Cancelled*${run.cancelledBy === null ? '' : ` by <@${run.cancelledBy}>`}. ${plain(run.say, 1500)}`;
    case 'denied': {
      const no = votes.find((vote) => vote.vote === 'no' && vote.approval === approval?.id);
      return no === undefined
        ? `:no_entry_sign: *Denied.* ${plain(run.say, 1500)}`
        : `:no_entry_sign: *Denied.* <@${no.person}> said no${no.reason === '' ? '.' : `: ${plain(no.reason, 1500)}`}`;
    }
    case 'expired':
    case 'void':
      return `:no_entry_sign: *${ended[run.state]}* ${plain(run.say, 1500)}${card.successor === undefined ? '' : ` It goes on as run ${card.successor}.`}`;
  }
}

/** How far the question has come: "1 of 2 said yes. Still missing: one of @security. Expires 14:00." */
export function soFar(card: Pick<RunCard, 'mention'>, approval: Approval, yes: readonly Vote[]): string {
  const { needed, eachOf, remindedAt, escalatedAt } = approval;
  const isForMany = needed > 1 || eachOf.length > 0;
  const count = isForMany ? ` ${yes.length} of ${needed} said yes.` : '';
  const missing = isForMany ? ` Still missing: ${missingInWords(missingFor(approval, yes), card.mention)}.` : '';
  const reminded = remindedAt === null ? '' : ` Reminded ${time(remindedAt)}.`;
  const others = approval.escalateTo.map(card.mention).join(', ');
  const escalated = escalatedAt === null ? '' : ` Nobody had decided by ${time(escalatedAt)}, so ${others} may too.`;
  return `${count}${missing}${reminded}${escalated} Expires ${time(approval.expiresAt)}.`;
}

const mostMentions = 20;

function mentions(card: RunCard, names: readonly string[]): string {
  const more = names.length > mostMentions ? ` and ${names.length - mostMentions} more` : '';
  return names.slice(0, mostMentions).map(card.mention).join(', ') + more;
}

const ended = { expired: 'Expired.', void: 'Approval void.' } as const;

function approvedBy(yes: readonly Vote[]): string {
  return yes.length === 0 ? '' : ` Approved by ${yes.map(voter).join(', ')}.`;
}

/** "@tom (for @jonas)" where the right was handed over. */
export function voter({ person, onBehalf }: Vote): string {
  return onBehalf === null ? `<@${person}>` : `<@${person}> (for <@${onBehalf}>)`;
}

function took(run: Run): string {
  if (run.startedAt === null || run.endedAt === null) return '';
  return ` Took ${inWords(run.endedAt.getTime() - run.startedAt.getTime())}.`;
}
