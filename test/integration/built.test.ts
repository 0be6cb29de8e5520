// The program as it is built: it starts, is the same program, and says in a sentence why when it cannot start.

import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workspace } from '../../practice/range.ts';
import { startLocalSlack } from '../../practice/slack/local-slack.ts';
import packageJson from '../../package.json' with { type: 'json' };

const root = path.resolve(import.meta.dirname, '../..');
let place: string;
let main: string;

beforeAll(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'opsbook-built-'));
  main = path.join(place, 'dist/main.js');
  await symlink(path.join(root, 'node_modules'), path.join(place, 'node_modules'));
  const built = await run(process.execPath, ['--import', 'tsx', 'build.ts', path.join(place, 'dist')]);
  expect(built.said).toContain('dist: ');
});
afterAll(() => rm(place, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly said: string;
  readonly complained: string;
}

function run(command: string, words: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment };
  return new Promise((resolve) => {
    execFile(command, words, { cwd: root, env }, (error, said, complained) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, said, complained });
    });
  });
}

test('a start without settings ends with 2 and one sentence', async () => {
  const { code, said, complained } = await run(process.execPath, [main, 'start']);
  expect({ code, said }).toEqual({ code: 2, said: '' });
  expect(complained).toMatch(/^Opsbook cannot start: SLACK_BOT_TOKEN is not set.*start it again\.\n$/);
});

test('has the terminal verbs and reads runbooks', async () => {
  expect((await run(main, ['--version'])).said).toBe(`${packageJson.version}\n`);
  const lint = await run(process.execPath, [main, 'lint', path.join(root, 'runbooks')]);
  expect(lint).toMatchObject({ code: 0, complained: '' });
  expect(lint.said).toContain(' 0 errors, ');
});

test('runs the bot: its database, its verbs, its buttons, and a clean end', async () => {
  const slack = await startLocalSlack({ manifest: path.join(root, 'manifest.yml'), ...workspace });
  const bot = fork(main, ['start'], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      OPSBOOK_RUNBOOKS: path.join(root, 'runbooks'),
      OPSBOOK_DATA: path.join(place, 'data'),
      OPSBOOK_HTTP_PORT: '0',
    },
  });
  const ended = once(bot, 'exit');
  try {
    await Promise.race([once(bot, 'message'), ended]);
    expect(bot.exitCode, 'the bot ended before it was ready').toBe(null);
    const maria = slack.as('maria');
    await maria.type('ops', '/ops find rollback');
    const sees = (words: string): ReturnType<typeof maria.sees>[number] | undefined =>
      maria.sees('ops').find(({ text }) => text.includes(words));
    const found = await slack.until(() => sees('ace.emergency-rollback'), { what: 'what was found' });
    await maria.click(found, 'Run…');
    await slack.until(() => maria.form(), { what: 'the form of the procedure' });
    bot.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(slack.refusals).toEqual([]);
  } finally {
    bot.kill('SIGKILL');
    await ended;
    await slack.stop();
  }
}, 90_000);
