// What cannot start says why in one sentence, without a stack, and exits with 2.

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { workspace } from '../../practice/range.ts';
import { startLocalSlack, type LocalSlack } from '../../practice/slack/local-slack.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { manifest } from '../support/opsbook.ts';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;
let slack: LocalSlack;
let db: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-start-'));
  db = await createTestDatabase();
  slack = await startLocalSlack({ manifest, ...workspace });
});
afterAll(async () => {
  await slack.stop();
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | string | null | undefined;
  readonly said: string;
}

function opsbook(environment: Readonly<Record<string, string>>): Promise<Ended> {
  const env = {
    PATH: process.env['PATH'],
    OPSBOOK_DATA: path.join(folder, 'data'),
    OPSBOOK_HTTP_PORT: '0',
    LOG_LEVEL: 'silent',
    ...environment,
  };
  return new Promise((resolve) => {
    const main = path.join(root, 'src/main.ts');
    execFile(
      process.execPath,
      ['--import', 'tsx', main, 'start'],
      { env, cwd: root, timeout: 25_000, killSignal: 'SIGKILL' },
      (error, out, err) => resolve({ code: error === null ? 0 : error.code, said: `${out}${err}` }),
    );
  });
}

const tokens = (): Record<string, string> => ({
  SLACK_API_URL: slack.apiUrl,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  // The embedded database is not what is tested here, and starting it anew takes long.
  ...(db.url === undefined ? {} : { DATABASE_URL: db.url }),
});

test.each([
  ['nothing set', () => ({}), /SLACK_BOT_TOKEN is not set .*; neither SLACK_APP_TOKEN .* is set/],
  [
    'a user token',
    () => ({ ...tokens(), SLACK_BOT_TOKEN: 'xoxp-1' }),
    /SLACK_BOT_TOKEN must be a bot token, which starts with xoxb-/,
  ],
  [
    'an app token that is none',
    () => ({ ...tokens(), SLACK_APP_TOKEN: 'xoxb-1' }),
    /SLACK_APP_TOKEN must be an app-level token/,
  ],
  [
    'a bot token nobody knows',
    () => ({ ...tokens(), SLACK_BOT_TOKEN: 'xoxb-unknown' }),
    /Slack does not know SLACK_BOT_TOKEN/,
  ],
  [
    'an app token nobody knows',
    () => ({ ...tokens(), SLACK_APP_TOKEN: 'xapp-unknown' }),
    /Slack refused SLACK_APP_TOKEN/,
  ],
  [
    'a database that is away',
    () => ({ ...tokens(), DATABASE_URL: 'postgres://ops:hidden-word@127.0.0.1:1/ops' }),
    /Cannot reach the database at 127\.0\.0\.1:1/,
  ],
  ['no port', () => ({ ...tokens(), OPSBOOK_HTTP_PORT: 'eighty' }), /OPSBOOK_HTTP_PORT must be a port number/],
])('%s', async (_what, environment, sentence) => {
  const { code, said } = await opsbook(environment());
  expect(said).toMatch(sentence);
  expect(said).not.toMatch(/\n\s+at |hidden-word|xoxb-unknown|xapp-unknown/);
  expect(code).toBe(2);
});

test.skipIf(inject('postgres') === undefined)('a database that does not exist is named', async () => {
  const address = new URL(inject('postgres')?.url ?? 'postgres://none');
  address.pathname = '/no_such_database';
  const { code, said } = await opsbook({ ...tokens(), DATABASE_URL: address.href });
  expect(said).toMatch(/no_such_database/);
  expect(said).not.toMatch(/\n\s+at /);
  expect(code).toBe(2);
});
