// The product as a test drives it: the bot, a local Slack with named people, a database of its own whose clock the test holds, and a
// folder of runbooks.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { workspace } from '../../practice/range.ts';
import { startLocalSlack, type LocalSlack } from '../../practice/slack/local-slack.ts';
import type { Limits } from '../../practice/slack/web-api/rates.ts';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { startBot, type Bot } from '../../src/bot.ts';
import { readConfig } from '../../src/config.ts';
import { createReaders } from '../../src/runbooks/readers.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export interface Opsbook {
  readonly slack: LocalSlack;
  readonly db: TestDatabase;
  /** Where the runbooks lie. */
  readonly runbooks: string;
  /** Writes a runbook into the folder. */
  write(name: string, text: string): Promise<void>;
  /** Starts the bot again after `halt`. */
  restart(): Promise<void>;
  halt(): Promise<void>;
  /** Starts another bot beside it, on the same database and Slack; it ends with `stop`. */
  replicate(): Promise<void>;
  /** What `person` is told in private in #ops after typing this. */
  answer(text: string, person?: string): Promise<string>;
  /** Fills the form that opens for this person in, and sends it off. */
  submit(person: string, values: Readonly<Record<string, string>>): Promise<void>;
  /** The card of a run in #ops, as `person` sees it, once it says `words`. */
  card(person: string, words: string): Promise<ReadableMessage>;
  stop(): Promise<void>;
}

export interface OpsbookOptions {
  readonly runbooks?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly database?: 'postgres' | 'embedded';
  readonly mode?: 'socket' | 'http';
  readonly hasCanvases?: boolean;
  /** Slack's own when absent. */
  readonly limits?: Limits;
  /** Public channels besides those of the demo. */
  readonly channels?: readonly string[];
  /** People and user groups besides those of the demo. */
  readonly people?: readonly { readonly name: string; readonly realName: string; readonly role: string }[];
  readonly groups?: readonly { readonly handle: string; readonly people: readonly string[] }[];
}

/** The bots of one file take turns with one process that reads pages: it takes a second to start. */
const readers = createReaders();

export const manifest = path.resolve(import.meta.dirname, '../../manifest.yml');

/** Refusals by Slack that a test provokes have to be taken out of `slack.refusals` by it; any that is left fails it at the end. */
export async function startOpsbook(options: OpsbookOptions = {}): Promise<Opsbook> {
  const runbooks = await mkdtemp(path.join(tmpdir(), 'opsbook-runbooks-'));
  const write = (name: string, text: string): Promise<void> => writeFile(path.join(runbooks, name), text);
  for (const [name, text] of Object.entries(options.runbooks ?? {})) await write(name, text);
  const db = await createTestDatabase(options.database);
  const more = (options.channels ?? []).filter((name) => !workspace.channels.some((known) => known.name === name));
  const channels = [...workspace.channels, ...more.map((name) => ({ name }))];
  const slack = await startLocalSlack({
    manifest,
    ...workspace,
    channels,
    people: [...workspace.people, ...(options.people ?? [])],
    groups: [...workspace.groups, ...(options.groups ?? []).map((group) => ({ ...group, name: group.handle }))],
    withFaultChannels: true,
    hasCanvases: options.hasCanvases ?? false,
    limits: options.limits ?? 'realistic',
  });
  const port = options.mode === 'http' ? await freePort() : undefined;
  const environment = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    LOG_LEVEL: process.env['OPSBOOK_TEST_LOG'] ?? 'silent',
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    ...(port === undefined
      ? { SLACK_APP_TOKEN: slack.appToken }
      : { SLACK_SIGNING_SECRET: slack.signingSecret, PORT: String(port) }),
    OPSBOOK_RUNBOOKS: runbooks,
    OPSBOOK_HTTP_PORT: '0',
    // A test types faster than a person.
    OPSBOOK_RATE_LIMIT: 'off',
    ...options.environment,
  };
  if (port !== undefined) slack.useRequestUrl(`http://127.0.0.1:${port}/slack/events`);
  let bot: Bot | undefined;
  const replicas: Bot[] = [];
  const start = (): Promise<Bot> => startBot(readConfig(environment), { database: db.database, readers });
  const restart = async (): Promise<void> => {
    bot = await start();
  };
  const halt = async (): Promise<void> => {
    await bot?.stop();
    bot = undefined;
  };
  await restart();
  return {
    slack,
    db,
    runbooks,
    write,
    restart,
    halt,
    replicate: async () => void replicas.push(await start()),
    answer: async (text, person = 'maria') => {
      const before = slack.as(person).sees('ops').length;
      await slack.as(person).type('ops', text);
      const found = (): ReadableMessage | undefined =>
        slack
          .as(person)
          .sees('ops')
          .slice(before)
          .find((message) => message.isEphemeral);
      return (await slack.until(found, { what: `an answer to ${text.slice(0, 60)}` })).text;
    },
    submit: async (person, values) => {
      await slack.until(() => slack.as(person).form(), { what: `a form for ${person}` });
      slack.as(person).fill(values);
      await slack.as(person).submit();
    },
    card: (person, words) =>
      slack.until(
        () =>
          slack
            .as(person)
            .sees('ops')
            .find((message) => message.text.includes(words)),
        {
          what: `a card in #ops that says "${words}"`,
          timeoutMs: 10_000,
        },
      ),
    stop: async () => {
      await halt();
      for (const replica of replicas) await replica.stop();
      await slack.stop();
      await db.drop();
      await rm(runbooks, { recursive: true, force: true });
      expect(slack.refusals, 'what Slack refused').toEqual([]);
    },
  };
}

export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
