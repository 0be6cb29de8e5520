// A PostgreSQL for practice systems, on loopback: a private server where its binaries are on this machine, else an embedded one that
// speaks the same protocol. For practice only: nothing in it outlives the process that started it.

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Client, Pool } from 'pg';
import { startEmbeddedServer } from './embedded-server.ts';
import { findServerBinaries, startPrivateServer } from './private-server.ts';

export interface PracticeDatabase {
  /** With a password. Its user owns the database. */
  readonly url: string;
  /** Runs several statements at once, without values. */
  readonly script: (sql: string) => Promise<void>;
  /** One statement; answers its rows. */
  readonly rows: (sql: string, values?: readonly unknown[]) => Promise<readonly unknown[]>;
  /** Ends all connections to it and refuses new ones, as a database does that its provider has taken away. */
  readonly close: () => Promise<void>;
  readonly open: () => Promise<void>;
}

export interface PracticePostgres {
  readonly kind: 'server' | 'embedded';
  /** Makes an empty database of this name: small letters, digits and `_`. */
  readonly database: (name: string) => Promise<PracticeDatabase>;
  /** After it no process and no file is left. */
  readonly stop: () => Promise<void>;
}

interface Options {
  /** Made when it is missing. */
  readonly folder: string;
  /** By default what this machine has. */
  readonly kind?: PracticePostgres['kind'];
}

export async function startPracticePostgres({ folder, kind }: Options): Promise<PracticePostgres> {
  const binaries = kind === 'embedded' ? undefined : findServerBinaries();
  if (binaries === undefined && kind === 'server')
    throw new Error('There is no PostgreSQL server on this machine. Install one, or use embedded.');
  if (binaries === undefined) return embedded();
  try {
    return await onServer(binaries, path.join(folder, 'postgres'));
  } catch (thrown) {
    // A server need not start wherever it is installed: root's runs as another user, who may not enter the folder.
    if (kind === 'server') throw thrown;
    return embedded();
  }
}

const small = [
  'shared_buffers=8MB',
  'max_connections=60',
  'max_wal_size=64MB',
  'min_wal_size=32MB',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_parallel_workers=0',
  'jit=off',
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
];

async function onServer(binaries: string, parent: string): Promise<PracticePostgres> {
  const server = await startPrivateServer({ binaries, parent, settings: small, password: newPassword() });
  const pools: Pool[] = [];
  return {
    kind: 'server',
    database: async (name) => {
      const password = newPassword();
      await command(server.url, `create role ${quoted(name)} login password '${password}'`);
      await command(server.url, `create database ${quoted(name)} owner ${quoted(name)}`);
      const url = new URL(server.url);
      Object.assign(url, { username: name, password, pathname: name });
      const allow = (may: boolean): Promise<void> =>
        command(server.url, `alter database ${quoted(name)} with allow_connections ${String(may)}`);
      const end = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`;
      const close = async (): Promise<void> => {
        await allow(false);
        await command(server.url, end);
      };
      return { ...throughPool(url.href, pools), close, open: () => allow(true) };
    },
    stop: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await server.stop();
    },
  };
}

function embedded(): PracticePostgres {
  const pools: Pool[] = [];
  const stops: (() => Promise<void>)[] = [];
  return {
    kind: 'embedded',
    database: async (name) => {
      quoted(name);
      const server = await startEmbeddedServer(name);
      stops.push(server.stop);
      const close = (): Promise<void> => Promise.resolve(server.close());
      return { ...throughPool(server.url, pools), close, open: () => Promise.resolve(server.open()) };
    },
    stop: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}

function throughPool(url: string, pools: Pool[]): Pick<PracticeDatabase, 'url' | 'script' | 'rows'> {
  const pool = new Pool({ connectionString: url, max: 2 });
  // A connection that breaks while nobody uses it is replaced at the next use.
  pool.on('error', () => undefined);
  pools.push(pool);
  return {
    url,
    script: async (sql) => {
      await pool.query(sql);
    },
    rows: async (sql, values = []) => (await pool.query<Record<string, unknown>>(sql, [...values])).rows,
  };
}

function newPassword(): string {
  return randomBytes(16).toString('hex');
}

/** As an identifier; only names that need no thought are taken. */
function quoted(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(name))
    throw new Error(`${name} is no name for a practice database. Use small letters, digits and _.`);
  return `"${name}"`;
}

async function command(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
