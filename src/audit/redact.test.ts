import { describe, expect, test } from 'vitest';
import { createRedact, createRedactor, redactDeep } from './redact.ts';

const secret = 'pä ss/"w+örd\\9';
const hide = createRedactor([secret, 'abcdef', 'defghi', 'short', 'trailing-newline\n', '']);
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

describe('a declared value', () => {
  test.each([
    ['as it is', `x ${secret} y`, 'x [redacted] y'],
    ['URL-encoded', `?p=${encodeURIComponent(secret)}&q=1`, '?p=[redacted]&q=1'],
    [
      'URL-encoded in lower case',
      encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
      '[redacted]',
    ],
    ['in a form', new URLSearchParams({ a: secret, b: '2' }).toString(), 'a=[redacted]&b=2'],
    ['in JSON', JSON.stringify({ a: secret }), '{"a":"[redacted]"}'],
    ['in ASCII JSON', String.raw`"p\u00e4 ss/\"w+\u00f6rd\\9"`, '"[redacted]"'],
    ['overlapping another', 'abcdefghi', '[redacted]'],
    ['twice', 'abcdef abcdefabcdef', '[redacted] [redacted]'],
    ['without its newline', 'trailing-newline!', '[redacted]!'],
    ['too short to hide', 'short', 'short'],
  ])('%s', (_, text, shown) => {
    expect(hide(text)).toBe(shown);
  });

  test.each(['', 'a:', 'ab:', 'abc:'])('in base64 after %j', (before) => {
    const shown = hide(`=${base64(`${before}${secret}:tail`)}=`);
    expect(shown).toContain('[redacted]');
    expect(Buffer.from(shown.replace('[redacted]', ''), 'base64').toString()).not.toContain('w+ö');
  });

  test('inside data, keys included; other values stay', () => {
    const data = { list: ['abcdef', 1, null], [`k-${secret}`]: { deep: 'x abcdef' }, at: new Date(0) };
    expect(redactDeep(data, hide)).toEqual({
      list: ['[redacted]', 1, null],
      'k-[redacted]': { deep: 'x [redacted]' },
      at: new Date(0),
    });
  });
});

const jwt = ['{"alg":"none"}', '{"sub":"1234567890"}', 'signature'].map((part) =>
  Buffer.from(part).toString('base64url'),
);
const key = (label: string): string => `-----BEGIN ${label}-----\nMIIBVQ\nqqqq\n-----END ${label}-----`;

test.each([
  ['token xoxb-1234567890-abcdefABCDEF!', 'token [redacted]!'],
  ['xapp-1-A012-3456789-0abcdef', '[redacted]'],
  ['xoxe.xoxp-1-abcdefgh', '[redacted]'],
  ['https://hooks.slack.com/services/T000/B000/XXXX?x', 'https://hooks.slack.com/services/[redacted]?x'],
  ['id=AKIAIOSFODNN7EXAMPLE;', 'id=[redacted];'],
  [`aws_secret_access_key = ${'a'.repeat(40)}`, 'aws_secret_access_key = [redacted]'],
  [`ghp_${'a1'.repeat(18)} github_pat_${'b_'.repeat(20)}`, '[redacted] [redacted]'],
  ['> Authorization: Bearer abc.def-ghi', '> Authorization: Bearer [redacted]'],
  ['{"authorization":"Basic dXNlcjpwYXNz"}', '{"authorization":"Basic [redacted]"}'],
  ['postgres://app:s3cr3t@db:5432/x', 'postgres://app:[redacted]@db:5432/x'],
  ['redis://:p@ss@cache', 'redis://:[redacted]@cache'],
  ['host=db password=hunter2 user=x', 'host=db password=[redacted] user=x'],
  ['/cb?access_token=abc123&next=1', '/cb?access_token=[redacted]&next=1'],
  [`jwt ${jwt.join('.')};`, 'jwt [redacted];'],
  [`a ${key('RSA PRIVATE KEY')} b ${key('PRIVATE KEY')}`, 'a [redacted] b [redacted]'],
  ['-----BEGIN PRIVATE KEY-----\nMIIBVQ', '[redacted]'],
  [`key AIza${'b'.repeat(35)}, ya29.${'c'.repeat(30)}`, 'key [redacted], [redacted]'],
  [`sk_live_${'d1'.repeat(12)} rk_test_${'e2'.repeat(12)}`, '[redacted] [redacted]'],
  [`npm_${'f3'.repeat(18)} SG.${'g'.repeat(22)}.${'h'.repeat(43)}`, '[redacted] [redacted]'],
  [`VAULT hvs.${'i4'.repeat(15)}; pypi-${'j'.repeat(60)}`, 'VAULT [redacted]; [redacted]'],
  [`dop_v1_${'a1'.repeat(32)} dckr_pat_${'k5'.repeat(14)}`, '[redacted] [redacted]'],
  [`sk-proj-${'l6'.repeat(20)}`, '[redacted]'],
  [`AccountName=a;AccountKey=${'m7'.repeat(43)}==;`, 'AccountName=a;AccountKey=[redacted];'],
  [`AGE-SECRET-KEY-1${'N8'.repeat(29)}`, '[redacted]'],
  ['X-Api-Key: abcdef123456', 'X-Api-Key: [redacted]'],
  ['{"user":"u","password": "hunter2"}', '{"user":"u","password": "[redacted]"}'],
  [String.raw`{\"api_key\":\"abc123\"}`, String.raw`{\"api_key\":\"[redacted]\"}`],
])('%s', (text, shown) => {
  const redact = createRedactor([]);
  expect(redact(text)).toBe(shown);
  expect(redact(redact(text))).toBe(shown);
});

test.each([
  'http://127.0.0.1:8080/health and http://db:5432',
  'mail ops@example.org, see https://example.org/a@b',
  'Authorization: Bearer ${ACE_TOKEN}',
  'curl -d password="$password" -d password=$PW -d api_key={{key}}',
  'password=',
  'task-force-that-has-a-very-long-name-indeed and risk-assessment-of-the-whole-harbour-area',
  '{"password":"${PASSWORD}"} x-api-key: $KEY',
  key('CERTIFICATE'),
  'sha 109663d0c1f2 eyJ is not a token',
  'The basic authorization: basic',
])('%s stays as it is', (text) => {
  expect(createRedactor([])(text)).toBe(text);
});

const long = 300_000;
test.each([
  ['eyJ'],
  ['eyJaaaaaaaa.'],
  ['://a:'],
  ['a://b:c'],
  ['-----BEGIN PRIVATE KEY-----'],
  ['password='],
  ['authorization: bearer '],
  ['xoxb-'],
  ['ghp_a'],
  ['AKIA'],
  ['"password":"'],
  ['x-api-key: '],
  ['SG.'],
  ['sk-'],
  ['a'],
  ['aaaaab'],
])('hostile text of %j takes linear time', (piece) => {
  const redact = createRedactor(['aaaaaaaaaaaab', 'aaaaaaaaaaaaaaaaaaaaaaaaaac']);
  const once = piece.repeat(Math.ceil(long / piece.length));
  const timeOf = (text: string): number => {
    const from = performance.now();
    redact(text);
    return performance.now() - from;
  };
  // Other programs only ever add to it.
  const time = (text: string): number => Math.min(timeOf(text), timeOf(text), timeOf(text));
  time(once);
  const short = Math.max(2, time(once.slice(0, once.length / 8)));
  // For eight times the text, linear code takes eight times as long and quadratic code sixty-four times.
  expect(time(once) / short).toBeLessThan(30);
});

describe('a secret that is an ordinary word', () => {
  const redact = createRedact(createRedactor(['running', 'hunter22']));
  const run = { state: 'running', say: 'it says running', text: 'hunter22', running: true };

  test('is hidden in what people and systems wrote, and no state of ours is spoiled by it', () => {
    expect(redact(run)).toEqual({ state: 'running', say: 'it says [redacted]', text: '[redacted]', running: true });
  });

  test('stays in what Opsbook says itself, where other secrets do not', () => {
    const message = {
      type: 'section',
      text: { type: 'mrkdwn', text: 'Run 7 is *running*: hunter22' },
      block_id: 'running',
    };
    expect(redact.rendered(message)).toEqual({
      type: 'section',
      text: { type: 'mrkdwn', text: 'Run 7 is *running*: [redacted]' },
      block_id: 'running',
    });
  });

  test.each(['section', 'action_id', 'type'])('%s breaks no message', (word) => {
    const message = { type: 'section', action_id: 'run.cancel', text: { type: 'mrkdwn', text: 'a section' } };
    expect(createRedact(createRedactor([word])).rendered(message)).toMatchObject({
      type: 'section',
      action_id: 'run.cancel',
    });
  });
});
