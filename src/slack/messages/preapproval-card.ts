// What is approved beforehand: the card on which people say yes, and the list.

import { missingFor, missingInWords } from '../../runs/missing.ts';
import type { Preapproval } from '../../runs/preapproval.ts';
import { rangesInWords } from '../../runs/ranges-in-words.ts';
import { actions, context, header, section, sectionWith, type ButtonSpec } from '../blocks.ts';
import { code, escape, plain, time, type SlackMessage } from '../fit.ts';
import { who } from './who.ts';

export function preapprovalCard(preapproval: Preapproval, mention: (name: string) => string): SlackMessage {
  const { id, procedure, ranges, until, why, askedBy, state } = preapproval;
  const value = String(id);
  const buttons: ButtonSpec[] =
    state === 'pending'
      ? [
          { action: 'preapproval.approve', text: 'Approve', value, style: 'primary' },
          { action: 'preapproval.deny', text: 'Deny', value, style: 'danger' },
        ]
      : [];
  return {
    text: `Pre-approval ${id}: ${escape(procedure)}, ${state}`,
    blocks: [
      header(`Pre-approval ${id}: ${procedure}`),
      context(
        `${code(procedure)} · risk *${preapproval.risk}* · asked by ${who(askedBy)} ${time(preapproval.askedAt)}`,
      ),
      section(
        `Runs with *${plain(rangesInWords(ranges), 1_000)}* may start without asking, until *${time(until, 'date')}*.${why === '' ? '' : ` *Why:* ${plain(why, 500)}`}`,
      ),
      section(standing(preapproval, mention)),
      ...(state === 'pending' || state === 'approved' ? [actions(...buttons, revoke(preapproval))] : []),
    ],
  };
}

function standing(preapproval: Preapproval, mention: (name: string) => string): string {
  const { state, who: asked, votes, endedBy } = preapproval;
  const yes = votes.length === 0 ? '' : ` ${byWhom(preapproval)} said yes.`;
  const by = endedBy === null ? '' : ` by ${who(endedBy)}`;
  switch (state) {
    case 'pending': {
      const missing = missingInWords(missingFor(preapproval, votes), mention);
      return `:hourglass_flowing_sand: *Waiting for approval* by ${asked.map(mention).join(', ')}.${yes} Still missing: ${missing}.`;
    }
    case 'approved':
      return `:white_check_mark: *Approved* by ${byWhom(preapproval)}.`;
    case 'denied':
    case 'revoked':
      return `:no_entry_sign: *${state === 'denied' ? 'Denied' : 'Revoked'}*${by}.`;
    case 'void':
      return ':no_entry_sign: *Void.* The runbook was changed since. Ask for it again: `/ops preapprove`';
  }
}

/** "@jonas, @aisha" */
function byWhom({ votes }: Preapproval): string {
  return votes.map(({ person }) => who(person)).join(', ');
}

/** On the card of a run that starts, or has started, under it. */
export function preapprovalLine(preapproval: Preapproval): string {
  const { id, ranges, until } = preapproval;
  return `:ballot_box_with_check: *Under pre-approval ${id}* by ${byWhom(preapproval)}, until ${time(until, 'date')}: ${plain(rangesInWords(ranges), 500)}.`;
}

export function preapprovalsList(preapprovals: readonly Preapproval[]): SlackMessage {
  const line = (each: Preapproval): string => {
    const stands = each.state === 'approved' ? `approved by ${byWhom(each)}` : 'waits for approval';
    return `*${each.id}* ${code(each.procedure, 80)} · ${plain(rangesInWords(each.ranges), 300)} · until ${time(each.until, 'date')} · ${stands}`;
  };
  return {
    text: `${preapprovals.length} approved beforehand or asked for`,
    blocks: preapprovals.slice(0, 40).map((each) => sectionWith(line(each), revoke(each))),
  };
}

function revoke({ id }: Preapproval): ButtonSpec {
  return { action: 'preapproval.revoke', text: 'Revoke', value: String(id) };
}
