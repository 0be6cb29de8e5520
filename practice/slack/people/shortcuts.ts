// A person uses a shortcut: a global one from the search box, or one in a message's menu.

import { messageJson } from '../api-shapes.ts';
import { deliver } from '../app-link/deliver.ts';
import { issueResponseUrl, issueTrigger } from '../grants.ts';
import type { JsonRecord } from '../json-values.ts';
import type { World } from '../world.ts';
import { findMessage, nextTs, type Person } from '../workspace.ts';
import { happened, letDown, payloadFrame, sentenceFor, type Outcome } from './outcome.ts';

/** Resolves when the app has acknowledged. Throws a sentence when the manifest has no such shortcut. */
export async function useShortcut(
  world: World,
  person: Person,
  callbackId: string,
  on?: { readonly channel: string; readonly ts: string },
): Promise<Outcome> {
  const type = on === undefined ? 'global' : 'message';
  const shortcut = world.manifest.shortcuts.find((each) => each.id === callbackId && each.type === type);
  if (shortcut === undefined) throw new Error(`The manifest has no ${type} shortcut "${callbackId}".`);
  const payload = {
    ...payloadFrame(world, person.id),
    type: on === undefined ? 'shortcut' : 'message_action',
    callback_id: callbackId,
    action_ts: nextTs(world.workspace, world.now()),
    trigger_id: issueTrigger(world, person.id),
    ...(on === undefined ? {} : messageFields(world, person, on)),
  };
  const envelope = { kind: 'interactive', payload, acceptsResponse: false, attempt: 0, retryReason: '' } as const;
  const failure = sentenceFor(await deliver(world, envelope), shortcut.name);
  return failure === undefined ? happened : letDown(world, person.id, on?.channel ?? '', failure);
}

function messageFields(
  world: World,
  person: Person,
  { channel, ts }: { readonly channel: string; readonly ts: string },
): JsonRecord {
  const conversation = world.workspace.conversations.get(channel);
  const message = conversation === undefined ? undefined : findMessage(conversation, ts);
  if (conversation === undefined || message === undefined) throw new Error('This message is gone.');
  const place = { ts, isEphemeral: message.ephemeralTo !== undefined };
  const secret = issueResponseUrl(world, { person: person.id, channel, message: place });
  return {
    channel: { id: channel, name: conversation.kind === 'direct' ? 'directmessage' : conversation.name },
    message_ts: ts,
    message: messageJson(world, message, true),
    response_url: `${world.origin}/actions/${world.workspace.id}/${secret}`,
  };
}
