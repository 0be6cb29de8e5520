// A day as people type it: `2026-12-03`, `3d`. Pure.

import { formatISO, isValid, parseISO } from 'date-fns';

const dayMs = 24 * 3_600_000;

/** `YYYY-MM-DD`, or undefined. Days are counted in UTC, whatever the machine's own zone is. */
export function readDay(words: string, now: Date): string | undefined {
  const days = /^(\d{1,3})d$/.exec(words.trim())?.[1];
  if (days !== undefined) return new Date(now.getTime() + Number(days) * dayMs).toISOString().slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(words.trim())) return undefined;
  const day = parseISO(words.trim());
  return isValid(day) ? formatISO(day, { representation: 'date' }) : undefined;
}
