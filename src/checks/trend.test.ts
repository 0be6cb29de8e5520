// The history in numbers, and the way out of what is bad.

import { describe, expect, test } from 'vitest';
import { procedureOf, runbookOf } from '../../test/support/sample-runbook.ts';
import { remediesFor } from './remedies.ts';
import { numbersOf, seriesOf } from './trend.ts';

test.each<[string, readonly number[], object]>([
  ['one value', [5], { least: 5, median: 5, most: 5, latest: 5, direction: 'steady' }],
  ['two values are no trend', [1, 9], { median: 5, latest: 9, direction: 'steady' }],
  ['rising', [1, 2, 3, 4, 5, 6], { least: 1, median: 3.5, most: 6, direction: 'rising' }],
  ['falling', [6, 5, 4, 3, 2, 1], { latest: 1, direction: 'falling' }],
  ['one odd end', [3, 3, 3, 3, 3, 3, 3, 3, 90], { latest: 90, direction: 'steady' }],
  ['up and down', [1, 5, 1, 5, 1, 5, 1, 5, 1], { direction: 'steady' }],
  ['always the same', [0, 0, 0, 0], { least: 0, most: 0, direction: 'steady' }],
])('%s', (_, values, expected) => {
  expect(numbersOf(values)).toMatchObject(expected);
});

test('nothing has no numbers', () => {
  expect(numbersOf([])).toBeUndefined();
  expect(seriesOf([], [{ metric: 'lag', warn: 'value >= 1' }])).toEqual([]);
});

test('series come in the order of the thresholds, with limits that can be drawn', () => {
  const at = new Date('2026-03-01T12:00:00Z');
  const points = ['other', 'lag'].map((metric) => ({ metric, at, value: 1 }));
  const thresholds = [{ metric: 'lag', warn: 'value >= 20', critical: 'value > 50', unit: 's' }];
  expect(seriesOf(points, thresholds)).toMatchObject([
    { metric: 'lag', unit: 's', warn: 20, critical: undefined, points: [{ at, value: 1 }] },
    { metric: 'other', unit: undefined, warn: undefined },
  ]);
});

describe('what to run', () => {
  const check = procedureOf({
    name: 'shop.watch',
    alerts: ['ShopSlow'],
    thresholds: [
      { metric: 'lag', warn: 'value >= 1', remedy: 'shop.clear' },
      { metric: 'disk', warn: 'value >= 1', remedy: 'host.tidy' },
      { metric: 'errors', warn: 'value >= 1' },
    ],
  });
  const procedures = [
    check,
    procedureOf({ name: 'shop.restart', alerts: ['shopslow'] }),
    procedureOf({ name: 'shop.mend', symptoms: ['errors'] }),
    procedureOf({ name: 'shop.other', alerts: ['Else'] }),
    procedureOf({ name: 'shop.look', alerts: ['ShopSlow'], schedule: '0 8 * * *' }),
  ];
  const runbook = runbookOf({ procedures });
  const remedies = (...found: Parameters<typeof remediesFor>[2]): readonly string[] =>
    remediesFor(runbook, check, found);

  test('is what the thresholds of the bad metrics name, the worst first', () => {
    expect(remedies({ metric: 'lag', state: 'warn' }, { metric: 'disk', state: 'critical' })).toEqual([
      'host.tidy',
      'shop.clear',
    ]);
    expect(remedies({ metric: 'lag', state: 'ok' }, { metric: 'disk', state: 'warn' })).toEqual(['host.tidy']);
  });

  test('else procedures that share an alert, or have the metric among their symptoms', () => {
    expect(remedies({ metric: 'errors', state: 'critical' })).toEqual(['shop.restart', 'shop.mend']);
  });

  test('nothing, when nothing is bad', () => {
    expect(remedies({ metric: 'lag', state: 'ok' }, { metric: 'errors', state: 'unknown' })).toEqual([]);
  });
});
