// The guide's backup and restore, its commands word for word: what was before is there and goes on, what came after is gone, and the
// record is whole.

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { findServerBinaries } from '../../practice/postgres/private-server.ts';
import { onServer } from '../support/database.ts';
import { noteRunbook } from '../support/note-runbook.ts';
import { startOpsbookOnServer, startOpsbookProcess, type OpsbookProcess } from '../support/opsbook-process.ts';
import { runProgram } from '../support/run-program.ts';

const withinMs = 120_000;

/** What the guide says to type. */
async function command(program: string): Promise<string> {
  const guide = await readFile(path.resolve(import.meta.dirname, '../../docs/guides/install.md'), 'utf8');
  const line = guide.split('\n').find((each) => each.startsWith(`${program} `));
  if (line === undefined) throw new Error(`The guide has no ${program} any more.`);
  return line;
}

async function halt(opsbook: OpsbookProcess): Promise<void> {
  opsbook.terminate();
  expect(await opsbook.ended()).toBe(0);
}

async function carryOut(opsbook: OpsbookProcess, run: number): Promise<void> {
  const maria = opsbook.slack.as('maria');
  await maria.type('ops', '/ops run shop.note');
  await maria.click(await opsbook.card(run, 'Planned.'), 'Run');
  await opsbook.card(run, 'Done.');
}

/** One run is done before the backup, one planned; another is done after it. Then the backup is put back. */
async function comeBack(
  opsbook: OpsbookProcess,
  { backUp, restore, verify }: { readonly [step in 'backUp' | 'restore' | 'verify']: () => Promise<unknown> },
): Promise<void> {
  const maria = opsbook.slack.as('maria');
  await opsbook.start();
  await carryOut(opsbook, 1);
  await maria.type('ops', '/ops run shop.note');
  const planned = await opsbook.card(2, 'Planned.');
  await halt(opsbook);
  await backUp();

  await opsbook.start();
  await carryOut(opsbook, 3);
  await halt(opsbook);
  await restore();
  await verify();

  await opsbook.start();
  const before = maria.sees('ops').length;
  await maria.type('ops', '/ops runs');
  const listed = await opsbook.slack.until(() => maria.sees('ops')[before], { what: 'the list of runs' });
  expect(listed.text).toMatch(/\*2\*[^]*\*1\*/);
  expect(listed.text).not.toContain('*3*');
  await maria.click(planned, 'Run');
  await opsbook.card(2, 'Done.');
  expect(await opsbook.file('noted')).toBe('noted\n'.repeat(3));
  await halt(opsbook);
}

test.skipIf(inject('postgres') === undefined)(
  'a PostgreSQL database comes back from its dump',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-backup-'));
    const opsbook = await startOpsbookOnServer(noteRunbook);
    const DATABASE_URL = opsbook.db.url ?? '';
    const server = inject('postgres')?.url ?? '';
    const name = new URL(DATABASE_URL).pathname.slice(1);
    try {
      const PATH = [findServerBinaries(), process.env['PATH']].filter((each) => each !== undefined).join(':');
      const shell = (line: string): Promise<unknown> =>
        promisify(execFile)('sh', ['-ec', line], { cwd: folder, env: { PATH, DATABASE_URL } });
      await comeBack(opsbook, {
        backUp: async () => shell(await command('pg_dump')),
        restore: async () => {
          // An empty database, and at the address where the bot of this test looks for it.
          await onServer(server, `drop database ${name} with (force)`);
          await onServer(server, `create database ${name}`);
          await shell(await command('pg_restore'));
        },
        verify: async () => expect(await runProgram({ DATABASE_URL }, 'audit', 'verify')).toMatchObject({ code: 0 }),
      });
    } finally {
      await opsbook.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
  withinMs,
);

test(
  'an embedded database comes back from a copy of its folder',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-backup-'));
    const opsbook = await startOpsbookProcess({ runbook: noteRunbook });
    const data = opsbook.dataFolder;
    try {
      await comeBack(opsbook, {
        backUp: () => cp(data, folder, { recursive: true }),
        restore: async () => {
          await rm(data, { recursive: true });
          await cp(folder, data, { recursive: true });
        },
        verify: async () =>
          expect(await runProgram({ OPSBOOK_DATA: data }, 'audit', 'verify')).toMatchObject({ code: 0 }),
      });
    } finally {
      await opsbook.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
  withinMs,
);
