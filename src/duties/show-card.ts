// Shows one message of one subject at one place: posts it once, edits it ever after. After a crash it looks for its own post first.

import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { beginCard, findCard, forgetCard, recordCard, type Card } from '../runs/cards.ts';
import { failureOf } from '../slack/clients.ts';
import type { SlackMessage } from '../slack/fit.ts';
import type { Pace, Turn } from '../slack/pace.ts';
import { directChannel, edit, findPosted, post, type Posted, type Redact } from '../slack/voice.ts';
import { inTurn, rankOf } from './in-turn.ts';

export interface Poster {
  readonly database: Database;
  readonly client: WebClient;
  readonly redact: Redact;
  readonly log: Logger;
  readonly pace: Pace;
}

export interface Showing {
  readonly subject: string;
  /** Names the place among the subject's cards; a channel id, or `dm:U…`. */
  readonly place: string;
  readonly message: SlackMessage;
  /** The person who is written to directly when the channel cannot be posted to; nobody, when it is nobody's own. */
  readonly fallback?: string;
  readonly thread?: Posted;
}

/** Slack's answers that mean: this bot cannot speak there, now or later. https://docs.slack.dev/reference/methods/chat.postMessage */
const cannotSpeak = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'missing_scope',
]);
/** Neither Opsbook itself nor somebody at a terminal can be written to. */
const isPerson = /^[UW][A-Z0-9]+$/;

const isGone = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

export async function showCard(poster: Poster, showing: Showing): Promise<Posted> {
  const shown = createHash('sha256').update(JSON.stringify(showing.message)).digest('hex');
  const card = await findCard(poster.database, showing.subject, showing.place);
  const at = card === undefined ? undefined : await placeOf(poster, card, showing);
  if (at === undefined) return postAnew(poster, showing, shown);
  if (card?.shown === shown) return at;
  try {
    await inTurn(poster, turnToEdit(showing), () => edit(poster.client, poster.redact, at, showing.message));
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.kind !== 'refused' || !isGone.has(failure.error)) throw thrown;
    await forgetCard(poster.database, showing.subject, showing.place);
    return postAnew(poster, showing, shown);
  }
  await recordCard(poster.database, showing.subject, showing.place, at, shown);
  return at;
}

/** Where the card stands, looked up in Slack when a crash kept it from being recorded. */
async function placeOf(poster: Poster, card: Card, showing: Showing): Promise<Posted | undefined> {
  if (card.channel === null) return undefined;
  if (card.ts !== null) return { channel: card.channel, ts: card.ts };
  if (card.sendingSince === null) return undefined;
  const found = await lookFor(poster, card.channel, card.sendingSince, showing);
  if (found !== undefined) poster.log.info({ subject: showing.subject }, 'found a post whose record was lost');
  return found;
}

/** Where the bot may post but not read, a card that stands twice is better than one that stands nowhere. */
async function lookFor(poster: Poster, channel: string, since: Date, showing: Showing): Promise<Posted | undefined> {
  const key = keyOf(showing);
  const turn = { key, rank: rankOf(showing.subject), method: 'conversations.history' };
  try {
    return await inTurn(poster, turn, () => findPosted(poster.client, channel, key, since, showing.thread?.ts));
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.kind !== 'refused') throw thrown;
    poster.log.warn({ channel, error: failure.error }, 'cannot see whether a post arrived; posting it again');
    return undefined;
  }
}

async function postAnew(poster: Poster, showing: Showing, shown: string): Promise<Posted> {
  const { database, client, redact } = poster;
  const isDirect = showing.place.startsWith('dm:');
  const channel =
    showing.thread?.channel ?? (isDirect ? await directChannel(client, showing.place.slice(3)) : showing.place);
  try {
    return await postAt(poster, showing, channel, shown);
  } catch (thrown) {
    const failure = failureOf(thrown);
    const { fallback } = showing;
    const canTell = !isDirect && showing.thread === undefined && fallback !== undefined && isPerson.test(fallback);
    if (failure.kind !== 'refused' || !cannotSpeak.has(failure.error) || !canTell) throw thrown;
    poster.log.warn({ channel, error: failure.error }, 'cannot post there; writing to the person directly');
    const direct = await directChannel(client, fallback);
    await forgetCard(database, showing.subject, showing.place);
    const at = await postAt(poster, showing, direct, shown);
    await client.chat.postMessage({
      channel: direct,
      thread_ts: at.ts,
      text: redact.rendered(
        `I cannot post in <#${channel}> (${failure.error}), so this run is shown here. Invite me there with /invite to change that.`,
      ),
    });
    return at;
  }
}

async function postAt(poster: Poster, showing: Showing, channel: string, shown: string): Promise<Posted> {
  const { database, client, redact } = poster;
  const key = keyOf(showing);
  const turn = { key, rank: rankOf(showing.subject), method: 'chat.postMessage', channel };
  const at = await inTurn(poster, turn, async () => {
    await beginCard(database, showing.subject, showing.place, channel);
    const options = showing.thread === undefined ? {} : { threadTs: showing.thread.ts };
    return post(client, redact, channel, showing.message, { key, ...options });
  });
  await recordCard(database, showing.subject, showing.place, at, shown);
  return at;
}

type Name = Pick<Showing, 'subject' | 'place'>;

/** The line in which the edit of a card stands. */
export function turnToEdit(of: Name): Turn {
  return { key: keyOf(of), rank: rankOf(of.subject), method: 'chat.update' };
}

function keyOf({ subject, place }: Name): string {
  return `${subject}@${place}`;
}
