// The embedded database against what happens to processes and folders: two at once, SIGKILL at any moment, strange data.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { durableFiles } from '../../src/db/durable-files.ts';
import { lockFolder } from '../../src/db/folder-lock.ts';

let root: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'opsbook-embedded-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rm(root, { recursive: true, force: true }));

const open = (folder: string): Promise<Database> => openDatabase({ folder, log: pino({ level: 'silent' }) });
const refusal = (folder: string): Promise<string> =>
  open(folder).then(
    async (database) => (await database.stop(), 'opened'),
    (thrown: unknown) => String(thrown),
  );

/** A process that opens the folder and inserts numbers for ever, saying each one that was answered. */
function writer(folder: string): ChildProcess {
  const script = fileURLToPath(new URL('../support/embedded-writer.ts', import.meta.url));
  const child = fork(script, [folder], { execArgv: ['--import', 'tsx'], stdio: 'ignore' });
  children.push(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('killed during its first start, it starts anew', async () => {
  const folder = path.join(root, 'first');
  const child = writer(folder);
  await expect.poll(() => existsSync(path.join(folder, 'postgres.tmp')), { interval: 5, timeout: 20_000 }).toBe(true);
  await kill(child);
  expect(existsSync(path.join(folder, 'postgres'))).toBe(false);
  expect(await refusal(folder)).toBe('opened');
  expect(await readdir(folder)).toEqual(['postgres']);
});

test('killed while it writes, it keeps every answered row, and its folder is free at once', async () => {
  const folder = path.join(root, 'first');
  let answered = 0;
  for (const round of [1, 2]) {
    const child = writer(folder);
    const enough = new Promise<void>((resolve) =>
      child.on('message', (number) => {
        answered = Math.max(answered, Number(number));
        if (answered >= 50 * round) resolve();
      }),
    );
    await enough;
    await kill(child);
  }
  const database = await open(folder);
  const found = await database.one(
    z.object({ highest: z.number(), count: z.number() }),
    'select max(n) as highest, count(*) from written',
  );
  await database.stop();
  expect(answered).toBeGreaterThanOrEqual(100);
  expect(found?.highest).toBeGreaterThanOrEqual(answered);
  expect(found?.count).toBe(found?.highest);
});

test('a second Opsbook on the folder is refused, from this process and from another', async () => {
  const folder = path.join(root, 'first');
  const child = writer(folder);
  await once(child, 'message');
  expect(await refusal(folder)).toBe(
    `CannotStart: The data folder ${folder} is in use by another Opsbook. Stop that one, or set OPSBOOK_DATA to another folder.`,
  );
});

test('of ten that reach for one folder at once, one at most has it, and afterwards it is free', async () => {
  // Long enough to need the short way through /proc.
  const folder = path.join(root, 'x'.repeat(120));
  await mkdir(folder);
  for (let round = 0; round < 5; round += 1) {
    const releases = (await Promise.all(Array.from({ length: 10 }, () => lockFolder(folder)))).filter(
      (release) => release !== undefined,
    );
    expect(releases.length).toBeLessThanOrEqual(1);
    for (const release of releases) await release();
    const alone = await lockFolder(folder);
    expect(alone).toBeDefined();
    await alone?.();
  }
});

test('every answered commit reaches the disk', async () => {
  const { files, synced } = durableFiles(path.join(root, 'first', 'postgres'));
  const startParams = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F');
  const pglite = await PGlite.create({ fs: files, startParams: [...startParams, '-c', 'wal_sync_method=fsync'] });
  for (let n = 1; n <= 5; n += 1) {
    const before = synced();
    await pglite.query('insert into written (n) values ($1)', [1_000_000 + n]);
    expect(synced()).toBeGreaterThan(before);
  }
  await pglite.close();
});

test('data of another version, and a folder without a database, are refused with what to do', async () => {
  const folder = path.join(root, 'first');
  const file = path.join(folder, 'postgres', 'PG_VERSION');
  const version = await readFile(file, 'utf8');
  await writeFile(file, '16\n');
  expect(await refusal(folder)).toMatch(
    /is of PostgreSQL 16, and this Opsbook embeds 18\. Start the Opsbook that wrote it/,
  );
  await rm(file);
  expect(await refusal(folder)).toMatch(/holds no database\. Restore it from a backup/);
  await writeFile(file, version);
  expect(await refusal(folder)).toBe('opened');
});

test('a folder that cannot be written is refused', async () => {
  const file = path.join(root, 'a-file');
  await writeFile(file, '');
  expect(await refusal(path.join(file, 'data'))).toMatch(
    /^CannotStart: Cannot write into the data folder .* Correct its owner/,
  );
  if (process.getuid?.() === 0) return;
  const closed = path.join(root, 'closed');
  await mkdir(closed);
  await chmod(closed, 0o500);
  expect(await refusal(closed)).toMatch(/Cannot write into the data folder/);
});
