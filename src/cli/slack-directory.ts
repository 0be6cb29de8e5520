// Who is in which of Slack's groups, as a terminal may learn it: with the bot's token, while Slack answers. What it does not answer gives
// nobody a right, and is remembered so that a refusal can say why.

import { readConfig, type Environment } from '../config.ts';
import { CannotStart, reasonOf } from '../errors.ts';
import { within } from '../patience.ts';
import { makeClients } from '../slack/clients.ts';
import { findPerson } from '../slack/find-person.ts';
import { createPeople } from '../slack/people.ts';
import { watchSlack } from '../slack/slack-calls.ts';
import type { MembersOf } from '../verbs/verb.ts';

export interface SlackDirectory {
  readonly membersOf: MembersOf;
  /** The user id of `U0123ABCD` or `@name`; throws a sentence when that cannot be said. */
  readonly idOf: (name: string) => Promise<string>;
  /** What a refusal has to say beside its own reason; undefined as long as Slack has answered. */
  readonly silence: () => string | undefined;
}

/** Shorter than what a question of rights waits for Slack. */
const patienceMs = 1_200;

export function createSlackDirectory(environment: Environment): SlackDirectory {
  const unanswered = new Set<string>();
  let why = '';
  const open = once(() => makeClients(readConfig(environment).slack, watchSlack()).background);
  const people = once(() => createPeople(open()));
  return {
    membersOf: async (names) => {
      const groups = names.filter((name) => name.startsWith('@'));
      const others = names.filter(isUserId);
      if (groups.length === 0) return new Set(others);
      try {
        return await inTime(() => people().membersOf(names));
      } catch (thrown) {
        for (const group of groups) unanswered.add(group);
        why = whyNot(thrown);
        return new Set(others);
      }
    },
    idOf: async (name) => {
      if (isUserId(name)) return name;
      try {
        const found = await inTime(() => findPerson(open(), name));
        if (found !== undefined) return found;
      } catch (thrown) {
        throw new CannotStart(`Nobody can say who ${name} is: ${whyNot(thrown)}. ${useId}`, { cause: thrown });
      }
      throw new CannotStart(`Slack knows nobody called ${name}. ${useId}`);
    },
    silence: () =>
      unanswered.size === 0
        ? undefined
        : `Who is in ${[...unanswered].join(', ')} cannot be asked: ${why}. Until it can, only people count whom the runbook or opsbook.yaml names by user id (U0123ABCD), beside the group.`,
  };
}

const useId = 'Say the user id: it is in the profile in Slack, under Copy member ID, and /ops enroll says it.';

function isUserId(name: string): boolean {
  return /^[UW][A-Z0-9]{2,}$/.test(name);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

async function inTime<T>(ask: () => Promise<T>): Promise<T> {
  const answer = await within(
    ask().then((value) => ({ value })),
    patienceMs,
  );
  if (answer === undefined) throw new Error('Slack does not answer');
  return answer.value;
}

function whyNot(thrown: unknown): string {
  if (thrown instanceof CannotStart) return "the bot's Slack variables are not set here";
  return reasonOf(thrown).replace(/^Slack could not say who is in the user groups: /, '');
}
