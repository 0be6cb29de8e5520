// What the `post` duty shows of a post-mortem: its card, a picture of the timeline, its text as a canvas or a file, and the reminders.

import { setImmediate } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Incident } from '../incidents/incident.ts';
import { draftPostmortem, isLongTimeline, tellTimeline, type PostmortemSource } from '../incidents/postmortem.ts';
import { findPostmortem, readSections } from '../incidents/postmortem-store.ts';
import { sectionsOf } from '../incidents/postmortem-template.ts';
import type { IncidentSettings } from '../incidents/settings.ts';
import type { TimelineLine } from '../incidents/timeline.ts';
import { readIncidentHistory } from '../incidents/view.ts';
import { findCard, insertFileCard, listCards } from '../runs/cards.ts';
import { putCanvas } from '../slack/canvas.ts';
import { linkTo } from '../slack/links.ts';
import { postmortemCard } from '../slack/messages/postmortem-card.ts';
import { postmortemReminder } from '../slack/messages/postmortem-reminder.ts';
import type { People } from '../slack/people.ts';
import { upload, type Posted } from '../slack/voice.ts';
import { clockNow } from './clock.ts';
import { showCard, type Poster } from './show-card.ts';
import { pictureFile, showTimelinePicture } from './timeline-picture.ts';

export interface PostmortemPoster extends Poster {
  readonly client: WebClient;
  readonly people: People;
  readonly incidents: IncidentSettings;
  readonly workspaceUrl: string;
}

type DraftSource = Omit<PostmortemSource, 'picture'> & { readonly now: Date };

interface Where {
  readonly place: string;
  readonly thread?: Posted;
}

export async function showPostmortem(duty: PostmortemPoster, incident: Incident, at: Where): Promise<void> {
  const { database, incidents } = duty;
  const { id } = incident;
  const postmortem = await findPostmortem(database, id);
  if (postmortem === undefined) return;
  const written = await readSections(database, id);
  const sections = sectionsOf(incidents.template);
  const card = postmortemCard({ incident, postmortem, sections, written: duty.redact(written) });
  const posted = await showCard(duty, {
    subject: `postmortem:${id}`,
    ...at,
    message: card,
    fallback: incident.declaredBy,
  });
  const subject = `postmortem-text:${id}:${postmortem.drafts}`;
  if ((await listCards(database, subject)).length > 0) return;
  const source = await readSource(duty, incident, written);
  if (source === undefined) return;
  const name = `${incident.day}-${incident.number}-post-mortem-${postmortem.drafts}`;
  // A thread has no threads of its own.
  const under = at.thread ?? posted;
  const isPictured = await showTimelinePicture(duty, source, { under, name, drafts: postmortem.drafts });
  const address = linkTo(duty.workspaceUrl, posted.channel, posted.ts);
  const timelineFile = await showLongTimeline(duty, source, { under, name: `${name}-timeline.md` });
  const draft = (picture: PostmortemSource['picture']): string =>
    draftPostmortem({ ...source, timelineFile, picture: isPictured ? picture : undefined }, source.now);
  const inCanvas =
    at.thread === undefined &&
    (await putCanvas(duty.client, at.place, duty.redact.rendered(draft({ kind: 'thread', address }))));
  if (!inCanvas)
    await upload(duty.client, duty.redact, under, {
      name: `${name}.md`,
      body: draft({ kind: 'file', name: pictureFile(name) }),
    });
  await insertFileCard(database, subject, at.place, posted);
}

const partSize = 1_000;

/** All of a timeline that is too long for the text: its file's name. Drafted in parts, between which others have their turn. */
async function showLongTimeline(
  duty: PostmortemPoster,
  source: DraftSource,
  at: { readonly under: Posted; readonly name: string },
): Promise<string | undefined> {
  const { lines, incident } = source;
  if (!isLongTimeline(source)) return undefined;
  const subject = `postmortem-timeline:${incident.id}:${at.name}`;
  if ((await listCards(duty.database, subject)).length > 0) return at.name;
  const parts: string[] = [];
  for (let from = 0; from < lines.length; from += partSize) {
    parts.push(tellTimeline({ ...source, picture: undefined }, lines.slice(from, from + partSize)));
    await setImmediate();
  }
  await upload(duty.client, duty.redact, at.under, { name: at.name, body: parts.join('\n') });
  await insertFileCard(duty.database, subject, at.under.channel, at.under);
  return at.name;
}

/** The facts, with secrets taken out and people named as the workspace names them. */
async function readSource(
  duty: PostmortemPoster,
  { id }: Incident,
  written: PostmortemSource['written'],
): Promise<DraftSource | undefined> {
  const { database, incidents, people, workspaceUrl } = duty;
  const history = await readIncidentHistory(database, id);
  if (history === undefined) return undefined;
  const { lines, ...view } = history;
  const mentioned = new Set(peopleIn({ ...view, written }));
  const redacted: TimelineLine[] = [];
  for (let from = 0; from < lines.length; from += partSize) {
    const part = lines.slice(from, from + partSize);
    for (const person of peopleIn(part)) mentioned.add(person);
    redacted.push(...duty.redact(part));
    await setImmediate();
  }
  const names = await people.namesOf([...mentioned]);
  return {
    ...duty.redact({ ...view, written }),
    lines: redacted,
    template: incidents.template,
    timezone: incidents.timezone,
    linkTo: (channel, ts) => linkTo(workspaceUrl, channel, ts),
    nameOfPerson: (person) => names.get(person) ?? person.replace(/^cli:/, ''),
    now: await clockNow(database),
  };
}

function peopleIn(rows: unknown): string[] {
  return JSON.stringify(rows).match(/\b[UW][A-Z0-9]{5,}\b/g) ?? [];
}

export async function showPostmortemReminder(
  duty: PostmortemPoster,
  incident: Incident,
  number: string,
): Promise<void> {
  const postmortem = await findPostmortem(duty.database, incident.id);
  const owner = postmortem?.owner ?? incident.declaredBy;
  if (postmortem === undefined || !/^[UW]/.test(owner)) return;
  const subject = `reminder:${incident.id}:${number}`;
  const known = await findCard(duty.database, subject, `dm:${owner}`);
  if (known?.ts !== undefined && known.ts !== null) return;
  const message = postmortemReminder(incident, postmortem, await clockNow(duty.database));
  await showCard(duty, { subject, place: `dm:${owner}`, message, fallback: owner });
}
