// A day as people type it: `2026-12-03`, `3d`. Pure.

import { addDays, formatISO, isValid, parseISO } from 'date-fns';

/** `YYYY-MM-DD`, or undefined. */
export function readDay(words: string, now: Date): string | undefined {
  const days = /^(\d{1,3})d$/.exec(words.trim())?.[1];
  if (days !== undefined) return addDays(now, Number(days)).toISOString().slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(words.trim())) return undefined;
  const day = parseISO(words.trim());
  return isValid(day) ? formatISO(day, { representation: 'date' }) : undefined;
}
