// Somebody asks that a lock be taken from the run that holds it: what is asked, and what came of it.

import type { Run } from '../../runs/run.ts';
import type { Unlock } from '../../runs/unlocks.ts';
import { actions, context, header, section } from '../blocks.ts';
import { code, escape, plain, time, type SlackMessage } from '../fit.ts';
import { withPeople, who } from './who.ts';

export interface UnlockCard {
  readonly unlock: Unlock;
  readonly run: Run;
  readonly mention: (name: string) => string;
}

/** Whom an approval card mentions at most. */
const mostMentions = 20;

export function unlockCard({ unlock, run, mention }: UnlockCard): SlackMessage {
  const { id, lock, askedBy, reason, askedAt, expiresAt, state, say } = unlock;
  const deciders = unlock.who.slice(0, mostMentions).map(mention).join(', ');
  const ask = [
    section(`:hourglass_flowing_sand: *Waiting for approval* by ${deciders}. Expires ${time(expiresAt)}.`),
    context(`A yes cancels run ${run.id}. What it has done stays done.`),
    actions(
      { action: 'unlock.approve', text: 'Approve', value: String(id), style: 'primary' },
      { action: 'unlock.deny', text: 'Deny', value: String(id), style: 'danger' },
    ),
  ];
  return {
    text: `${state === 'pending' ? 'Approve? ' : ''}Take the lock ${escape(lock)} from run ${run.id}`,
    blocks: [
      header(`Take the lock ${lock}`),
      context(`asked by ${who(askedBy)} ${time(askedAt)}`),
      section(
        `From run ${run.id} (${code(run.procedure, 80)}) of ${who(run.requestedBy)}. *Why:* ${plain(reason, 1000)}`,
      ),
      ...(state === 'pending' ? ask : [section(`${marks[state]} ${withPeople(say, 1000)}`)]),
    ],
  };
}

const marks: Readonly<Record<Exclude<Unlock['state'], 'pending'>, string>> = {
  approved: ':unlock: *Taken.*',
  denied: ':no_entry_sign: *Denied.*',
  expired: ':no_entry_sign: *Expired.*',
  void: ':no_entry_sign: *Not needed any more.*',
};

/** What both people are told once it is decided. */
export function unlockNews({ unlock, run }: Pick<UnlockCard, 'unlock' | 'run'>): SlackMessage {
  const text = `${code(unlock.lock, 80)}, held by run ${run.id}: ${withPeople(unlock.say, 1000)}`;
  return { text: `The lock ${escape(unlock.lock)}`, blocks: [section(text)] };
}
