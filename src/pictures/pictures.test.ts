// Pictures: round edges, no invented lines, words that can really be seen.

import { describe, expect, test } from 'vitest';
import { Resvg } from '@resvg/resvg-js';
import { pngOf } from './png.ts';
import { niceTicks, tickLabel, timeLabel } from './scale.ts';
import { escapeXml, text } from './svg.ts';
import { trendPicture, type TrendData } from './trend-picture.ts';

const since = new Date('2026-03-01T00:00:00Z');
const at = (hours: number): Date => new Date(since.getTime() + hours * 3_600_000);
const data: TrendData = {
  heading: 'harbour: the last 7 days',
  since,
  until: at(168),
  zone: 'UTC',
  panels: [
    {
      title: 'waiting (ships)',
      points: Array.from({ length: 168 }, (_, hour) => ({ at: at(hour), value: 10 + (hour % 24) })),
      limits: [
        { kind: 'warn', value: 20 },
        { kind: 'critical', value: 50 },
      ],
    },
  ],
};

test.each<[number, number, readonly number[]]>([
  [0, 50, [0, 20, 40, 60]],
  [0, 1, [0, 0.5, 1]],
  [0.1, 0.31, [0.1, 0.2, 0.3, 0.4]],
  [5, 5, [4, 6]],
  [0, 0, [0, 0.5]],
  [-3, 7, [-5, 0, 5, 10]],
  [1e9, 1.2e9, [1e9, 1.05e9, 1.1e9, 1.15e9, 1.2e9]],
])('round numbers around %d to %d', (least, most, ticks) => {
  const made = niceTicks(least, most);
  expect(made[0]).toBeLessThanOrEqual(least);
  expect(made.at(-1)).toBeGreaterThanOrEqual(most);
  expect(made.length).toBeGreaterThan(1);
  expect(made.length).toBeLessThan(8);
  expect(made).toEqual(ticks);
});

test('labels are as short as the span allows, in the zone that was asked for', () => {
  expect(timeLabel(new Date('2026-03-01T23:30:00Z'), 3_600_000, 'Europe/Berlin')).toBe('Mon 00:30');
  expect(timeLabel(new Date('2026-03-01T23:30:00Z'), 8 * 86_400_000, 'Europe/Berlin')).toBe('2 Mar');
  expect([tickLabel(12_500), tickLabel(0.25)]).toEqual(['12.5K', '0.25']);
});

describe('a trend', () => {
  test('has its thresholds drawn and named, each with a pattern of its own', () => {
    const svg = trendPicture(data);
    expect(svg).toContain('>warn 20</text>');
    expect(svg).toContain('>critical 50</text>');
    expect(new Set(svg.match(/stroke-dasharray="[^"]+"/g)).size).toBe(2);
  });

  test('draws nothing across a time in which nothing was measured', () => {
    const [panel] = data.panels;
    const points = (panel?.points ?? []).filter((_, hour) => hour < 60 || hour > 100);
    const path = (svg: string): string => / d="([^"]+)"/.exec(svg)?.[1] ?? '';
    const gap = trendPicture({ ...data, panels: [{ title: 'x', limits: [], points }] });
    expect(path(gap).match(/M/g)).toHaveLength(2);
    expect(path(trendPicture(data)).match(/M/g)).toHaveLength(1);
  });

  test('takes any words and a single point', () => {
    const points = [{ at: at(5), value: -0 }];
    const svg = trendPicture({ ...data, panels: [{ title: '</text><script> & \u0000', limits: [], points }] });
    expect(svg).not.toContain('<script>');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(() => new Resvg(svg)).not.toThrow();
  });
});

describe('a PNG', () => {
  test('is one, of the size that the picture says', async () => {
    const png = await pngOf(trendPicture(data));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1_000, 476]);
  });

  test('shows words, also on a machine without fonts: their pixels are there', async () => {
    const frame = (inside: string): string =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><rect width="200" height="50" fill="#fff"/>${inside}</svg>`;
    const look = { x: 5, y: 35, size: 30, colour: '#000000' };
    const [blank, words, others] = await Promise.all(
      ['', text(look, 'critical'), text(look, escapeXml('Größe жд'))].map((inside) => pngOf(frame(inside))),
    );
    expect(words?.equals(blank ?? Buffer.of())).toBe(false);
    expect(others?.equals(words ?? Buffer.of())).toBe(false);
    // Without a font the same words leave nothing.
    const without = new Resvg(frame(text(look, 'critical')), { font: { loadSystemFonts: false } }).render();
    expect(Buffer.from(without.asPng()).equals(Buffer.from(new Resvg(frame('')).render().asPng()))).toBe(true);
  });
});
