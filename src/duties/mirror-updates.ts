// Mirrors updates into the channel where incidents are announced. One job for all of them posts in their order: single ones as they
// stand in their own channel, a crowd as one message of many lines, because Slack takes one post a second there.

import type { Database } from '../db/database.ts';
import { incidentId, type Incident, type UpdateSlot } from '../incidents/incident.ts';
import { findSlot } from '../incidents/slots.ts';
import { findIncident } from '../incidents/store.ts';
import type { Queue } from '../queue/queue.ts';
import {
  beginWanted,
  forgetCard,
  listWanted,
  recordWanted,
  releaseWanted,
  wantCard,
  type Wanted,
} from '../runs/cards.ts';
import { failureOf } from '../slack/clients.ts';
import type { SlackMessage } from '../slack/fit.ts';
import { mirroredUpdates } from '../slack/messages/mirrored-updates.ts';
import { updatePost } from '../slack/messages/update-post.ts';
import { findPosted, post, type Posted } from '../slack/voice.ts';
import { inTurn } from './in-turn.ts';
import type { Poster } from './show-card.ts';

export interface MirrorPoster extends Poster {
  readonly queue: Queue;
  readonly announceChannel: string | undefined;
}

/** As many stand alone, Slack's burst. */
const mostAlone = 3;
const mostInOne = 25;

/** Apart from what stands in that channel for its own sake. */
function placeIn(channel: string): string {
  return `mirror:${channel}`;
}

export async function wantMirror({ database, queue }: MirrorPoster, subject: string, channel: string): Promise<void> {
  await database.transaction(async (tx) => {
    if (await wantCard(tx, subject, placeIn(channel))) queue.send(tx, 'post', { subject: 'mirror' }, { priority: 9 });
  });
}

/** One post; the job comes back while there is more. */
export async function mirrorUpdates(duty: MirrorPoster): Promise<{ readonly again: number } | undefined> {
  const { database, announceChannel: channel } = duty;
  if (channel === undefined) return undefined;
  const place = placeIn(channel);
  const wanted = await listWanted(database, place, mostInOne + 1);
  const lost = wanted.filter(({ sendingSince }) => sendingSince !== null);
  if (lost.length > 0) {
    await lookForLost(duty, place, channel, lost);
    return { again: 0 };
  }
  const batch = wanted.slice(0, wanted.length > mostAlone ? mostInOne : 1);
  if (batch.length > 0) await postBatch(duty, place, channel, batch);
  return batch.length < wanted.length ? { again: 0 } : undefined;
}

async function postBatch(duty: MirrorPoster, place: string, channel: string, batch: readonly Wanted[]): Promise<void> {
  const { database, client, redact } = duty;
  const subjects = batch.map(({ subject }) => subject);
  const message = await messageOf(duty, subjects);
  const turn = { key: place, rank: 1, method: 'chat.postMessage', channel } as const;
  try {
    const at = await inTurn(duty, turn, async () => {
      await beginWanted(database, subjects, place, channel);
      return post(client, redact, channel, message, { key: keyOf(batch, place) });
    });
    await recordWanted(database, subjects, place, at);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.kind !== 'refused') throw thrown;
    duty.log.error({ channel, subjects, error: failure.error }, 'Slack refused to mirror updates');
    for (const subject of subjects) await forgetCard(database, subject, place);
  }
}

async function messageOf(duty: MirrorPoster, subjects: readonly string[]): Promise<SlackMessage> {
  const updates: { readonly incident: Incident; readonly slot: UpdateSlot }[] = [];
  for (const subject of subjects) updates.push(...(await readUpdate(duty.database, subject)));
  const [first, ...others] = duty.redact(updates);
  return first !== undefined && others.length === 0
    ? updatePost(first.incident, first.slot)
    : mirroredUpdates(duty.redact(updates));
}

async function readUpdate(
  database: Database,
  subject: string,
): Promise<readonly { readonly incident: Incident; readonly slot: UpdateSlot }[]> {
  const [, id, seq] = subject.split(':').map(Number);
  const incident = await findIncident(database, incidentId.parse(id));
  const slot = incident === undefined ? undefined : await findSlot(database, incident.id, seq ?? 0);
  return incident === undefined || slot === undefined ? [] : [{ incident, slot }];
}

/** They were sent together when a crash came, or when Slack gave no answer. */
async function lookForLost(duty: MirrorPoster, place: string, channel: string, lost: readonly Wanted[]): Promise<void> {
  const { database, client } = duty;
  const subjects = lost.map(({ subject }) => subject);
  const since = lost[0]?.sendingSince ?? new Date();
  const turn = { key: place, rank: 1, method: 'conversations.history' } as const;
  const look = (): Promise<Posted | undefined> => findPosted(client, channel, keyOf(lost, place), since, undefined);
  const at = await inTurn(duty, turn, look).catch((thrown: unknown) => {
    const failure = failureOf(thrown);
    if (failure.kind !== 'refused') throw thrown;
    duty.log.warn({ channel, error: failure.error }, 'cannot see whether a post arrived; posting it again');
    return undefined;
  });
  if (at === undefined) await releaseWanted(database, subjects, place);
  else await recordWanted(database, subjects, place, at);
}

/** That of the first: the order is always the same. */
function keyOf([first]: readonly Wanted[], place: string): string {
  return `${first?.subject}@${place}`;
}
