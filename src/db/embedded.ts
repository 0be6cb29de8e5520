// The embedded PostgreSQL: one folder, one process, one connection behind an ordinary pg pool. A commit that was answered is on the
// disk, and a first start that was cut off leaves nothing that could not be started again.

import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { Pool } from 'pg';
import type { Logger } from 'pino';
import { CannotStart, reasonOf } from '../errors.ts';
import { durableFiles, syncFolder, syncOne } from './durable-files.ts';
import { statementLimitMs, type Engine } from './engine.ts';
import { lockFolder } from './folder-lock.ts';
import { parsers } from './rows.ts';

// The major version inside @electric-sql/pglite 0.5.16; a test compares.
const major = '18';

// PGlite's own parameters (`PGlite.defaultStartParams`), with fsync switched on instead of off.
const startParams = PGlite.defaultStartParams
  .filter((parameter) => parameter !== '-F')
  .concat('-c', 'fsync=on', '-c', 'wal_sync_method=fsync', '-c', 'shared_buffers=16MB');

/**
 * Its statements run in this thread and answer without waiting for anything, so that a loop of them would keep sockets and timers
 * from their turn for as long as it lasts.
 */
function makeBreathe(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < longestHoldMs) return;
    await new Promise((resolve) => setImmediate(resolve));
    last = performance.now();
  };
}

const longestHoldMs = 5;
const vacuumEveryMs = 60 * 60_000;

export async function openEmbedded(folder: string, log: Logger): Promise<Engine> {
  const root = path.resolve(folder);
  await prepareFolder(root);
  const unlock = await lockFolder(root).catch((thrown: unknown) => {
    throw notWritable(root, thrown);
  });
  if (unlock === undefined)
    throw new CannotStart(
      `The data folder ${root} is in use by another Opsbook. Stop that one, or set OPSBOOK_DATA to another folder.`,
    );
  try {
    const data = path.join(root, 'postgres');
    if (!existsSync(data)) await firstStart(data);
    await checkVersion(data);
    const pglite = await start(data);
    return engineOver(pglite, unlock, log);
  } catch (thrown) {
    await unlock();
    throw thrown;
  }
}

async function prepareFolder(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true, mode: 0o700 });
    const probe = path.join(root, 'writable');
    await writeFile(probe, '');
    await rm(probe);
  } catch (thrown) {
    throw notWritable(root, thrown);
  }
}

function notWritable(root: string, cause: unknown): CannotStart {
  return new CannotStart(
    `Cannot write into the data folder ${root}: ${reasonOf(cause)}. Correct its owner, or set OPSBOOK_DATA to another folder.`,
    { cause },
  );
}

/** The folder gets its name only when it is whole and on the disk. */
async function firstStart(data: string): Promise<void> {
  const unfinished = `${data}.tmp`;
  await rm(unfinished, { recursive: true, force: true });
  const pglite = await PGlite.create({ fs: durableFiles(unfinished).files, startParams });
  await pglite.close();
  syncFolder(unfinished);
  await rename(unfinished, data);
  syncOne(path.dirname(data));
}

async function checkVersion(data: string): Promise<void> {
  const written = await readFile(path.join(data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (written === undefined)
    throw new CannotStart(
      `The folder ${data} holds no database. Restore it from a backup, or move it away to start empty.`,
    );
  if (written.trim() !== major)
    throw new CannotStart(
      `The data in ${data} is of PostgreSQL ${written.trim()}, and this Opsbook embeds ${major}. Start the Opsbook that wrote it, or move the folder away to start empty.`,
    );
}

async function start(data: string): Promise<PGlite> {
  const { files, synced } = durableFiles(data);
  let pglite: PGlite;
  try {
    pglite = await PGlite.create({ fs: files, startParams });
  } catch (cause) {
    throw new CannotStart(
      `The embedded database in ${data} does not open: ${reasonOf(cause)}. Restore the folder from a backup, or move it away to start empty.`,
      { cause },
    );
  }
  const before = synced();
  // A message in the write-ahead log: the smallest commit there is, and no table is touched.
  await pglite.query(`select pg_logical_emit_message(true, 'opsbook', 'fsync')`);
  if (synced() === before) {
    await pglite.close();
    throw new CannotStart(
      `The embedded database in ${data} does not write its commits to the disk. Reinstall Opsbook with the locked versions (npm ci), or set DATABASE_URL.`,
    );
  }
  return pglite;
}

function engineOver(pglite: PGlite, unlock: () => Promise<void>, log: Logger): Engine {
  const pool = new Pool(
    Object.assign(createPgConfig(pglite), {
      max: 1,
      // The one connection is kept; a caller that waits longer than a whole transaction may take is stuck.
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: statementLimitMs + 10_000,
      types: parsers,
    }),
  );
  pool.on('error', (err) => log.error({ err }, 'the embedded database failed'));
  pool.on('connect', (client) => client.on('error', () => undefined));
  // It has no autovacuum.
  const vacuum = setInterval(() => {
    pool.query('vacuum analyze').catch((err: unknown) => log.warn({ err }, 'vacuum failed'));
  }, vacuumEveryMs);
  vacuum.unref();
  return {
    kind: 'embedded',
    pool,
    breathe: makeBreathe(),
    stop: async () => {
      clearInterval(vacuum);
      await pool.end();
      await pglite.close();
      await unlock();
    },
  };
}
