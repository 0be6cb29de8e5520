// What the `post` duty shows of a lock that somebody wants taken from its run: the question, and its answer to both people.

import { findUnlock, type Unlock } from '../runs/unlocks.ts';
import { findRun } from '../runs/store.ts';
import { listCards } from '../runs/cards.ts';
import { unlockCard, unlockNews } from '../slack/messages/unlock-card.ts';
import type { People } from '../slack/people.ts';
import { showCard, type Poster } from './show-card.ts';

export interface UnlockPoster extends Poster {
  readonly people: People;
}

/** Neither Opsbook itself nor somebody at a terminal can be written to. */
const isPerson = /^[UW][A-Z0-9]+$/;
/** More approvers than this see the card in the channel only. */
const mostDirectCards = 20;

export async function postUnlock(duty: UnlockPoster, id: number): Promise<void> {
  const unlock = duty.redact(await findUnlock(duty.database, id));
  const run = unlock && duty.redact(await findRun(duty.database, unlock.run));
  if (unlock === undefined || run === undefined) return;
  const subject = `unlock:${id}`;
  const message = unlockCard({ unlock, run, mention: duty.people.mention });
  await showCard(duty, { subject, place: unlock.channel, message, fallback: unlock.askedBy });
  const shownTo = (await listCards(duty.database, subject)).map(({ place }) => place);
  const direct = [...(await deciders(duty, unlock)), run.requestedBy].filter((person) => isPerson.test(person));
  const places = new Set([
    ...shownTo.filter((place) => place.startsWith('dm:')),
    ...(unlock.state === 'pending' ? direct.map((person) => `dm:${person}`) : []),
  ]);
  for (const place of places) await showCard(duty, { subject, place, message, fallback: unlock.askedBy });
  if (unlock.state === 'pending' || unlock.state === 'void') return;
  // An edit notifies nobody.
  const news = unlockNews({ unlock, run });
  for (const person of new Set([unlock.askedBy, run.requestedBy].filter((each) => isPerson.test(each))))
    await showCard(duty, { subject: `unlock-news:${id}`, place: `dm:${person}`, message: news, fallback: person });
}

async function deciders(duty: UnlockPoster, { state, who, askedBy }: Unlock): Promise<readonly string[]> {
  if (state !== 'pending') return [];
  const others = [...(await duty.people.membersOf(who))].filter((person) => person !== askedBy).sort();
  return others.length > mostDirectCards ? [] : others;
}
