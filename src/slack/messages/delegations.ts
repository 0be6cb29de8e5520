// Rights to approve that were handed over: the list of them, and the word to whom one was handed.

import type { Delegation } from '../../runs/delegations.ts';
import { actions, section, sectionWith, type ButtonSpec } from '../blocks.ts';
import { plain, time, type SlackMessage } from '../fit.ts';

export function delegationsList(delegations: readonly Delegation[]): SlackMessage {
  return {
    text: `${delegations.length} ${delegations.length === 1 ? 'right is' : 'rights are'} handed over`,
    blocks: delegations.slice(0, 40).map((each) => sectionWith(delegationLine(each), takeBack(each, 'Take back'))),
  };
}

export function delegationLine({ id, fromPerson, toPerson, system, until }: Delegation): string {
  const what = system === null ? 'everything' : plain(system, 60);
  return `*${id}* <@${toPerson}> for <@${fromPerson}> · ${what} · until ${time(until, 'date')}`;
}

/** To the person who may approve now, and edited when they may not any more. */
export function delegationNote(delegation: Delegation): SlackMessage {
  const { fromPerson, system, until, revokedAt } = delegation;
  const what = system === null ? 'in everything' : `of ${plain(system, 60)}`;
  if (revokedAt !== null)
    return {
      text: 'A right to approve has ended.',
      blocks: [section(`You may not approve for <@${fromPerson}> any more: that ended ${time(revokedAt)}.`)],
    };
  return {
    text: 'You may approve for somebody else for a time.',
    blocks: [
      section(
        `:handshake: <@${fromPerson}> has handed you their right to approve ${what}, until ${time(until, 'date')}. What you ask for yourself still needs somebody else, and you cannot hand it on.`,
      ),
      actions(takeBack(delegation, 'Give it back')),
    ],
  };
}

function takeBack({ id }: Delegation, text: string): ButtonSpec {
  return { action: 'delegation.revoke', text, value: String(id) };
}
