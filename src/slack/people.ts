// Slack's user groups: who is in them now, and how to mention them. Looked up at most once a minute, because the method allows
// about 20 calls a minute (https://docs.slack.dev/reference/methods/usergroups.users.list); someone taken out of a group therefore
// keeps its rights for up to that long.

import type { WebClient } from '@slack/web-api';
import { reasonOf } from '../errors.ts';
import { failureOf } from './clients.ts';

export interface People {
  /** Slack user ids of everybody whom the names mean: `@group`, `U…`. Throws with a sentence when Slack cannot say. */
  readonly membersOf: (names: readonly string[]) => Promise<ReadonlySet<string>>;
  /** How people are called, by id; who cannot be looked up is left out. */
  readonly namesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Those of the names that mean nobody: a group that is not there, somebody who has left. Throws as `membersOf` does. */
  readonly strangersAmong: (names: readonly string[]) => Promise<readonly string[]>;
  /** Slack's markup for a name, as far as it is known. */
  readonly mention: (name: string) => string;
}

const freshMs = 60_000;

interface Group {
  readonly id: string;
  readonly members: ReadonlySet<string>;
}

export function createPeople(client: WebClient, now: () => number = Date.now): People {
  let groups: ReadonlyMap<string, Group> = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    const answer = await client.usergroups.list({ include_users: true, include_disabled: false });
    const next = new Map<string, Group>();
    for (const group of answer.usergroups ?? []) {
      if (group.id === undefined || group.handle === undefined) continue;
      next.set(`@${group.handle}`, { id: group.id, members: new Set(group.users ?? []) });
    }
    groups = next;
    readAt = now();
  };

  const called = new Map<string, string>();
  const nameOf = async (id: string): Promise<string | undefined> => {
    const known = called.get(id);
    if (known !== undefined) return known;
    try {
      const { user } = await client.users.info({ user: id });
      const name = user?.profile?.display_name || user?.real_name || user?.name;
      if (name !== undefined) called.set(id, name);
      return name;
    } catch (thrown) {
      if (failureOf(thrown).kind !== 'refused') throw thrown;
      return undefined;
    }
  };

  const refresh = async (): Promise<void> => {
    if (now() - readAt < freshMs) return;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    try {
      await reading;
    } catch (thrown) {
      throw new Error(`Slack could not say who is in the user groups: ${reasonOf(thrown)}`, { cause: thrown });
    }
  };

  const isStranger = async (name: string): Promise<boolean> => {
    if (!isUserId(name)) return !groups.has(name);
    try {
      const { user } = await client.users.info({ user: name });
      return user?.deleted === true;
    } catch (thrown) {
      if (failureOf(thrown).kind !== 'refused') throw thrown;
      return true;
    }
  };

  return {
    strangersAmong: async (names) => {
      if (names.some((name) => name.startsWith('@'))) await refresh();
      const found = await Promise.all(names.map(isStranger));
      return names.filter((_, index) => found[index]);
    },
    membersOf: async (names) => {
      if (names.some((name) => name.startsWith('@'))) await refresh();
      return new Set(names.flatMap((name) => (isUserId(name) ? [name] : [...(groups.get(name)?.members ?? [])])));
    },
    namesOf: async (ids) => {
      const found = await Promise.all(ids.map(async (id) => [id, await nameOf(id)] as const));
      return new Map(found.flatMap(([id, name]) => (name === undefined ? [] : [[id, name]])));
    },
    mention: (name) => {
      if (isUserId(name)) return `<@${name}>`;
      const group = groups.get(name);
      return group === undefined ? name : `<!subteam^${group.id}|${name}>`;
    },
  };
}

function isUserId(name: string): boolean {
  return /^[UW][A-Z0-9]{2,}$/.test(name);
}
