// A database of its own for a test, with a clock that the test holds.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import pino from 'pino';
import { inject } from 'vitest';
import { z } from 'zod';
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
    await installTestClock(database);
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

/** Replaces the database's own clock; also in the template, which every clone then inherits. */
export async function installTestClock(database: Database): Promise<void> {
  await database.run(`
    create table test_clock (offset_ms bigint not null);
    insert into test_clock values (0);
    create or replace function ops_now() returns timestamptz language sql stable
      as 'select now() + offset_ms * interval ''1 ms'' from test_clock';
  `);
}

function clockOf(database: Database): TestClock {
  return {
    advance: (ms) =>
      database.transaction(async (tx) => {
        await tx.run('update test_clock set offset_ms = offset_ms + $1', [ms]);
        const queue = await tx.one(
          z.object({ there: z.boolean() }),
          `select to_regclass('pgboss.job') is not null as there`,
        );
        if (queue?.there === true)
          await tx.run(
            `update pgboss.job set start_after = start_after - $1 * interval '1 ms' where state < 'active'`,
            [ms],
          );
      }),
    now: async () => {
      const row = await database.one(z.object({ now: z.date() }), 'select ops_now() as now');
      if (row === undefined) throw new Error('The database has no clock.');
      return row.now;
    },
  };
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
