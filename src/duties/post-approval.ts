// What approvers get as direct messages: the plan with its buttons, and a reminder in the thread below it.

import { findMark } from '../audit/find-mark.ts';
import { runId } from '../ids.ts';
import { findPost, listCards } from '../runs/cards.ts';
import { findDelegation, listDelegations } from '../runs/delegations.ts';
import { membersByName } from '../runs/members.ts';
import { electorate, namesAsked } from '../runs/right.ts';
import { readRunView, type RunView } from '../runs/view.ts';
import { approvalCard, approvalReminder } from '../slack/messages/approval-card.ts';
import { delegationNote } from '../slack/messages/delegations.ts';
import { inDrill } from '../slack/messages/drill-mark.ts';
import type { RunCard } from '../slack/messages/run-headline.ts';
import type { People } from '../slack/people.ts';
import { placeOfRun } from './run-place.ts';
import { showCard, type Poster } from './show-card.ts';

export interface ApprovalPoster extends Poster {
  readonly people: People;
}

/** More approvers than this see the card in the channel only. */
const mostDirectCards = 20;
/** The entries of the record that close an approval. */
const decisions = ['approval.approved', 'approval.denied', 'glass.broken'];

export async function showToApprovers(duty: ApprovalPoster, card: RunCard): Promise<void> {
  const subject = `run:${card.run.id}`;
  const shownTo = (await listCards(duty.database, subject)).map(({ place }) => place);
  const asked = (await approversOf(duty, card)).map((person) => `dm:${person}`);
  const places = new Set([
    ...shownTo.filter((place) => place.startsWith('dm:')),
    ...(asked.length > mostDirectCards ? [] : asked),
  ]);
  const mark = places.size === 0 ? undefined : await findMark(duty.database, subject, decisions);
  for (const place of places)
    await showCard(duty, {
      subject,
      place,
      message: inDrill(approvalCard(card, mark), card.run.plan.drill?.name),
      fallback: card.run.requestedBy,
    });
}

/** Nobody, once it is decided. */
async function approversOf(duty: ApprovalPoster, { run, approval }: RunView): Promise<readonly string[]> {
  if (run.state !== 'awaiting_approval' || approval?.state !== 'pending') return [];
  const members = await membersByName(duty.people, namesAsked(approval));
  return electorate(approval, run, { members, delegations: await listDelegations(duty.database) });
}

/** To whoever has not answered; below the run's card where there are too many to write to. */
export async function postApprovalReminder(
  duty: ApprovalPoster,
  [number = 0, approvalNumber = 0]: readonly number[],
): Promise<void> {
  const view = duty.redact(await readRunView(duty.database, runId.parse(number)));
  if (view?.approval?.id !== approvalNumber || view.approval.state !== 'pending') return;
  const { run, approval, votes } = view;
  const subject = `approval-reminder:${run.id}:${approval.id}`;
  const silent = (await approversOf(duty, view)).filter(
    (person) => !votes.some((vote) => vote.approval === approval.id && vote.person === person),
  );
  const where = await placeOfRun(duty.database, run);
  const places = silent.length > mostDirectCards ? (where === undefined ? [] : [where.place]) : silent.map(direct);
  for (const place of places) {
    const thread = where?.place === place ? where.thread : undefined;
    const below = thread ?? (await findPost(duty.database, `run:${run.id}`, place));
    const reminder = approvalReminder({ ...view, approval, mention: duty.people.mention }, !place.startsWith('dm:'));
    const message = inDrill(reminder, run.plan.drill?.name);
    await showCard(duty, { subject, place, message, ...(below === undefined ? {} : { thread: below }) });
  }
}

/** A private word to whoever was handed a right. */
export async function postDelegation(duty: ApprovalPoster, [id = 0]: readonly number[]): Promise<void> {
  const delegation = await findDelegation(duty.database, id);
  if (delegation === undefined) return;
  const [subject, place] = [`delegation:${id}`, direct(delegation.toPerson)];
  await showCard(duty, { subject, place, message: delegationNote(delegation), fallback: delegation.fromPerson });
}

function direct(person: string): string {
  return `dm:${person}`;
}
