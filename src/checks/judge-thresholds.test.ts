// Values against thresholds: which state, in which words.

import { describe, expect, test } from 'vitest';
import type { Threshold } from '../runbooks/model.ts';
import { bySeverity, judgeThresholds, limitOf, whenInWords, worstOf, type CheckState } from './judge-thresholds.ts';

const levels = { warn: 'value >= 20', critical: 'value >= 50' };

test.each<[string, unknown, Partial<Threshold>, CheckState, string]>([
  ['below', 19, levels, 'ok', 'It is 19, within its thresholds.'],
  ['at the warning', 20, levels, 'warn', 'It is 20: 20 or more is a warning.'],
  ['between', 49.999, levels, 'warn', 'It is 50: 20 or more is a warning.'],
  ['at the critical one', 50, levels, 'critical', 'It is 50: 50 or more is critical.'],
  ['with a unit', 60, { ...levels, unit: 'ships' }, 'critical', 'It is 60 ships: 50 ships or more is critical.'],
  ['printed with a unit', '87 %', { critical: 'value >= 80' }, 'critical', 'It is 87 %: 80 or more is critical.'],
  [
    'printed as text',
    ' 12.5ms\n',
    { warn: 'value >= 10', unit: 'ms' },
    'warn',
    'It is 12.5 ms: 10 ms or more is a warning.',
  ],
  ['text', 'degraded', { warn: 'value != "healthy"' }, 'warn', 'It is degraded: `value != "healthy"` is a warning.'],
  ['true', true, { critical: 'value' }, 'critical', 'It is true: `value` is critical.'],
  ['a fraction', 0.123456, { critical: 'value > 1.0' }, 'ok', 'It is 0.123, within its thresholds.'],
  ['below zero', -5, { warn: 'value >= -10' }, 'warn', 'It is -5: -10 or more is a warning.'],
  ['an order that cannot be', 'many', levels, 'unknown', 'It is many, but cannot be compared: '],
  ['an answer that is none', 5, { warn: 'value + 1' }, 'unknown', '`value + 1` gives neither true nor false.'],
  ['a list', [1, 2], { warn: 'size(value) > 1' }, 'warn', 'It is [1,2]: `size(value) > 1` is a warning.'],
  ['nothing', null, levels, 'unknown', 'It is null, but cannot be compared: '],
])('%s', (_, value, threshold, state, say) => {
  const [judged] = judgeThresholds({ lag: value }, [{ metric: 'lag', ...threshold }]);
  expect(judged?.state).toBe(state);
  expect(judged?.say).toContain(say);
});

describe('several metrics', () => {
  test('may be compared with each other', () => {
    const threshold = { metric: 'pace', critical: 'value < 0.5 && waiting > 0' };
    const judge = (waiting: unknown): CheckState | undefined =>
      judgeThresholds({ pace: 0.1, waiting }, [threshold])[0]?.state;
    expect([judge(3), judge(0), judge('3 ships')]).toEqual(['critical', 'ok', 'critical']);
  });

  test('one that no step saved is not known, and the others are judged all the same', () => {
    const judged = judgeThresholds({ lag: 60 }, [
      { metric: 'gone', warn: 'value >= 1' },
      { metric: 'lag', ...levels },
    ]);
    expect(judged.map(({ metric, state, value }) => [metric, state, value])).toEqual([
      ['gone', 'unknown', null],
      ['lag', 'critical', 60],
    ]);
  });

  test('numbers without a threshold are kept for the history; other values are not', () => {
    const judged = judgeThresholds({ lag: 1, size: '7 MB', word: 'fine' }, []);
    expect(judged.map(({ metric, value, shown }) => [metric, value, shown])).toEqual([
      ['lag', 1, '1'],
      ['size', 7, '7 MB'],
    ]);
  });
});

test('the worst state decides, and what is not known is less than a warning', () => {
  expect(worstOf([])).toBe('ok');
  expect(worstOf(['ok', 'unknown', 'warn'])).toBe('warn');
  expect(worstOf(['unknown', 'ok'])).toBe('unknown');
  expect((['ok', 'unknown', 'critical', 'warn'] as const).toSorted(bySeverity)).toEqual([
    'critical',
    'warn',
    'unknown',
    'ok',
  ]);
});

test('a limit is a number only where the author wrote one', () => {
  expect([limitOf('value >= 20'), limitOf('value >= -1.5'), limitOf('value > 20'), limitOf(undefined)]).toEqual([
    20,
    -1.5,
    undefined,
    undefined,
  ]);
  expect(whenInWords('value >= 20', 'ships')).toBe('20 ships or more');
  expect(whenInWords('value > lag', 'ships')).toBeUndefined();
});
