// A database of its own for a test, with a clock that the test holds.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import pino from 'pino';
import { inject } from 'vitest';
import { heldTime, holdClock, moveClock } from '../../practice/held-clock.ts';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';

export interface TestClock {
  /** Moves ops_now() forward, and makes waiting jobs due earlier by as much. */
  advance(ms: number): Promise<void>;
  now(): Promise<Date>;
}

export interface TestDatabase {
  /** Its address; undefined when it is the embedded one. */
  readonly url: string | undefined;
  /** Where the embedded one keeps its data; an empty folder otherwise. */
  readonly folder: string;
  readonly database: Database;
  readonly clock: TestClock;
  drop(): Promise<void>;
}

export async function createTestDatabase(kind?: Database['kind']): Promise<TestDatabase> {
  const server = inject('postgres');
  const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-test-'));
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const log = pino({ level: 'silent' });
  if (server === undefined || kind === 'embedded') {
    const database = await openDatabase({ folder, log });
    await migrate(database);
    await holdClock(database);
    const drop = async (): Promise<void> => {
      await database.stop();
      await removeFolder();
    };
    return { url: undefined, folder, database, clock: clockOf(database), drop };
  }
  const name = `opsbook_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await onServer(server.url, `create database ${name} template ${server.template}`);
  const address = new URL(server.url);
  address.pathname = name;
  const database = await openDatabase({ url: address.href, folder, log });
  const drop = async (): Promise<void> => {
    await database.stop();
    await onServer(server.url, `drop database if exists ${name} with (force)`);
    await removeFolder();
  };
  return { url: address.href, folder, database, clock: clockOf(database), drop };
}

function clockOf(database: Database): TestClock {
  return { advance: (ms) => moveClock(database, ms), now: () => heldTime(database) };
}

/** One statement on a server, on a connection of its own. */
export async function onServer(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
