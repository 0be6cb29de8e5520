// Before the product's tests: a PostgreSQL to test on, with one migrated template that each test file clones. Uses
// OPSBOOK_TEST_DATABASE_URL, else a private server from binaries on this machine, else none: then the embedded database serves.

import { tmpdir } from 'node:os';
import pino from 'pino';
import type { TestProject } from 'vitest/node';
import { holdClock } from '../../practice/held-clock.ts';
import { findServerBinaries, startPrivateServer } from '../../practice/postgres/private-server.ts';
import { openDatabase } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openQueue } from '../../src/queue/queue.ts';
import { onServer } from './database.ts';

export interface TestServer {
  /** An address that may create databases. */
  readonly url: string;
  readonly template: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestServer | undefined;
  }
}

type Stop = () => Promise<void>;

export async function setup(project: TestProject): Promise<Stop> {
  const given = process.env['OPSBOOK_TEST_DATABASE_URL'];
  const own = given === undefined || given === '' ? await startServer() : { url: given, stop: () => Promise.resolve() };
  if (own === undefined) {
    process.stdout.write('No PostgreSQL server found: these tests run on the embedded database.\n');
    project.provide('postgres', undefined);
    return () => Promise.resolve();
  }
  const template = `opsbook_template_${process.pid}`;
  try {
    await makeTemplate(own.url, template);
  } catch (thrown) {
    await own.stop();
    throw thrown;
  }
  project.provide('postgres', { url: own.url, template });
  return async () => {
    try {
      await onServer(own.url, `drop database if exists ${template} with (force)`);
    } finally {
      await own.stop();
    }
  };
}

async function makeTemplate(url: string, name: string): Promise<void> {
  await onServer(url, `drop database if exists ${name} with (force)`);
  await onServer(url, `create database ${name}`);
  const log = pino({ level: 'silent' });
  const address = new URL(url);
  address.pathname = name;
  const database = await openDatabase({ url: address.href, folder: '', log });
  try {
    await migrate(database);
    const queue = await openQueue({ database, log, onError: (error) => log.error(error) });
    await queue.stop();
    await holdClock(database);
  } finally {
    await database.stop();
  }
}

async function startServer(): Promise<{ readonly url: string; readonly stop: Stop } | undefined> {
  const binaries = findServerBinaries();
  if (binaries === undefined) return undefined;
  return startPrivateServer({ binaries, parent: tmpdir(), settings: ['fsync=off', 'full_page_writes=off'] });
}
