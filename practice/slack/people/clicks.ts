// A person acts on an element of a message or a view: `block_actions` with the complete state around it.

import { deliver } from '../app-link/deliver.ts';
import { messageJson } from '../api-shapes.ts';
import { initialValue, stateOf, type PlacedElement } from '../block-kit/elements.ts';
import { enter, viewJson, type StoredView } from '../forms.ts';
import { issueResponseUrl, issueTrigger } from '../grants.ts';
import { textIn, type JsonRecord } from '../json-values.ts';
import type { StateValues } from '../page/protocol.ts';
import type { World } from '../world.ts';
import { nextTs, type Conversation, type Person, type StoredMessage } from '../workspace.ts';
import { happened, letDown, payloadFrame, sentenceFor, type Outcome } from './outcome.ts';

export interface Act {
  readonly placed: PlacedElement;
  /** Slack's own value fields for menus and pickers, e.g. `{selected_option}`; empty for buttons. */
  readonly value: JsonRecord;
  readonly state: StateValues;
}

/** Resolves when the app has acknowledged. */
export async function actOnMessage(
  world: World,
  person: Person,
  conversation: Conversation,
  message: StoredMessage,
  act: Act,
): Promise<Outcome> {
  const isEphemeral = message.ephemeralTo !== undefined;
  const { threadTs } = message;
  const place = { ts: message.ts, isEphemeral, ...(threadTs === undefined ? {} : { threadTs }) };
  const secret = issueResponseUrl(world, { person: person.id, channel: conversation.id, message: place });
  return send(world, person, conversation.id, {
    type: 'block_actions',
    ...payloadFrame(world, person.id),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: conversation.id,
      is_ephemeral: isEphemeral,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    },
    trigger_id: issueTrigger(world, person.id),
    channel: { id: conversation.id, name: conversation.kind === 'direct' ? 'directmessage' : conversation.name },
    ...(isEphemeral ? {} : { message: messageJson(world, message, true) }),
    state: { values: stateOf(message.blocks, act.state) },
    response_url: `${world.origin}/actions/${world.workspace.id}/${secret}`,
    actions: [actionJson(world, act)],
  });
}

export async function actOnView(world: World, person: Person, view: StoredView, act: Act): Promise<Outcome> {
  const entered = enter(world, view, act.state);
  return send(world, person, '', {
    type: 'block_actions',
    ...payloadFrame(world, person.id),
    container: { type: 'view', view_id: view.id },
    trigger_id: issueTrigger(world, person.id, view.id),
    view: viewJson(world, entered),
    actions: [actionJson(world, act)],
  });
}

async function send(world: World, person: Person, channel: string, payload: JsonRecord): Promise<Outcome> {
  const envelope = { kind: 'interactive', payload, acceptsResponse: false, attempt: 0, retryReason: '' } as const;
  const failure = sentenceFor(await deliver(world, envelope), 'This action');
  return failure === undefined ? happened : letDown(world, person.id, channel, failure);
}

function actionJson(world: World, { placed, value }: Act): JsonRecord {
  const { element, blockId, actionId } = placed;
  const type = textIn(element, 'type') ?? '';
  const own = type === 'button' || type === 'icon_button' ? buttonFields(element) : (initialValue(element) ?? {});
  return {
    ...own,
    ...value,
    type,
    action_id: actionId,
    block_id: blockId,
    action_ts: nextTs(world.workspace, world.now()),
  };
}

function buttonFields(element: JsonRecord): JsonRecord {
  const keys = ['text', 'value', 'url', 'style'];
  return Object.fromEntries(keys.filter((key) => key in element).map((key) => [key, element[key]]));
}
