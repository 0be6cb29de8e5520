import { describe, expect, test } from 'vitest';
import type { TargetDeclaration } from '../runbooks/model.ts';
import { createRedactor, redactDeep } from './redact.ts';
import { secretsOf } from './secrets.ts';

function found(name: string, value: string, targets: Readonly<Record<string, TargetDeclaration>> = {}): string[] {
  return secretsOf({ [name]: value }, [{ targets }]);
}

describe('a name that says so', () => {
  test.each([
    'SLACK_BOT_TOKEN',
    'SLACK_SIGNING_SECRET',
    'DB_PASSWORD',
    'db_password',
    'SMTP_PASS',
    'PASS',
    'DB_PWD',
    'REDIS_PASSWD',
    'SSH_PASSPHRASE',
    'AWS_SECRET_ACCESS_KEY',
    'STRIPE_API_KEY',
    'APIKEY',
    'KEY',
    'SSH_KEY_PEM',
    'PRIVATE_PEM',
    'GCP_CREDENTIALS',
  ])('%s', (name) => {
    expect(found(name, 'v4lue-of-it')).toEqual(['v4lue-of-it']);
  });

  test.each([
    'PATH',
    'HOME',
    'PWD',
    'OLDPWD',
    'KEYBOARD',
    'MONKEY',
    'COMPASS_URL',
    'BYPASS',
    'LOG_LEVEL',
    'KUBECONFIG',
  ])('%s is none', (name) => {
    expect(found(name, '/usr/bin:/bin')).toEqual([]);
  });

  test('an empty one hides nothing', () => {
    expect(secretsOf({ DB_PASSWORD: '', API_TOKEN: undefined }, [])).toEqual([]);
  });
});

test.each([
  ['an address', 'postgres://u:hunter22@h/d', ['hunter22']],
  ['one without a user', 'redis://:hunter22@h:6379', ['hunter22']],
  ['an encoded one, as written and as meant', 'https://u:hun%2Fter%40@h', ['hun%2Fter%40', 'hun/ter@']],
  ['one that cannot be decoded', 'postgres://u:50%off@h/d', ['50%off']],
  ['one with an @', 'postgres://u:p@ssword@h/d', ['p@ssword']],
  ['several hosts', 'postgres://u:hunter22@h1:5432,h2:5432/d', ['hunter22']],
  ['several addresses', 'http://a:first123@h,http://b:second12@h', ['first123', 'second12']],
  ['a connection string', 'host=h user=u password=hunter22 dbname=d', ['hunter22']],
  ['a parameter', 'postgres://h/d?user=u&password=hunter22&ssl=1', ['hunter22']],
  ['no password', 'postgres://u@h/d', []],
  ['a port', 'http://h:8080/a@b', []],
])('a password inside %s', (_name, value, passwords) => {
  expect(found('DATABASE_URL', value)).toEqual([...new Set(passwords)]);
});

test('whatever a target sends in its headers', () => {
  const headers = { Authorization: 'Basic ${ACE_LOGIN}', 'X-Trace': 'on' };
  expect(found('ACE_LOGIN', 'bWFyaWE6cHc=', { app: { kind: 'http', address: '${ACE_URL}', headers } })).toEqual([
    'bWFyaWE6cHc=',
  ]);
  expect(
    found('ACE_LOGIN', 'bWFyaWE6cHc=', { metrics: { kind: 'prometheus', address: '${ACE_URL}', headers } }),
  ).toEqual(['bWFyaWE6cHc=']);
  expect(found('ACE_URL', 'https://ace.example', { app: { kind: 'http', address: '${ACE_URL}', headers } })).toEqual(
    [],
  );
});

test('every string inside a message is redacted, and its shape stays', () => {
  const redact = createRedactor(['hunter22']);
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'is hunter22' }, on: true, at: 1, none: null }];
  expect(redactDeep({ text: 'hunter22', blocks }, redact)).toEqual({
    text: '[redacted]',
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'is [redacted]' }, on: true, at: 1, none: null }],
  });
});
