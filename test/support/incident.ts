// What tests of incidents share: declaring one, and looking at what stands in its channel.

import { expect } from 'vitest';
import { z } from 'zod';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import type { Opsbook } from './opsbook.ts';

export const minute = 60_000;

export interface Scene {
  /** Resolves when everything that was to be posted or set up is. Waiting jobs are tried at once. */
  quiet(): Promise<void>;
  /** Has waiting jobs tried at once. */
  hurry(): Promise<void>;
  /** Moves the clock, between two jobs of the promise: one that has just read the time would come back by the old one. */
  pass(ms: number): Promise<void>;
  /** The channel's name, once who declared it is in it and its card stands there. */
  declare(words: string, person?: string): Promise<string>;
  /** The last message of the channel with these words or this button, as `person` sees it. */
  see(channel: string, words: string, person?: string): Promise<ReadableMessage>;
  /** The last direct message to `person` with these words or this button. */
  told(person: string, words: string): Promise<ReadableMessage>;
  /** The incident's card. */
  card(channel: string, words: string, person?: string): Promise<ReadableMessage>;
}

function has(message: ReadableMessage, words: string): boolean {
  return message.text.includes(words) || message.buttons.some(({ text }) => text === words);
}

export function incidentScene(opsbook: Opsbook): Scene {
  const { slack } = opsbook;
  const see: Scene['see'] = (channel, words, person = 'maria') =>
    slack.until(
      () =>
        slack
          .as(person)
          .sees(channel)
          .findLast((message) => has(message, words)),
      {
        what: `"${words}" in #${channel}`,
        timeoutMs: 15_000,
      },
    );
  return {
    see,
    hurry: () => hurry(opsbook),
    quiet: () => expect.poll(() => jobsLeft(opsbook), { timeout: 25_000, interval: 1_000 }).toEqual([]),
    pass: async (ms) => {
      await expect.poll(() => promisesUnderWay(opsbook), { timeout: 15_000, interval: 20 }).toBe(0);
      await opsbook.db.clock.advance(ms);
    },
    declare: async (words, person = 'maria') => {
      const said = await opsbook.answer(`/ops incident ${words}`, person);
      const name = /incident-\d{8}-\d{3}/.exec(said)?.[0];
      if (name === undefined) throw new Error(`Nothing was declared: ${said}`);
      await slack.until(() => slack.channel(name)?.members.has(slack.as(person).id), {
        what: `${person} to be in #${name}`,
        timeoutMs: 15_000,
      });
      await see(name, 'Write update', person);
      return name;
    },
    told: (person, words) =>
      slack.until(
        () =>
          slack
            .as(person)
            .dms()
            .findLast((message) => has(message, words)),
        {
          what: `"${words}" to ${person}`,
          timeoutMs: 15_000,
        },
      ),
    card: (channel, words, person = 'maria') =>
      slack.until(
        () =>
          slack
            .as(person)
            .sees(channel)
            .find((message) => isCard(message) && message.text.includes(words)),
        { what: `the card of #${channel} to say "${words}"`, timeoutMs: 15_000 },
      ),
  };
}

/** A job looks before it acts, so that one that comes early does no harm. */
async function hurry({ db }: Opsbook): Promise<void> {
  await db.database.run(
    `update pgboss.job set start_after = now() where name in ('post', 'task') and state < 'active' and start_after > now()`,
  );
}

async function jobsLeft(opsbook: Opsbook): Promise<unknown[]> {
  await hurry(opsbook);
  return opsbook.db.database.rows(
    z.object({ what: z.string() }),
    `select name || ' ' || data::text || ' ' || state || ' ' || coalesce(output::text, '') as what
     from pgboss.job where name in ('post', 'task') and state < 'completed'`,
  );
}

async function promisesUnderWay({ db }: Opsbook): Promise<number> {
  const row = await db.database.one(
    z.object({ count: z.number() }),
    `select count(*) as count from pgboss.job where name in ('update', 'remind') and state = 'active'`,
  );
  return row?.count ?? 0;
}

function isCard({ buttons, text }: ReadableMessage): boolean {
  return buttons.some(({ actionId }) => actionId === 'incident.timeline') || text.includes('Merged into another');
}
