// A day or a time as people type it: `2026-11-30` is its first moment in the zone, `3d` that long ago. Pure.

import { parseDuration } from '../runbooks/duration.ts';
import { readMoment } from './moment.ts';

const dayMs = 24 * 3_600_000;

export function readDayOrMoment(words: string, now: Date, timezone: string): Date | undefined {
  const said = words.trim();
  const days = /^(\d{1,4})d$/.exec(said)?.[1];
  const agoMs = days === undefined ? parseDuration(said) : Number(days) * dayMs;
  if (agoMs !== undefined) return new Date(now.getTime() - agoMs);
  return readMoment(/^\d{4}-\d{2}-\d{2}$/.test(said) ? `${said}T00:00` : said, now, timezone);
}
