// What the `post` duty shows of an incident: its card, its updates, its announcement, and the private words around it.

import { findDrill } from '../drills/store.ts';
import { findMark } from '../audit/find-mark.ts';
import { findItem } from '../incidents/action-items.ts';
import { incidentId, leaderOf, nameOf, type Incident, type UpdateSlot } from '../incidents/incident.ts';
import { anchorPlace } from '../incidents/may-know.ts';
import { findSlot } from '../incidents/slots.ts';
import { findIncident } from '../incidents/store.ts';
import { readIncidentView, readRoles } from '../incidents/view.ts';
import { findCard, findPost, listCards } from '../runs/cards.ts';
import { failureOf } from '../slack/clients.ts';
import type { SlackMessage } from '../slack/fit.ts';
import { actionReminder } from '../slack/messages/action-reminder.ts';
import { incidentAnnouncement } from '../slack/messages/incident-announcement.ts';
import { incidentCard, type Fitting } from '../slack/messages/incident-card.ts';
import { inDrill } from '../slack/messages/drill-mark.ts';
import { scoreCard } from '../slack/messages/score-card.ts';
import { linkTo } from '../slack/links.ts';
import { roleOffer } from '../slack/messages/role-offer.ts';
import { updateNudge } from '../slack/messages/update-nudge.ts';
import { updatePost } from '../slack/messages/update-post.ts';
import type { Posted } from '../slack/voice.ts';
import { showPostmortem, showPostmortemReminder, type PostmortemPoster } from './post-postmortem.ts';
import { wantMirror, type MirrorPoster } from './mirror-updates.ts';
import { waitForTurn } from './in-turn.ts';
import { showCard, turnToEdit } from './show-card.ts';

export interface IncidentPoster extends PostmortemPoster, MirrorPoster {
  /** Procedures that may help; none when the search cannot answer. */
  readonly fitting: (incident: Incident) => Promise<readonly Fitting[]>;
}

type Show = (duty: IncidentPoster, incident: Incident, rest: readonly string[]) => Promise<void>;

/** By the first word of the subject; the second is the incident's number. */
export const incidentSubjects: Readonly<Record<string, Show>> = {
  incident: showIncidentCard,
  announce: showAnnouncement,
  anchor: showAnchor,
  update: showUpdate,
  nudge: showNudge,
  offer: showOffer,
  postmortem: showPostmortemOf,
  score: showScore,
  reminder: (duty, incident, [number = '']) => showPostmortemReminder(duty, incident, number),
};

/** False for a subject that is not about an incident. */
export async function postIncident(duty: IncidentPoster, subject: string): Promise<boolean> {
  const [kind = '', number = '', ...rest] = subject.split(':');
  const show = incidentSubjects[kind];
  if (show === undefined) return false;
  const incident = await findIncident(duty.database, incidentId.parse(Number(number)));
  if (incident !== undefined) await show(duty, duty.redact(incident), rest);
  return true;
}

interface Where {
  readonly place: string;
  readonly thread?: Posted;
}

/** Where people talk about it; undefined while there is nothing that can be written in. */
function placeOf({ channel, thread, place }: Incident): Where | undefined {
  if (channel === null || place === 'archived' || place === 'gone') return undefined;
  return thread === null ? { place: channel } : { place: channel, thread: { channel, ts: thread } };
}

async function showAt(
  duty: IncidentPoster,
  incident: Incident,
  subject: string,
  at: Where,
  message: SlackMessage,
): Promise<Posted> {
  const marked = inDrill(message, incident.isDrill ? nameOf(incident) : undefined);
  return showCard(duty, { subject, ...at, message: marked, fallback: incident.declaredBy });
}

async function showIncidentCard(duty: IncidentPoster, incident: Incident): Promise<void> {
  const announced = await listCards(duty.database, `announce:${incident.id}`);
  const at = placeOf(incident);
  await eachOnItsOwn([
    async () => {
      if (at === undefined) return;
      const subject = `incident:${incident.id}`;
      // Of many incidents the edits are far behind, and each update asks for one more.
      waitForTurn(duty.pace, turnToEdit({ subject, place: at.place }));
      const view = duty.redact(await readIncidentView(duty.database, incident));
      const mark = await findMark(duty.database, subject, ['incident.declared', 'drill.begun']);
      const drill = incident.isDrill ? duty.redact(await findDrill(duty.database, incident.id)) : undefined;
      const fitting = incident.isDrill ? [] : await duty.fitting(incident);
      const message = incidentCard({ ...view, ...(drill === undefined ? {} : { drill }) }, fitting, mark);
      await showAt(duty, incident, subject, at, message);
    },
    async () => {
      if (announced.length > 0) await showAnnouncement(duty, incident);
    },
  ]);
}

/** A place that takes no post keeps no other from its own. What may still succeed is told first, so that the job comes back for it. */
async function eachOnItsOwn(shows: readonly (() => Promise<void>)[]): Promise<void> {
  const troubles: unknown[] = [];
  for (const show of shows)
    try {
      await show();
    } catch (thrown) {
      troubles.push(thrown);
    }
  const [first] = troubles;
  if (troubles.length > 0) throw troubles.find((each) => failureOf(each).kind !== 'refused') ?? first;
}

async function showAnnouncement(duty: IncidentPoster, incident: Incident): Promise<void> {
  const { announceChannel } = duty;
  if (announceChannel === undefined || incident.isPrivate) return;
  await showAt(duty, incident, `announce:${incident.id}`, { place: announceChannel }, incidentAnnouncement(incident));
}

/** The message under which an incident without a channel goes on. */
async function showAnchor(duty: IncidentPoster, incident: Incident): Promise<void> {
  const place = anchorPlace(incident);
  await showAt(duty, incident, `anchor:${incident.id}`, { place }, incidentAnnouncement(incident));
}

async function showUpdate(duty: IncidentPoster, incident: Incident, [seq]: readonly string[]): Promise<void> {
  const slot = duty.redact(await findSlot(duty.database, incident.id, Number(seq)));
  const at = placeOf(incident);
  if (slot === undefined || slot.state === 'pending' || slot.state === 'cancelled') return;
  const message = updatePost(incident, slot);
  const subject = `update:${incident.id}:${slot.seq}`;
  const { announceChannel } = duty;
  const isMirrored =
    announceChannel !== undefined && !incident.isPrivate && !incident.isDrill && announceChannel !== at?.place;
  await eachOnItsOwn([
    async () => {
      if (isMirrored) await wantMirror(duty, subject, announceChannel);
    },
    async () => {
      if (at !== undefined) await showAt(duty, incident, subject, at, message);
    },
    () => endNudge(duty, incident, slot),
  ]);
}

/** A private word to whoever leads. */
async function showNudge(duty: IncidentPoster, incident: Incident, [seq]: readonly string[]): Promise<void> {
  const slot = await findSlot(duty.database, incident.id, Number(seq));
  const leader = leaderOf(incident);
  if (slot?.state !== 'pending' || leader === undefined) return;
  const subject = `nudge:${incident.id}:${slot.seq}`;
  await showToPerson(duty, incident, subject, leader, updateNudge(incident, slot));
}

/** In the incident's own place when Slack lets nobody write to that person: they left, or are a bot. */
async function showToPerson(
  duty: IncidentPoster,
  incident: Incident,
  subject: string,
  person: string,
  message: SlackMessage,
): Promise<void> {
  try {
    await showAt(duty, incident, subject, { place: `dm:${person}` }, message);
  } catch (thrown) {
    const failure = failureOf(thrown);
    const at = placeOf(incident);
    if (failure.kind !== 'refused' || at === undefined) throw thrown;
    duty.log.warn({ incident: incident.id, person, error: failure.error }, 'this person cannot be written to');
    await showAt(duty, incident, subject, at, message);
  }
}

/** Wherever it was shown, it asks for nothing any more. */
async function endNudge(duty: IncidentPoster, incident: Incident, slot: UpdateSlot): Promise<void> {
  const subject = `nudge:${incident.id}:${slot.seq}`;
  for (const { place, ts } of await listCards(duty.database, subject))
    if (ts !== null) await showAt(duty, incident, subject, { place }, updateNudge(incident, slot));
}

async function showOffer(duty: IncidentPoster, incident: Incident, [role = '']: readonly string[]): Promise<void> {
  const offered = (await readRoles(duty.database, incident.id)).find(
    (each) => each.role === role && each.state === 'offered',
  );
  const subject = `offer:${incident.id}:${role}`;
  const settled = roleOffer({ incident, role, by: undefined });
  for (const { place, ts } of await listCards(duty.database, subject))
    if (ts !== null && place !== `dm:${offered?.person}`) await showAt(duty, incident, subject, { place }, settled);
  if (offered !== undefined)
    await showToPerson(duty, incident, subject, offered.person, roleOffer({ incident, role, by: offered.byPerson }));
}

async function showScore(duty: IncidentPoster, incident: Incident): Promise<void> {
  const drill = duty.redact(await findDrill(duty.database, incident.id));
  const at = placeOf(incident);
  if (drill === undefined || at === undefined || drill.score === null) return;
  const { score } = drill;
  const cards = await Promise.all(
    score.runs.map(async ({ id }) => [id, await findPost(duty.database, `run:${id}`, at.place)] as const),
  );
  const links = new Map(
    cards.flatMap(([id, card]) =>
      card === undefined ? [] : [[id, linkTo(duty.workspaceUrl, card.channel, card.ts)] as const],
    ),
  );
  await showAt(duty, incident, `score:${incident.id}`, at, scoreCard({ ...drill, score }, links));
}

async function showPostmortemOf(duty: IncidentPoster, incident: Incident): Promise<void> {
  const at = placeOf(incident);
  if (at !== undefined) await showPostmortem(duty, incident, at);
}

/** A reminder of an action item, to its owner: each is a message of its own. Without a number: the item changed, and so do they all. */
export async function postActionItem(duty: IncidentPoster, [id = 0, number]: readonly number[]): Promise<void> {
  const item = duty.redact(await findItem(duty.database, id));
  if (item === undefined || item.owner === null) return;
  const place = `dm:${item.owner}`;
  for (let each = number ?? 1; each <= (number ?? item.reminders); each += 1) {
    const subject = `action:${id}:${each}`;
    if (item.state !== 'open' && (await findCard(duty.database, subject, place)) === undefined) continue;
    await showCard(duty, { subject, place, message: actionReminder(item), fallback: item.owner });
  }
}
