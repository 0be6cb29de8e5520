// What is done to channels for an incident. Each answers with what came of it; only trouble of Slack's own is thrown.

import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { clamp } from './fit.ts';
import { failureOf } from './clients.ts';
import { channelTopic, invitedAtOnce } from './limits.ts';

export type Done = { readonly ok: true } | { readonly ok: false; readonly error: string };

/** A refusal as a value; anything else is thrown, and the job comes back. */
async function tryTo(work: () => Promise<unknown>, already: readonly string[] = []): Promise<Done> {
  try {
    await work();
    return { ok: true };
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.kind !== 'refused') throw thrown;
    return already.includes(failure.error) ? { ok: true } : { ok: false, error: failure.error };
  }
}

export type Created =
  | { readonly kind: 'made'; readonly channel: string }
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly error: string };

export async function createChannel(client: WebClient, name: string, isPrivate: boolean): Promise<Created> {
  try {
    const answer = await client.conversations.create({ name, is_private: isPrivate });
    const id = answer.channel?.id;
    return id === undefined ? { kind: 'refused', error: 'no_channel_in_answer' } : { kind: 'made', channel: id };
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.kind !== 'refused') throw thrown;
    return failure.error === 'name_taken' ? { kind: 'taken' } : { kind: 'refused', error: failure.error };
  }
}

/** A channel of this name that this bot itself made: its answer may have been lost in a crash. */
export async function findOwnChannel(client: WebClient, name: string): Promise<string | undefined> {
  const { user_id: self } = await client.auth.test();
  let cursor = '';
  do {
    const answer = await client.conversations.list({
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: 1_000,
      ...(cursor === '' ? {} : { cursor }),
    });
    const own = answer.channels?.find((each) => each.name === name && each.creator === self);
    if (own !== undefined) return own.id;
    cursor = answer.response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return undefined;
}

export async function setTopic(client: WebClient, channel: string, topic: string): Promise<Done> {
  return tryTo(() => client.conversations.setTopic({ channel, topic: clamp(topic, channelTopic) }));
}

export async function setPurpose(client: WebClient, channel: string, purpose: string): Promise<Done> {
  return tryTo(() => client.conversations.setPurpose({ channel, purpose: clamp(purpose, channelTopic) }));
}

export interface NotInvited {
  readonly person: string;
  readonly error: string;
}

const partly = z.object({ errors: z.array(z.object({ user: z.string(), error: z.string() })).optional() });
const fine = new Set(['already_in_channel', 'cant_invite_self']);

/** Who could not be invited, with Slack's reason each. The others are. */
export async function invite(
  client: WebClient,
  channel: string,
  people: readonly string[],
): Promise<readonly NotInvited[]> {
  const refused: NotInvited[] = [];
  for (let from = 0; from < people.length; from += invitedAtOnce)
    refused.push(...(await inviteSome(client, channel, people.slice(from, from + invitedAtOnce))));
  return refused.filter(({ error }) => !fine.has(error));
}

async function inviteSome(client: WebClient, channel: string, people: readonly string[]): Promise<NotInvited[]> {
  try {
    const answer: unknown = await client.conversations.invite({ channel, users: people.join(','), force: true });
    return (partly.parse(answer).errors ?? []).map(({ user, error }) => ({ person: user, error }));
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.kind !== 'refused') throw thrown;
    const [only, ...others] = people;
    if (only !== undefined && others.length === 0) return [{ person: only, error: failure.error }];
    // Nobody of them could be invited, and Slack's answer names one reason only.
    const each = await Promise.all(people.map((person) => inviteSome(client, channel, [person])));
    return each.flat();
  }
}

export async function pin(client: WebClient, channel: string, ts: string): Promise<Done> {
  return tryTo(() => client.pins.add({ channel, timestamp: ts }), ['already_pinned']);
}

export async function bookmark(client: WebClient, channel: string, title: string, link: string): Promise<Done> {
  return tryTo(() => client.bookmarks.add({ channel_id: channel, title, type: 'link', link }));
}

export async function archive(client: WebClient, channel: string): Promise<Done> {
  return tryTo(() => client.conversations.archive({ channel }), ['already_archived']);
}
