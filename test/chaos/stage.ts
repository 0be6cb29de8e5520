// Everything that is real in a rehearsal of chaos: a PostgreSQL of its own, the local Slack with people, the practice target, three
// replicas.

import { appendFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import pino from 'pino';
import { findServerBinaries, startPrivateServer } from '../../practice/postgres/private-server.ts';
import { startLocalSlack, type LocalSlack } from '../../practice/slack/local-slack.ts';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { builtProgram } from '../support/built-program.ts';
import type { Dice } from './dice.ts';
import { startFleet, type Fleet } from './fleet.ts';
import { startWorks, worksRunbook, type Works } from './works.ts';

export interface Stage {
  readonly slack: LocalSlack;
  readonly works: Works;
  readonly fleet: Fleet;
  /** Past the proxies, for who wants to know the truth. */
  readonly database: Database;
  readonly databaseUrl: string;
  readonly program: string;
  readonly home: string;
  stop(): Promise<void>;
}

export const requesters = ['anna', 'ben', 'carla', 'david', 'elif', 'farid', 'greta', 'hugo'];
export const approvers = ['ida', 'jan', 'kim'];
export const channels = Array.from({ length: 12 }, (_, index) => `works-${index + 1}`);

const replicaCount = 3;

export interface StageOptions {
  readonly dice: Dice;
  readonly updateEvery: string;
  /** A file that gets what the replicas log. */
  readonly log?: string | undefined;
}

/** Undefined on a machine without PostgreSQL. */
export async function setStage({ dice, updateEvery, log }: StageOptions): Promise<Stage | undefined> {
  const binaries = findServerBinaries();
  if (binaries === undefined) return undefined;
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const program = await builtProgram();
    const home = await mkdtemp(path.join(tmpdir(), 'opsbook-chaos-'));
    undo.push(() => rm(home, { recursive: true, force: true }));
    await writeFile(path.join(home, 'works.md'), worksRunbook);
    const server = await startPrivateServer({ binaries, parent: tmpdir(), settings: ['fsync=off'] });
    undo.push(() => server.stop());
    const databaseUrl = await makeDatabase(server.url);
    const database = await openDatabase({ url: databaseUrl, folder: '', log: pino({ level: 'silent' }) });
    undo.push(() => database.stop());
    await migrate(database);
    const slack = await startSlack();
    undo.push(() => slack.stop());
    const works = await startWorks(dice.apart('works'));
    undo.push(() => works.stop());
    const fleet = await startFleet({
      program,
      count: replicaCount,
      databaseUrl,
      said: (words) => (log === undefined ? undefined : appendFileSync(log, words)),
      env: {
        PATH: process.env['PATH'] ?? '',
        LOG_LEVEL: log === undefined ? 'silent' : 'info',
        SLACK_API_URL: slack.apiUrl,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        OPSBOOK_RUNBOOKS: home,
        OPSBOOK_HTTP_PORT: '0',
        OPSBOOK_RATE_LIMIT: 'off',
        OPSBOOK_UPDATE_EVERY: updateEvery,
        OPSBOOK_ANNOUNCE_CHANNEL: '#incidents',
        WORKS_URL: works.url,
      },
    });
    undo.push(() => fleet.stop());
    await slack.until(() => slack.connections.count >= 2 * replicaCount, {
      what: 'all replicas to be connected',
      timeoutMs: 60_000,
    });
    return { slack, works, fleet, database, databaseUrl, program, home, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

async function makeDatabase(serverUrl: string): Promise<string> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query('create database chaos');
  await client.end();
  const address = new URL(serverUrl);
  address.pathname = 'chaos';
  return address.href;
}

function startSlack(): Promise<LocalSlack> {
  return startLocalSlack({
    manifest: path.resolve(import.meta.dirname, '../../manifest.yml'),
    team: 'Chaos',
    people: [...requesters, ...approvers].map((name) => ({ name })),
    groups: [
      { handle: 'works-oncall', people: requesters },
      { handle: 'works-approvers', people: approvers },
    ],
    channels: [...channels, 'incidents'].map((name) => ({ name })),
    limits: 'none',
    // An event that was missed comes again soon, or an hour would be needed to see that none is lost.
    eventRetryDelaysMs: [0, 5_000, 15_000],
  });
}
