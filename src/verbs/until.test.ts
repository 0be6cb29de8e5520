import { expect, test } from 'vitest';
import { readUntil, untilInWords } from './until.ts';

/** A Tuesday. */
const now = new Date('2026-12-01T12:00:00Z');

test.each([
  ['2h', 'UTC', '2026-12-01T14:00:00.000Z'],
  ['3d', 'UTC', '2026-12-04T12:00:00.000Z'],
  ['17:30', 'UTC', '2026-12-01T17:30:00.000Z'],
  ['17:30', 'Europe/Berlin', '2026-12-01T16:30:00.000Z'],
  ['09:00', 'UTC', '2026-12-02T09:00:00.000Z'],
  ['friday', 'UTC', '2026-12-05T00:00:00.000Z'],
  ['Tue', 'UTC', '2026-12-02T00:00:00.000Z'],
  ['fri', 'Asia/Tokyo', '2026-12-04T15:00:00.000Z'],
  ['2026-12-03', 'UTC', '2026-12-04T00:00:00.000Z'],
  ['2026-12-03T08:00', 'Europe/Berlin', '2026-12-03T07:00:00.000Z'],
])('until=%s in %s', (words, zone, expected) => {
  const read = readUntil(words, now, zone);
  expect(read.ok ? read.value.toISOString() : read.refusal.say).toBe(expected);
});

test.each([
  ['soon', 'is no time'],
  ['', 'is no time'],
  ['25:00', 'is no time'],
  ['someday', 'is no time'],
  ['2026-13-40', 'is no time'],
  ['2026-11-30', 'is over already'],
  ['60d', '31 days are the most'],
])('until=%s is refused in words', (words, sentence) => {
  const read = readUntil(words, now, 'UTC');
  expect(read.ok ? '' : read.refusal.say).toContain(sentence);
});

test('in words', () => {
  expect(untilInWords(new Date('2026-12-04T16:30:00Z'), 'Europe/Berlin')).toBe('Fri 4 Dec 17:30 (Europe/Berlin)');
});
