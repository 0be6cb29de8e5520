// Starts a local Slack and hands out everything a test or the demo needs of it. It binds 127.0.0.1 and calls nobody but the app.

import type { AddressInfo } from 'node:net';
import { tellEvents } from './app-link/events.ts';
import { disconnect, type DisconnectReason } from './app-link/socket-mode.ts';
import type { Connection } from './app-link/link.ts';
import type { Fault } from './faults.ts';
import { makeWorld } from './make-world.ts';
import type { LocalSlackOptions } from './options.ts';
import type { WireEntry } from './page/protocol.ts';
import { makeActor, type Actor } from './people/actor.ts';
import type { SlackRefusal } from './record.ts';
import { makeServer } from './server.ts';
import { beginTour, type TourScript } from './tour.ts';
import { until, type Waiting } from './until.ts';
import type { Limit } from './web-api/rates.ts';
import {
  findConversation,
  findPerson,
  type Conversation,
  type Person,
  type StoredFile,
  type StoredMessage,
  type UserGroup,
} from './workspace.ts';
import type { World } from './world.ts';

interface Connections {
  /** How many are open and not told to leave. */
  readonly count: number;
  /** Tells one connection, or all, to go elsewhere; `number` counts from 1 in the order they came. */
  disconnect(reason: DisconnectReason, number?: number): void;
  /** Cuts one connection, or all, without a word. */
  drop(number?: number): void;
  /** One connection, or all, neither hears nor is heard any more, though it stays open. */
  deaf(number?: number): void;
}

export interface FaultUnderWay {
  /** How many calls it has hit so far. */
  met(): number;
  /** No further call goes wrong. */
  mend(): void;
}

export interface LocalSlack {
  /** The Web API's base, ending in `/api/`. */
  readonly apiUrl: string;
  readonly pageUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly teamId: string;
  /** The user id under which the app posts. */
  readonly appUser: string;
  readonly people: readonly Person[];
  readonly groups: readonly UserGroup[];
  readonly connections: Connections;
  /** Every refused call and broken rule so far. Assert on it; empty it with `splice` to start anew. */
  readonly refusals: SlackRefusal[];
  readonly wire: readonly WireEntry[];
  /** HTTP mode at this URL; `undefined` goes back to Socket Mode. */
  useRequestUrl(url: string | undefined): void;
  as(person: string): Actor;
  channel(name: string): Conversation | undefined;
  /** The names of all channels there are, in the order in which they were made. */
  channels(): readonly string[];
  /** The messages of a channel, by name or id, as they are kept: metadata, blocks, ephemeral ones. */
  posted(channel: string): readonly StoredMessage[];
  /** What was uploaded and shared, oldest first. */
  files(): readonly StoredFile[];
  until<T>(look: () => T | undefined | null | false, waiting: Waiting): Promise<T>;
  /** The next `times` calls (1 when absent) of a method go wrong in this way. */
  fail(method: string, fault: Fault & { readonly times?: number }): FaultUnderWay;
  /** Makes a method's rate limit small or generous from now on. */
  limit(method: string, limit: Limit): void;
  /** The token is refused with `token_revoked` from now on. */
  revoke(token: string): void;
  /** Takes it again, as Slack would take the new token of an app that was installed again. */
  reinstate(token: string): void;
  /** A tour through what happens from now on; the page shows it. */
  beginTour(script: TourScript): void;
  /** Closes every socket at once and frees the port. */
  stop(): Promise<void>;
}

/** Throws a sentence when the manifest cannot be read or the port is taken. */
export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const world = await makeWorld(options);
  const { server, cutSockets } = makeServer(world);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  world.origin = `http://127.0.0.1:${portOf(server.address())}`;
  const silence = tellEvents(world);
  const actors = new Map<string, Actor>();
  return {
    ...identity(world),
    connections: connectionsOf(world),
    refusals: world.book.refusals,
    wire: world.book.wire,
    useRequestUrl: (url) => {
      world.link.requestUrl = url;
    },
    as: (name) => actorFor(world, actors, name),
    channel: (name) => findConversation(world.workspace, name),
    channels: () =>
      [...world.workspace.conversations.values()].filter(({ kind }) => kind !== 'direct').map(({ name }) => name),
    posted: (channel) => findConversation(world.workspace, channel)?.messages ?? [],
    files: () => [...world.workspace.files.values()].filter((file) => file.isComplete),
    until: (look, waiting) => until(world, look, waiting),
    fail: (method, { times = 1, ...fault }) => {
      const planned = { method, fault, left: times };
      world.faults.planned.push(planned);
      return {
        met: () => times - planned.left,
        mend: () => void world.faults.planned.splice(world.faults.planned.indexOf(planned), 1),
      };
    },
    limit: (method, limit) => {
      world.rates.methods.set(method, limit);
      world.rates.buckets.delete(method);
    },
    revoke: (token) => {
      world.app.revokedTokens.add(token);
    },
    reinstate: (token) => {
      world.app.revokedTokens.delete(token);
    },
    beginTour: (script) => {
      world.tour = beginTour(world, script);
      world.changes.announce({ kind: 'tour', state: world.tour.state() });
    },
    stop: async () => {
      silence();
      for (const timer of world.link.timers) clearTimeout(timer);
      world.link.timers.clear();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
        cutSockets();
      });
    },
  };
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function identity({
  app,
  origin,
  workspace,
}: World): Pick<
  LocalSlack,
  'apiUrl' | 'pageUrl' | 'botToken' | 'appToken' | 'signingSecret' | 'teamId' | 'appUser' | 'people' | 'groups'
> {
  return {
    apiUrl: `${origin}/api/`,
    pageUrl: `${origin}/`,
    botToken: app.botToken,
    appToken: app.appToken,
    signingSecret: app.signingSecret,
    teamId: workspace.id,
    appUser: app.user,
    people: [...workspace.people.values()].filter((each) => !each.isBot),
    groups: [...workspace.groups.values()],
  };
}

function actorFor(world: World, actors: Map<string, Actor>, name: string): Actor {
  const person = findPerson(world.workspace, name);
  if (person === undefined || person.isBot) throw new Error(`No person "${name}" in the local Slack.`);
  const actor = actors.get(person.id) ?? makeActor(world, person);
  actors.set(person.id, actor);
  return actor;
}

function connectionsOf(world: World): Connections {
  const { link } = world;
  const chosen = (number: number | undefined): readonly Connection[] =>
    link.connections.filter((each) => number === undefined || each.number === number);
  return {
    get count() {
      return link.connections.filter((each) => !each.isLeaving).length;
    },
    disconnect: (reason, number) => {
      for (const each of chosen(number)) disconnect(world, each, reason);
    },
    drop: (number) => {
      for (const each of chosen(number)) each.socket.terminate();
    },
    deaf: (number) => {
      for (const each of chosen(number)) each.isDeaf = true;
    },
  };
}
