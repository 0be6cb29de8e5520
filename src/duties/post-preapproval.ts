// The card of what is to be approved beforehand: where it was asked for, and directly to whoever may say yes.

import { listCards } from '../runs/cards.ts';
import { findPreapproval } from '../runs/preapproval.ts';
import { preapprovalCard } from '../slack/messages/preapproval-card.ts';
import type { ApprovalPoster } from './post-approval.ts';
import { showCard } from './show-card.ts';

const mostDirectCards = 20;

export async function postPreapproval(duty: ApprovalPoster, [id = 0]: readonly number[]): Promise<void> {
  const preapproval = duty.redact(await findPreapproval(duty.database, id));
  if (preapproval === undefined) return;
  const { askedBy, who, state, channel } = preapproval;
  const subject = `preapproval:${id}`;
  const message = preapprovalCard(preapproval, duty.people.mention);
  const members = state === 'pending' ? await duty.people.membersOf(who) : new Set<string>();
  const asked = [...members].filter((person) => person !== askedBy).map((person) => `dm:${person}`);
  const shown = (await listCards(duty.database, subject)).map(({ place }) => place);
  const places = new Set([channel, ...shown, ...(asked.length > mostDirectCards ? [] : asked)]);
  for (const place of places) await showCard(duty, { subject, place, message, fallback: askedBy });
}
