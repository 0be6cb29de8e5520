// Each trouble has a sentence that says what is wrong and what to do, and only what keeps Opsbook from its work is bad.

import { expect, test } from 'vitest';
import type { DatabaseFacts, Facts } from './facts.ts';
import { isWell } from './finding.ts';
import { judgeHealth } from './judge-health.ts';

const now = new Date('2026-11-30T14:05:30Z');
const before = (seconds: number): Date => new Date(now.getTime() - seconds * 1_000);

const postgres = {
  kind: 'postgres',
  answeredMs: 3,
  connections: { used: 12, most: 100 },
  aheadMs: 4,
  queue: { waiting: [], givenUp: [], requests: { count: 0, waitedMs: 0 } },
  living: [{ id: 'me', host: 'ops-1', version: '0.1.0' }],
} as const satisfies DatabaseFacts;

const slack: Facts['slack'] = {
  mode: 'socket',
  connections: { open: 2, wanted: 2 },
  trouble: undefined,
  answeredAt: before(20),
  limited: undefined,
  heardAt: before(12),
};

const well: Facts = {
  now,
  database: postgres,
  slack,
  runbooks: { runbooks: 5, guides: 1, procedures: 120, problems: [] },
  settings: [],
  targetsOff: [],
  executor: 'me',
  freeBytes: undefined,
};

test('what came in this second came in just now', () => {
  const findings = judgeHealth({ ...well, slack: { ...slack, heardAt: now } });
  expect(findings.map(({ say }) => say).join(' ')).toContain('the last thing came in just now.');
});

test('all is well, and every part says so', () => {
  const findings = judgeHealth({ ...well, freeBytes: 12 * 1024 ** 3 });
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(findings.map(({ say }) => say)).toEqual([
    'PostgreSQL answers in 3 ms; 12 of its 100 connections are in use.',
    'All 2 connections to Slack are open; the last thing came in 12 seconds ago.',
    'Nothing waits.',
    '5 runbooks and 1 page without settings are loaded, with 120 procedures.',
    'Nothing is wrong in opsbook.yaml.',
    'All targets of the runbooks are switched on.',
    'The clocks of the database and of this machine agree.',
    '1 process of Opsbook runs: ops-1 0.1.0 (this one).',
    'The data folder has 12288 MB left.',
  ]);
});

const queue = (change: Partial<(typeof postgres)['queue']> | object): Partial<Facts> => ({
  database: { ...postgres, queue: { ...postgres.queue, ...change } },
});

test.each<[string, Partial<Facts>, 'bad' | 'warning', RegExp]>([
  [
    'away',
    { database: { kind: 'away', say: 'connection refused' } },
    'bad',
    /cannot be used: connection refused\. .*Start it/,
  ],
  ['read-only', { database: { kind: 'read-only' } }, 'bad', /takes no changes.*standby/],
  ['slow', { database: { ...postgres, answeredMs: 740 } }, 'warning', /takes 740 ms to answer\. See/],
  [
    'crowded',
    { database: { ...postgres, connections: { used: 95, most: 100 } } },
    'warning',
    /95 of PostgreSQL's 100 connections.*max_connections/,
  ],
  ['no socket', { slack: { ...slack, connections: { open: 0, wanted: 2 } } }, 'bad', /cannot reach this process/],
  ['one socket', { slack: { ...slack, connections: { open: 1, wanted: 2 } } }, 'warning', /1 of 2 connections/],
  ['no door', { slack: { ...slack, mode: 'http', connections: { open: 0, wanted: 1 } } }, 'bad', /does not listen/],
  [
    'a refused token',
    { slack: { ...slack, trouble: { since: before(60), say: 'token_revoked', isBarred: true } } },
    'bad',
    /refused the bot token since 14:04 UTC \(token_revoked\)\..*set SLACK_BOT_TOKEN/,
  ],
  [
    'errors of Slack',
    { slack: { ...slack, trouble: { since: before(60), say: 'statusCode = 500', isBarred: false } } },
    'warning',
    /since 14:04 UTC: statusCode = 500\. .*kept/,
  ],
  [
    '429',
    { slack: { ...slack, limited: { at: before(3), method: 'chat.postMessage' } } },
    'warning',
    /3 seconds ago \(429 for chat\.postMessage\)/,
  ],
  [
    'an old job',
    queue({ waiting: [{ name: 'post', jobs: 7, waitedMs: 180_000 }] }),
    'warning',
    /oldest message to Slack has waited for 3 minutes \(7 of the kind\)/,
  ],
  [
    'a lost request',
    queue({ requests: { count: 1, waitedMs: 90_000 } }),
    'warning',
    /1 request from Slack is taken and not/,
  ],
  ['given up', queue({ givenUp: [{ name: 'task', jobs: 2 }] }), 'warning', /2 × thing to do for an incident/],
  [
    'nothing loaded',
    {
      runbooks: { runbooks: 0, guides: 0, procedures: 0, problems: [{ file: 'a.md', line: 2, say: 'It is broken.' }] },
    },
    'bad',
    /No runbook is loaded.*OPSBOOK_RUNBOOKS/,
  ],
  [
    'a broken page',
    { runbooks: { ...well.runbooks, problems: [{ file: 'a.md', line: 2, say: 'It is broken.' }] } },
    'warning',
    /^a\.md:2: It is broken\.$/,
  ],
  [
    'a target half set',
    { targetsOff: [{ name: 'shop.db', say: 'DB_PASS is not set. Set it.', isUnset: false }] },
    'warning',
    /^shop\.db: DB_PASS is not set/,
  ],
  [
    'a clock ahead',
    { database: { ...postgres, aheadMs: 3_600_000 } },
    'warning',
    /1 hour ahead of this machine's.*NTP/,
  ],
  ['a clock behind', { database: { ...postgres, aheadMs: -42_000 } }, 'warning', /42 seconds behind/],
  ['silence', { executor: 'another' }, 'warning', /counts as silent/],
  [
    'two versions',
    { database: { ...postgres, living: [...postgres.living, { id: 'b', host: 'ops-2', version: '0.2.0' }] } },
    'warning',
    /ops-1 0\.1\.0 \(this one\), ops-2 0\.2\.0/,
  ],
  ['a full disk', { freeBytes: 10 * 1024 ** 2 }, 'bad', /10 MB left\. Make room/],
  ['little room', { freeBytes: 200 * 1024 ** 2 }, 'warning', /200 MB left\. Make room/],
])('%s', (_what, change, state, sentence) => {
  const findings = judgeHealth({ ...well, ...change }).filter((finding) => finding.state !== 'ok');
  expect(findings[0]).toMatchObject({ state, say: expect.stringMatching(sentence) });
  expect(findings.every(({ say }) => say.endsWith('.') || say.endsWith('".'))).toBe(true);
  const isAllWell = (['database', 'slack', 'runbooks', 'disk'] as const).every((part) =>
    isWell({ version: '', findings }, part),
  );
  expect(isAllWell).toBe(state === 'warning');
});

test('targets that nobody set anything for are no trouble, and named', () => {
  const targetsOff = [{ name: 'jira.api', say: 'JIRA_URL is not set.', isUnset: true }];
  const [finding] = judgeHealth({ ...well, targetsOff }).filter(({ part }) => part === 'targets');
  expect(finding).toMatchObject({ state: 'ok', say: expect.stringContaining('jira.api') });
});

test('of many problems, the first are told, and how many more there are', () => {
  const problems = Array.from({ length: 9 }, (_, index) => ({ file: 'a.md', line: index + 1, say: 'It is broken.' }));
  const says = judgeHealth({ ...well, runbooks: { ...well.runbooks, problems } }).map(({ say }) => say);
  expect(says).toContain('4 more problems are told by opsbook lint.');
});
