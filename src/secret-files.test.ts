import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { CannotStart } from './errors.ts';
import { resolveTargets } from './runbooks/targets.ts';
import { expandOrSay } from './runbooks/variables.ts';
import { readSecretFiles } from './secret-files.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-secrets-'));
  await writeFile(at('bot'), 'xoxb-1\n');
  await writeFile(at('app'), 'xapp-1\r\n');
  await writeFile(at('lines'), 'first\nsecond\n\n');
  await writeFile(at('empty'), '\n');
  await writeFile(at('large'), 'x'.repeat(64 * 1024 + 1));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'DATABASE_URL',
  'OPSBOOK_WEBHOOK_TOKEN',
  'OPSBOOK_AUDIT_KEY',
  'OPSBOOK_AUDIT_OLD_KEYS',
  'ACE_TOKEN',
])('%s_FILE holds %s', (name) => {
  expect(readSecretFiles({ [`${name}_FILE`]: at('bot') })[name]).toBe('xoxb-1');
});

test('one line end is cut, and no more', () => {
  const read = readSecretFiles({ A_FILE: at('app'), B_FILE: at('lines') });
  expect(read).toMatchObject({ A: 'xapp-1', B: 'first\nsecond\n' });
});

test('the bot reads its tokens from there', () => {
  const { slack } = readConfig(readSecretFiles({ SLACK_BOT_TOKEN_FILE: at('bot'), SLACK_APP_TOKEN_FILE: at('app') }));
  expect(slack).toMatchObject({ mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' });
});

describe('what is wrong is one sentence', () => {
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      'no such file',
      { SLACK_BOT_TOKEN_FILE: '/nowhere/bot' },
      /SLACK_BOT_TOKEN_FILE names \/nowhere\/bot, which cannot be read: ENOENT/,
    ],
    ['a folder', { DATABASE_URL_FILE: '/' }, /DATABASE_URL_FILE names \/, which is no file/],
    [
      'both',
      { SLACK_APP_TOKEN: 'xapp-2', SLACK_APP_TOKEN_FILE: '/x' },
      /SLACK_APP_TOKEN and SLACK_APP_TOKEN_FILE are both set/,
    ],
    ['both of a runbook', { ACE_TOKEN: 'a', ACE_TOKEN_FILE: '/x' }, /ACE_TOKEN and ACE_TOKEN_FILE are both set/],
  ])('%s', (_name, environment, words) => {
    expect(() => readSecretFiles(environment)).toThrow(CannotStart);
    expect(() => readSecretFiles(environment)).toThrow(words);
  });
  test('an empty and a large one', () => {
    expect(() => readSecretFiles({ OPSBOOK_AUDIT_KEY_FILE: at('empty') })).toThrow('which is empty');
    expect(() => readSecretFiles({ OPSBOOK_AUDIT_KEY_FILE: at('large') })).toThrow('is larger than the 65536 bytes');
  });
});

test('a file of a runbook that cannot be read switches its target off, and nothing else', () => {
  const environment = readSecretFiles({ ACE_TOKEN_FILE: '/nowhere/token', SSL_CERT: 'a', SSL_CERT_FILE: '/b' });
  const app = { kind: 'http', address: 'http://ace', headers: { Authorization: 'Bearer ${ACE_TOKEN}' } } as const;
  const say =
    'ACE_TOKEN (ACE_TOKEN_FILE names /nowhere/token, which cannot be read) is not set. Set it and restart Opsbook.';
  expect(resolveTargets({ targets: { app } }, environment)).toEqual({
    app: { ok: false, isUnset: false, say: `Target \`app\` is switched off: ${say}` },
  });
  expect(() => expandOrSay('${ACE_TOKEN}', environment)).toThrow(say);
  expect(environment['SSL_CERT']).toBe('a');
});
