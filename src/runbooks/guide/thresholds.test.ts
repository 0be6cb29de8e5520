import { describe, expect, it } from 'vitest';
import { readLevel } from './level.ts';
import { bulletThreshold, tableThresholds } from './thresholds.ts';

describe('a level', () => {
  it.each<readonly [string, object]>([
    ['> 10 min', { comparison: '>', value: 10, unit: 'min' }],
    ['<0.5%', { comparison: '<', value: 0.5, unit: '%' }],
    ['3-6', { comparison: 'between', value: 3, upTo: 6 }],
    ['45–60s', { comparison: 'between', value: 45, upTo: 60, unit: 's' }],
    ['0.1% - 1%', { comparison: 'between', value: 0.1, upTo: 1, unit: '%' }],
    ['at least 1,500 requests/s', { comparison: '>=', value: 1500, unit: 'requests/s' }],
    ['≤ 5', { comparison: '<=', value: 5 }],
    ['under 80% of the quota', { comparison: '<', value: 80, unit: '% of the quota' }],
    ['12', { value: 12 }],
    ['10/min', { value: 10, unit: '/min' }],
  ])('is read from %j', (text, expected) => {
    expect(readLevel(text)).toEqual(expected);
  });

  it.each(['degraded', 'open > 5 min', '> 5 min for 2 h', '~0', '1,5 s', '> 3-6', '', '-', '9'.repeat(200)])(
    'is not guessed from %j',
    (text) => {
      expect(readLevel(text)).toEqual({});
    },
  );
});

describe('a table', () => {
  const row = (line: number, ...cells: readonly string[]) => ({ cells, line });

  it('gives every level of every metric', () => {
    const rows = [row(5, 'Queue', '2-4', '> 8', 'full'), row(6, 'Lamp', '', '', ''), row(7, '', '1', '2', '3')];
    expect(tableThresholds(['Metric', 'Normal range', '**Warning**', 'Critical'], rows)).toEqual([
      {
        metric: 'Queue',
        line: 5,
        levels: [
          { level: 'Normal range', text: '2-4', comparison: 'between', value: 2, upTo: 4 },
          { level: '**Warning**', text: '> 8', comparison: '>', value: 8 },
          { level: 'Critical', text: 'full' },
        ],
      },
    ]);
  });

  it('takes the level from a column of its own', () => {
    const found = tableThresholds(['Check', 'Threshold', 'Severity'], [row(3, 'Queue', '> 8', 'page')]);
    expect(found).toMatchObject([{ metric: 'Queue', levels: [{ level: 'page', text: '> 8', value: 8 }] }]);
  });

  it.each<readonly [string, readonly string[]]>([
    ['people', ['Name', 'Team', 'Phone']],
    ['services with a promise', ['Component', 'Purpose', 'SLA']],
    ['services with a target', ['Service', 'Target']],
    ['alerts', ['Severity', 'Critical']],
  ])('of %s has none', (_name, header) => {
    expect(tableThresholds(header, [row(3, 'a', '1', '2')])).toEqual([]);
  });
});

describe('a line', () => {
  it.each<readonly [string, string, object]>([
    [
      'queue depth should stay under 500',
      'queue depth',
      { level: 'expected', text: 'should stay under 500', comparison: '<', value: 500 },
    ],
    [
      'Hit rate: should be >60%',
      'Hit rate',
      { level: 'expected', text: 'should be >60%', comparison: '>', value: 60, unit: '%' },
    ],
    [
      'Memory must not exceed 2 GB',
      'Memory',
      { level: 'expected', text: 'must not exceed 2 GB', comparison: '<=', value: 2, unit: 'GB' },
    ],
    ['Hit rate: target 70%', 'Hit rate', { level: 'target', text: 'target 70%', value: 70, unit: '%' }],
    [
      'Error rate > 5%: critical',
      'Error rate',
      { level: 'critical', text: '> 5%', comparison: '>', value: 5, unit: '%' },
    ],
    [
      'Hit rate drops below 50%',
      'Hit rate',
      { level: 'Symptoms', text: 'drops below 50%', comparison: '<', value: 50, unit: '%' },
    ],
    ['Latency: read < 25ms, write < 120ms', 'Latency', { level: 'expected', text: 'read < 25ms, write < 120ms' }],
  ])('says so: %s', (text, metric, level) => {
    expect(bulletThreshold(text, 4, 'Symptoms')).toEqual([{ metric, line: 4, levels: [level] }]);
  });

  it.each([
    'Restart the till if the queue is > 5',
    'If the queue is over 5, open a till',
    'The team should be told within 5 minutes',
    'Call 555',
    'Version: 1.2.3',
    'should be > 5',
    'The till on floor 3 should be red',
  ])('says nothing of the kind: %s', (text) => {
    expect(bulletThreshold(text, 4, '')).toEqual([]);
  });
});
