// What is said of checks: within Slack's limits whatever systems and authors write, the bad first, states in words.

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mentionsIn, refusals } from '../../../test/support/block-kit.ts';
import { later, noon } from '../../../test/support/sample-run.ts';
import { procedureOf } from '../../../test/support/sample-runbook.ts';
import { slackText } from '../../../test/support/slack-text.ts';
import type { Checked } from '../../checks/checked.ts';
import type { CheckState, Judged } from '../../checks/judge-thresholds.ts';
import type { Round } from '../../checks/round.ts';
import { fit } from '../fit.ts';
import { checkCard, type CheckCard } from './check-card.ts';
import { checkOverview } from './check-overview.ts';
import { checkedMessage } from './checked.ts';
import { digestMessage } from './digest.ts';
import { trendAlt, trendMessage } from './trend.ts';

const judged = (state: CheckState, change: Partial<Judged> = {}): Judged => ({
  metric: 'lag',
  state,
  value: 1,
  shown: '1 s',
  say: 'It is 1 s.',
  ...change,
});

const checked = (state: CheckState, change: Partial<Checked['outcome']> = {}): Checked => ({
  procedure: procedureOf({
    name: 'shop.lag',
    title: 'Lag',
    thresholds: [{ metric: 'lag', warn: 'value >= 1', unit: 's' }],
  }),
  outcome: { state, say: '', results: [judged(state)], tookMs: 5, digest: 'd', ...change },
  remedies: ['shop.a', 'shop.b'],
});

const round: Round = {
  id: 1,
  system: 'shop',
  procedure: 'shop.lag',
  title: 'Lag',
  slot: noon,
  missed: 0,
  at: noon,
  tookMs: 5,
  state: 'critical',
  say: '',
  episode: 1,
};

const cardOf = (change: Partial<CheckCard> = {}): CheckCard => ({
  first: round,
  last: { round, results: [{ round: 1, ...judged('critical') }] },
  thresholds: [],
  remedies: ['shop.a', 'shop.b'],
  isScheduled: true,
  ...change,
});

/** As it leaves for Slack. */
function shown(built: Parameters<typeof refusals>[0]): string {
  const message = fit(built);
  expect(refusals(message)).toEqual([]);
  expect(mentionsIn(message)).toEqual([]);
  return JSON.stringify(message);
}

describe('an answer', () => {
  test('names the state in a word beside its mark, the value, and the thresholds', () => {
    const text = shown(checkedMessage({ system: 'shop', checks: [checked('critical'), checked('ok')] }));
    expect(text).toContain(':rotating_light: *critical* · lag *1 s* (warning: 1 s or more)');
    expect(text).toContain('Declare incident');
    expect(text).toContain('Run shop.b');
  });

  test.each<CheckState>(['ok', 'warn', 'unknown'])('offers no incident when it is %s', (state) => {
    expect(shown(checkedMessage({ system: 'shop', checks: [checked(state)] }))).not.toContain('Declare incident');
  });

  test('says why nothing is known', () => {
    const text = shown(checkedMessage({ system: 'shop', checks: [checked('unknown', { say: 'Gone.', results: [] })] }));
    expect(text).toContain('Gone.');
    expect(text).not.toContain('It saves no number.');
  });

  test('keeps to the limits with many checks of many metrics', () => {
    const results = Array.from({ length: 60 }, (_, index) =>
      judged('warn', { metric: `metric_${index}`, shown: 'x'.repeat(80) }),
    );
    const text = shown(checkedMessage({ system: 'shop', checks: Array(40).fill(checked('warn', { results })) }));
    expect(text).toMatch(/did not fit|28 more checks/);
    expect(text).toContain('check.trend');
  });
});

describe('a card', () => {
  test.each<[string, Partial<Round>, string[], string[]]>([
    ['critical', {}, [':rotating_light: *critical*', 'Declare incident', 'Run shop.a', 'Check now'], []],
    ['a warning', { state: 'warn' }, [':warning: warning', 'Check now'], ['Declare incident']],
    ['unknown', { state: 'unknown', say: 'Nobody listens.' }, ['it could not be carried out', 'Nobody listens.'], []],
    [
      'well again',
      { state: 'ok', at: later(90 * 60_000) },
      ['*ok again* after 1 h 30 min.'],
      ['Check now', 'Run shop.a'],
    ],
  ])('%s', (_, change, there, absent) => {
    const text = shown(checkCard(cardOf({ last: { round: { ...round, ...change }, results: [] } })));
    for (const part of there) expect(text).toContain(part);
    for (const part of absent) expect(text).not.toContain(part);
  });

  test('says that nobody looks any more', () => {
    expect(shown(checkCard(cardOf({ isScheduled: false })))).toContain('Its schedule was taken away');
  });
});

test('the overview has a line a system, also for one that was never looked at', () => {
  const state = { system: 'shop', title: 'Shop', checks: 2, state: undefined, at: undefined, bad: [] };
  const bad = { ...state, state: 'warn' as const, at: noon, bad: ['Lag'] };
  const text = shown(checkOverview([bad, state]));
  expect(text).toContain(':warning: warning · `shop` Shop · 2 checks: Lag · since');
  expect(text).toContain('not looked at yet');
  shown(checkOverview(Array(100).fill(bad)));
});

test('a digest of a good and of a bad day', () => {
  const counts = { rounds: { all: 96, ok: 90, bad: 5, unknown: 1 }, runs: { started: 1, failed: 0 } };
  expect(shown(digestMessage({ bad: [], late: [], ...counts }))).toContain('All checks are well.');
  const bad = Array(60).fill({ round: { procedure: 'shop.lag', title: 'Lag', state: 'critical', since: noon } });
  const text = shown(digestMessage({ bad, late: [{ subject: 'check:shop.lag', missed: 3 }], ...counts }));
  expect(text).toContain('60 not well, 1 did not run.');
  expect(text).toContain('did not run · `check:shop.lag` · 3 times');
  expect(text).toContain('… and 35 more');
});

test('no text of a system or an author pings anybody or breaks a message', () => {
  fc.assert(
    fc.property(slackText, (text) => {
      const results = [judged('unknown', { metric: text, shown: text, say: text })];
      const procedure = procedureOf({ title: text, thresholds: [{ metric: text, critical: text, unit: text }] });
      const one: Checked = { ...checked('unknown', { say: text, results }), procedure };
      shown(checkedMessage({ system: 'shop', checks: [one] }));
      shown(
        checkCard(
          cardOf({
            last: {
              round: { ...round, title: text, say: text },
              results: [{ round: 1, ...(results[0] ?? judged('ok')) }],
            },
          }),
        ),
      );
      shown(checkOverview([{ system: 'shop', title: text, checks: 1, state: 'warn', at: noon, bad: [text] }]));
      const numbers = { least: 1, median: 1, most: 1, latest: 1, direction: 'steady' as const };
      const series = { metric: text, unit: text, points: [], warn: 1, critical: undefined, numbers, title: text };
      const trend = { system: 'shop', days: 7, series: [series], left: 0 };
      shown(trendMessage(trend));
      expect(trendAlt(trend).length).toBeLessThanOrEqual(1_000);
    }),
    { numRuns: 60 },
  );
});
