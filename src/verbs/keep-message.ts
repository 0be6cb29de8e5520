// Slack's messages in the timeline of an incident, and its channel: what happens there by people's hands is followed here.

import type { Transaction } from '../db/database.ts';
import { applyIncidentEvent } from '../incidents/apply.ts';
import { deleteEntry, editEntry, insertEntry } from '../incidents/entries.ts';
import type { Incident } from '../incidents/incident.ts';
import { findIncidentIn, lockIncident } from '../incidents/store.ts';
import type { Workshop } from './verb.ts';

/** Something that Slack told of, once. */
export interface Happening {
  /** Slack's event id: what is delivered twice is one happening. */
  readonly key: string;
}

export interface SlackMessageSeen {
  readonly ts: string;
  readonly user: string | undefined;
  readonly isOfBot: boolean;
  readonly text: string;
  readonly files: readonly string[];
}

async function once(
  workshop: Workshop,
  { key }: Happening,
  channel: string,
  work: (tx: Transaction, incident: Incident) => Promise<void>,
): Promise<void> {
  await workshop.database.transaction(async (tx) => {
    if (!(await workshop.claim(tx, key))) return;
    const incident = await findIncidentIn(tx, channel);
    if (incident !== undefined) await work(tx, incident);
  });
}

/** Slack's timestamps are seconds with six digits behind the dot: the time at which the message was posted. */
function postedAt(ts: string): Date {
  return new Date(Number(ts) * 1000);
}

const longestText = 3_000;

export async function keepMessage(
  workshop: Workshop,
  happening: Happening,
  kept: { readonly by: string; readonly channel: string; readonly message: SlackMessageSeen | undefined },
): Promise<void> {
  const { message, channel } = kept;
  await once(workshop, happening, channel, async (tx, incident) => {
    // The bot pins its own card; that is no news.
    if (message === undefined || message.isOfBot) return;
    const added = await insertEntry(tx, {
      incident: incident.id,
      at: postedAt(message.ts),
      kind: 'pin',
      actor: message.user ?? kept.by,
      text: message.text.slice(0, longestText),
      message: { channel, ts: message.ts },
      files: message.files,
    });
    if (!added) return;
    workshop.record(tx, {
      actor: kept.by,
      action: 'timeline.message-kept',
      subject: `incident:${incident.id}`,
      detail: { channel, ts: message.ts },
    });
  });
}

export async function editMessage(
  workshop: Workshop,
  happening: Happening,
  edited: { readonly channel: string; readonly message: SlackMessageSeen },
): Promise<void> {
  const { channel, message } = edited;
  await once(workshop, happening, channel, async (tx) => {
    await editEntry(tx, { channel, ts: message.ts }, message.text.slice(0, longestText));
  });
}

export async function dropMessage(
  workshop: Workshop,
  happening: Happening,
  dropped: { readonly by: string; readonly channel: string; readonly ts: string; readonly how: 'deleted' | 'unmarked' },
): Promise<void> {
  const { by, channel, ts, how } = dropped;
  await once(workshop, happening, channel, async (tx, incident) => {
    if (!(await deleteEntry(tx, { channel, ts }, how === 'unmarked'))) return;
    workshop.record(tx, {
      actor: by,
      action: `timeline.message-${how}`,
      subject: `incident:${incident.id}`,
      detail: { channel, ts },
    });
  });
}

export async function moveChannel(
  workshop: Workshop,
  happening: Happening,
  moved: { readonly channel: string; readonly by: string; readonly place: 'channel' | 'archived' | 'gone' },
): Promise<void> {
  await once(workshop, happening, moved.channel, async (tx, { id }) => {
    const locked = await lockIncident(tx, id);
    if (locked === undefined || locked.incident.thread !== null || locked.incident.place === moved.place) return;
    const event = { kind: 'moved', place: moved.place } as const;
    await applyIncidentEvent(tx, workshop, locked.incident, event, { by: moved.by }, locked.now);
  });
}
