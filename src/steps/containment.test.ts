// What a script can take of this machine, and what is left of it afterwards: nothing that can be found.

import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlannedShellStep, PlannedTarget } from '../runbooks/planned.ts';
import { runningProcesses } from './process-table.ts';
import { shellKind } from './shell.ts';

type ShellTarget = Extract<PlannedTarget, { kind: 'shell' }>;

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'opsbook-containment-test-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(script: string, target: Partial<ShellTarget> = {}, timeoutMs = 20_000) {
  const step: PlannedShellStep = {
    kind: 'sh',
    title: '',
    risk: 'change',
    because: [],
    target: { kind: 'shell', name: 'ops', host: 'local', cwd: folder, env: [], ...target },
    save: [],
    timeoutMs,
    retry: 0,
    repeat: 'ask',
    secret: false,
    script,
    environment: {},
  };
  return await shellKind.run(step, {
    expand: (template) => process.env[template.slice(2, -1)] ?? '',
    signal: new AbortController().signal,
    outputLimit: 10_000,
  });
}

const megabyte = 1024 ** 2;
const left = '[Processes that the script left running were stopped when it ended.]';

async function pidIn(name: string): Promise<number> {
  return Number(await readFile(join(folder, name), 'utf8'));
}

async function isRunning(pid: number): Promise<boolean> {
  return (await runningProcesses())?.some((each) => each.pid === pid) ?? false;
}

describe('limits', () => {
  test('hold where nothing is said, and what a target says goes before', async () => {
    const look = 'ulimit -c; ulimit -d; ulimit -Hd; ulimit -f; ulimit -Hf; ulimit -n; umask';
    const usual = [0, 4 * 1024 ** 2, 4 * 1024 ** 2, 8 * 1024 ** 2, 8 * 1024 ** 2, 4096, '0077'];
    expect(await run(look)).toMatchObject({ facts: { text: usual.join('\n') } });
    const limits = { memory: 512 * megabyte, file: 3 * megabyte, handles: 64 };
    const own = [0, 512 * 1024, 512 * 1024, 3 * 1024, 3 * 1024, 64, '0022'];
    expect(await run(look, { limits, umask: '022' })).toMatchObject({ facts: { text: own.join('\n') } });
  });

  test('leave ordinary tools alone', async () => {
    const script = `
      "$NODE" -e 'console.log(Buffer.alloc(300e6, 1).length)'
      git init -q repository
      seq 100000 | sort -r | gzip | gunzip | tail -n 1`;
    const outcome = await run(script.replaceAll('"$NODE"', process.execPath));
    expect(outcome).toMatchObject({ kind: 'answered', accepted: true });
  });

  test('a memory bomb ends itself', async () => {
    const script = 'all=x; while :; do all=$all$all$all$all; done';
    const outcome = await run(script, { limits: { memory: 64 * megabyte } });
    expect(outcome).toMatchObject({ kind: 'answered', accepted: false });
    expect(outcome.output).toContain('cannot allocate');
  });

  test('a file of 10 GB is refused, one within the limit is not', async () => {
    const script = 'truncate -s 7G sparse; rm sparse; truncate -s 10G large; echo never';
    expect(await run(script)).toMatchObject({ facts: { exit: 153, text: '' } });
    const outcome = await run('head -c 3000000 /dev/zero > file; echo never', { limits: { file: megabyte } });
    expect(outcome).toMatchObject({ facts: { exit: 153, text: '' } });
    expect(outcome.output).toContain('File size limit exceeded');
    expect((await stat(join(folder, 'file'))).size).toBe(megabyte);
  });

  test('a file that bash itself makes too large ends it, and the reason is said', async () => {
    const outcome = await run('while :; do echo more of the same; done > file', { limits: { file: 1024 } });
    expect(outcome).toMatchObject({
      kind: 'unknown',
      say: 'Ended by SIGXFSZ, since a file grew beyond its limit; it may have done part of its work.',
    });
  });
});

test('output without end is cut off by the time limit, and little of it is kept', async () => {
  const outcome = await run('yes', {}, 700);
  expect(outcome).toMatchObject({ kind: 'unknown', say: expect.stringContaining('Stopped after 0.7 seconds') });
  expect(outcome.output.length).toBeLessThan(10_100);
});

describe('processes', () => {
  // Each of them makes two more, for as long as there is room.
  const bomb = 'grow() { [ "$1" -eq 0 ] || { grow $(($1 - 1)) & grow $(($1 - 1)) & }; sleep 300; }';

  test('too many of them are ended at once', async () => {
    const outcome = await run(`${bomb}; echo $$ > pid; grow 8`, { limits: { processes: 60 } });
    expect(outcome).toMatchObject({
      kind: 'unknown',
      say: 'Stopped because it had more than 60 processes at once; it may have done part of its work.',
    });
    const session = await pidIn('pid');
    expect((await runningProcesses())?.filter((each) => each.session === session)).toEqual([]);
  }, 30_000);

  test('many of them one after the other are not too many', async () => {
    const outcome = await run('for each in $(seq 300); do /bin/true; done; echo done', { limits: { processes: 20 } });
    expect(outcome).toMatchObject({ kind: 'answered', facts: { text: 'done' } });
  });

  test.each([
    ['a session of its own', 'setsid sleep 300 & echo $! > pid'],
    ['a daemon, its output closed', "(setsid bash -c 'echo $$ > pid; exec sleep 300' >/dev/null 2>&1 <&- &)"],
    [
      'a session of its own that ignores SIGTERM',
      `setsid bash -c 'trap "" TERM; echo $$ > pid; while :; do sleep 1; done' &`,
    ],
    ['a process group of its own', 'set -m; sleep 300 & echo $! > pid'],
  ])(
    '%s is ended with the script',
    async (_what, script) => {
      const outcome = await run(`${script}\nuntil [ -s pid ]; do sleep 0.05; done`);
      expect(outcome).toMatchObject({ kind: 'answered', accepted: true, output: expect.stringContaining(left) });
      expect(await isRunning(await pidIn('pid'))).toBe(false);
    },
    20_000,
  );

  test('the time limit ends one that is in a session of its own too', async () => {
    const outcome = await run('setsid sleep 300 & echo $! > pid; sleep 300', {}, 700);
    expect(outcome).toMatchObject({ kind: 'unknown', say: expect.stringContaining('Stopped after 0.7 seconds') });
    expect(await isRunning(await pidIn('pid'))).toBe(false);
  }, 20_000);

  test('one that has thrown its environment away as well is not known any more', async () => {
    const outcome = await run(
      "env -i /usr/bin/setsid /bin/sh -c 'echo $$ > pid; exec sleep 300' >/dev/null 2>&1 & until [ -s pid ]; do sleep 0.05; done",
    );
    const pid = await pidIn('pid');
    expect(outcome).toMatchObject({ kind: 'answered', accepted: true });
    expect(await isRunning(pid)).toBe(true);
    process.kill(pid, 'SIGKILL');
  }, 20_000);
});

test('nothing stays in the temporary folder, whatever the script left there', async () => {
  const outcome = await run(
    'echo "$TMPDIR" > place; mkdir "$TMPDIR/a"; touch "$TMPDIR/a/b"; chmod 500 "$TMPDIR/a"; exit 3',
  );
  expect(outcome).toMatchObject({ facts: { exit: 3 } });
  expect(existsSync((await readFile(join(folder, 'place'), 'utf8')).trim())).toBe(false);
  expect(await readdir(folder)).toEqual(['place']);
});

test('files are made for this user alone, and for others where the target says so', async () => {
  await run('touch closed');
  await run('touch open', { umask: '022' });
  expect((await stat(join(folder, 'closed'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'open'))).mode & 0o777).toBe(0o644);
});
