// The picture of a timeline: a row of words for every colour, room for whatever there is, and pixels where the words stand.

import { describe, expect, test } from 'vitest';
import { Resvg } from '@resvg/resvg-js';
import { pngOf } from './png.ts';
import { timelineAlt } from './timeline-alt.ts';
import { timelinePicture, type TimelineData } from './timeline-picture.ts';

const start = Date.parse('2026-03-01T12:00:00Z');
const at = (minutes: number): Date => new Date(start + minutes * 60_000);
const calm: TimelineData = {
  heading: 'Checkout fails',
  about: 'incident-20260301-001, SEV1, 2 h, 1 Mar 2026',
  since: at(0),
  until: at(120),
  zone: 'Europe/Berlin',
  bands: [
    { severity: 2, from: at(0), to: at(20) },
    { severity: 1, from: at(20), to: at(120) },
  ],
  milestones: [
    { at: at(0), word: 'declared' },
    { at: at(1), word: 'acknowledged' },
    { at: at(120), word: 'resolved' },
  ],
  updates: { byPeople: [at(15), at(30)], bareFacts: [at(45)] },
  runs: [{ words: 'Run 7 of shop.restart: succeeded', from: at(50), to: at(55) }],
  people: [
    { name: 'Maria', at: [at(0), at(15), at(30)] },
    { name: 'Jonas', at: [at(50)] },
  ],
  gaps: [{ from: at(55), to: at(119) }],
};

/** Nine days, 300 lines, more runs and people than there is room for. */
const nineDays = 9 * 24 * 60;
const crowded: TimelineData = {
  ...calm,
  until: at(nineDays),
  milestones: Array.from({ length: 30 }, (_, index) => ({
    at: at(index * 400),
    word: index % 2 ? 'reopened' : 'resolved',
  })),
  updates: { byPeople: [], bareFacts: Array.from({ length: 860 }, (_, index) => at(index * 15)) },
  runs: Array.from({ length: 40 }, (_, run) => ({
    words: `Run ${run} of shop.restart: failed`,
    from: at(run),
    to: at(run),
  })),
  people: Array.from({ length: 30 }, (_, index) => ({
    name: `Person ${index}`,
    at: Array.from({ length: 10 }, (_one, line) => at(line * 1_200 + index)),
  })),
};

const textsOf = (svg: string): string[] => [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, words = '']) => words);

describe('the picture of a timeline', () => {
  test('has words for whatever it draws', () => {
    const texts = textsOf(timelinePicture(calm));
    expect(texts).toEqual(expect.arrayContaining(['SEV1', 'SEV2', 'SEV3', 'SEV4', 'by people: 2', 'bare facts: 1']));
    expect(texts).toContain('People (grey: nothing is recorded)');
    expect(texts).toContain('Run 7 of shop.restart: succeeded');
    expect(texts).toEqual(expect.arrayContaining(['declared 13:00', 'acknowledged 13:01', 'resolved 15:00', 'Maria']));
    expect(texts.at(-1)).toBe('Times are Europe/Berlin');
  });

  test('stays within a phone’s screen or two when there is too much, and says how much more there is', () => {
    const svg = timelinePicture(crowded);
    const texts = textsOf(svg);
    expect(texts).toEqual(expect.arrayContaining(['33 more runs', '21 others', 'bare facts: 860']));
    expect(texts.filter((words) => /^re(?:solved|opened) /.test(words))).toHaveLength(8);
    expect(Number(/height="(\d+)"/.exec(svg)?.[1])).toBeLessThan(2_200);
    // Marks that would stand on each other are one.
    expect(svg.length).toBeLessThan(100_000);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('turning points that are close to each other stand below each other', () => {
    const svg = timelinePicture(calm);
    const placeOf = (words: string): string | undefined => new RegExp(`y="(\\d+)"[^>]*>${words}<`).exec(svg)?.[1];
    expect(placeOf('declared 13:00')).not.toBe(placeOf('acknowledged 13:01'));
  });

  test('takes an incident that was over at once, and any words', () => {
    const empty: TimelineData = {
      ...calm,
      heading: '</text><script> & \u0000',
      until: at(0),
      bands: [],
      milestones: [],
      updates: { byPeople: [], bareFacts: [] },
      runs: [],
      people: [],
      gaps: [],
    };
    const svg = timelinePicture(empty);
    expect(svg).not.toContain('<script>');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(() => new Resvg(svg)).not.toThrow();
  });

  test('shows its words: other words are other pixels', async () => {
    const others = { ...calm, people: [{ name: 'Lena', at: [at(0), at(15), at(30)] }, ...calm.people.slice(1)] };
    const [one, same, other] = await Promise.all([calm, calm, others].map((data) => pngOf(timelinePicture(data))));
    expect(one?.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(one?.equals(same ?? Buffer.of())).toBe(true);
    expect(one?.equals(other ?? Buffer.of())).toBe(false);
  });
});

describe('its words for those who cannot see it', () => {
  test('say the same', () => {
    expect(timelineAlt(calm)).toBe(
      'Checkout fails. incident-20260301-001, SEV1, 2 h, 1 Mar 2026. Times are Europe/Berlin. ' +
        'Severity: SEV2 from 13:00, SEV1 from 13:20. ' +
        'Turning points: declared 13:00, acknowledged 13:01, resolved 15:00. ' +
        'Updates: 2 by people, 1 with the bare facts. ' +
        'Runs: Run 7 of shop.restart: succeeded, 13:50 to 13:55. ' +
        'People: Maria 3 lines, Jonas 1 line. Nothing is recorded in 1 gap.',
    );
  });

  test('say how much more there is', () => {
    expect(timelineAlt(crowded)).toContain('and 34 more runs');
    expect(timelineAlt(crowded)).toContain('and 24 more people');
  });
});
