// A PostgreSQL of our own for the measurement, with every commit on the disk: that is what is measured.
// OPSBOOK_TEST_DATABASE_URL names another one; without it and without binaries there is none.

import { tmpdir } from 'node:os';
import { Client } from 'pg';
import { findServerBinaries, startPrivateServer } from '../practice/postgres/private-server.ts';

export interface PrivatePostgres {
  /** An empty database; dropped by `drop`. */
  createDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<PrivatePostgres | undefined> {
  const given = process.env['OPSBOOK_TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return databasesOn(given, () => Promise.resolve());
  const binaries = findServerBinaries();
  if (binaries === undefined) return undefined;
  const { url, stop } = await startPrivateServer({ binaries, parent: tmpdir(), settings: [] });
  return databasesOn(url, stop);
}

function databasesOn(url: string, stop: () => Promise<void>): PrivatePostgres {
  let made = 0;
  return {
    createDatabase: async () => {
      made += 1;
      const name = `opsbook_bench_${process.pid}_${made}`;
      await onServer(url, `create database ${name}`);
      const address = new URL(url);
      address.pathname = name;
      return { url: address.href, drop: () => onServer(url, `drop database if exists ${name} with (force)`) };
    },
    stop,
  };
}

async function onServer(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
