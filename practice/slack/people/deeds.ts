// What a person does besides typing: clicking, joining, reacting, pinning, opening the app's home.

import { ApiError } from '../api-error.ts';
import { elementsOf } from '../block-kit/elements.ts';
import { viewJson } from '../forms.ts';
import type { FromPage } from '../page/protocol.ts';
import { canRead, canSee } from '../page-shapes.ts';
import { addMember, directWith } from '../web-api/membership.ts';
import { setPin } from '../web-api/pins.ts';
import { react } from '../web-api/reactions.ts';
import type { World } from '../world.ts';
import { findMessage, nextTs, type Conversation, type Person, type StoredMessage } from '../workspace.ts';
import { actOnMessage, actOnView } from './clicks.ts';
import { letDown, type Outcome } from './outcome.ts';

type PageAction = Extract<FromPage, { readonly kind: 'action' }>;

/** A click or choice on the page, on what stands there now. */
export async function actOn(
  world: World,
  person: Person,
  { place, blockId, actionId, value, state }: PageAction,
): Promise<Outcome> {
  const find = (blocks: readonly unknown[]): ReturnType<typeof elementsOf>[number] | undefined =>
    elementsOf(blocks).find((each) => each.blockId === blockId && each.actionId === actionId);
  if ('viewId' in place) {
    const view = world.forms.views.get(place.viewId);
    const placed = view?.person === person.id ? find(view.blocks) : undefined;
    if (view === undefined || placed === undefined)
      return letDown(world, person.id, '', 'This form has changed. Look again.');
    return actOnView(world, person, view, { placed, value, state });
  }
  const found = readable(world, person, place.channel, place.ts);
  const placed = found === undefined ? undefined : find(found.message.blocks);
  if (found === undefined || placed === undefined) {
    return letDown(world, person.id, place.channel, 'This message has changed. Look again.');
  }
  return actOnMessage(world, person, found.conversation, found.message, { placed, value, state });
}

interface Found {
  readonly conversation: Conversation;
  readonly message: StoredMessage;
}

function readable(world: World, person: Person, channel: string, ts: string): Found | undefined {
  const conversation = world.workspace.conversations.get(channel);
  const message = conversation === undefined ? undefined : findMessage(conversation, ts);
  if (conversation === undefined || message === undefined || !canRead(conversation, message, person.id))
    return undefined;
  return { conversation, message };
}

function shared(world: World, person: Person, channel: string, ts: string): Found {
  const found = readable(world, person, channel, ts);
  if (found === undefined || found.message.ephemeralTo !== undefined) throw new ApiError('message_not_found');
  return found;
}

export function reactTo(world: World, person: Person, channel: string, ts: string, name: string): void {
  const { conversation, message } = shared(world, person, channel, ts);
  react(world, conversation, message, person.id, name);
}

/** Pins a message, or unpins it when it is pinned. */
export function pinMessage(world: World, person: Person, channel: string, ts: string): void {
  const { conversation, message } = shared(world, person, channel, ts);
  setPin(world, conversation, message, person.id, message.pinned === undefined);
}

export function joinChannel(world: World, person: Person, channel: string): void {
  const conversation = world.workspace.conversations.get(channel);
  if (conversation === undefined || !canSee(conversation, person.id) || conversation.isArchived) {
    throw new ApiError('channel_not_found');
  }
  if (!conversation.members.has(person.id)) addMember(world, conversation, person.id);
}

export function openHome(world: World, person: Person): void {
  const { workspace, forms } = world;
  const home = forms.views.get(forms.homes.get(person.id) ?? '');
  const place = directWith(world, person.id);
  const event = {
    type: 'app_home_opened',
    user: person.id,
    channel: place.id,
    tab: 'home',
    event_ts: nextTs(workspace, world.now()),
    ...(home === undefined ? {} : { view: viewJson(world, home) }),
  };
  world.changes.announce({ kind: 'event', event });
}
