// Which happenings become events for the app: those its manifest subscribes to, with the scope for them, where it is a member.
// https://docs.slack.dev/reference/events

import { randomBytes } from 'node:crypto';
import { SWAPPED_CHANNEL, TWICE_CHANNEL } from '../faults.ts';
import { textIn, type JsonRecord } from '../json-values.ts';
import type { World } from '../world.ts';
import type { Conversation } from '../workspace.ts';
import { deliverEvent } from './deliver.ts';

type Scope = string | { readonly public: string; readonly private: string };

const channelsRead: Scope = { public: 'channels:read', private: 'groups:read' };

/** The scope each event needs; an event that is not listed is never sent. An empty scope means none. */
const eventScopes: ReadonlyMap<string, Scope> = new Map<string, Scope>([
  ['message.channels', 'channels:history'],
  ['message.groups', 'groups:history'],
  ['message.im', 'im:history'],
  ['app_mention', 'app_mentions:read'],
  ['app_home_opened', ''],
  ['pin_added', 'pins:read'],
  ['pin_removed', 'pins:read'],
  ['reaction_added', 'reactions:read'],
  ['reaction_removed', 'reactions:read'],
  ['member_joined_channel', channelsRead],
  ['channel_created', 'channels:read'],
  ['channel_rename', 'channels:read'],
  ['channel_archive', 'channels:read'],
  ['channel_unarchive', 'channels:read'],
  ['channel_deleted', 'channels:read'],
  ['group_rename', 'groups:read'],
  ['group_archive', 'groups:read'],
  ['group_unarchive', 'groups:read'],
  ['group_deleted', 'groups:read'],
]);

/** Starts telling the app what happens. Answers how to stop. */
export function tellEvents(world: World): () => void {
  const held: JsonRecord[] = [];
  return world.changes.listen((change) => {
    if (change.kind !== 'event' || !isWanted(world, change.event, change.place)) return;
    const payload = eventPayload(world, change.event);
    if (change.place?.name === SWAPPED_CHANNEL && held.length === 0) {
      held.push(payload);
      return;
    }
    void deliverEvent(world, payload);
    if (change.place?.name === SWAPPED_CHANNEL) for (const each of held.splice(0)) void deliverEvent(world, each);
    if (change.place?.name === TWICE_CHANNEL) void deliverEvent(world, payload);
  });
}

function isWanted({ manifest, app }: World, event: JsonRecord, place: Conversation | undefined): boolean {
  const name = subscriptionName(event);
  const scope = eventScopes.get(name);
  if (scope === undefined || !manifest.events.has(name)) return false;
  if (place !== undefined && name !== 'channel_created' && !place.members.has(app.user)) return false;
  const needed = typeof scope === 'string' ? scope : scope[place?.kind === 'private' ? 'private' : 'public'];
  return needed === '' || manifest.scopes.has(needed);
}

function subscriptionName(event: JsonRecord): string {
  const type = textIn(event, 'type') ?? '';
  if (type !== 'message') return type;
  const kinds: Readonly<Record<string, string>> = { channel: 'channels', group: 'groups', im: 'im' };
  return `message.${kinds[textIn(event, 'channel_type') ?? ''] ?? ''}`;
}

function eventPayload({ app, workspace, now }: World, event: JsonRecord): JsonRecord {
  const id = `Ev${randomBytes(6).toString('hex').toUpperCase()}`;
  return {
    token: app.verificationToken,
    team_id: workspace.id,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: id,
    event_time: Math.floor(now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: workspace.id, user_id: app.user, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${id}`,
  };
}
