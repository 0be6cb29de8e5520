// How long something takes: 90_000 ms is "1 min 30 s".

import { intervalToDuration } from 'date-fns';

const dayMs = 86_400_000;
const units = { days: 'd', hours: 'h', minutes: 'min', seconds: 's' } as const;

/** To the minute, for what lasts: "1 h 5 min". */
export function inMinutes(ms: number): string {
  return ms < 60_000 ? 'under a minute' : inWords(Math.floor(ms / 60_000) * 60_000);
}

/** The two largest units. */
export function inWords(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  // date-fns counts in calendar months; what is less than a day is the same in every zone.
  const whole = Math.round(ms / 1000) * 1000;
  const days = Math.floor(whole / dayMs);
  const { hours = 0, minutes = 0, seconds = 0 } = intervalToDuration({ start: 0, end: whole % dayMs });
  const parts = { days, hours, minutes, seconds };
  return (['days', 'hours', 'minutes', 'seconds'] as const)
    .filter((unit) => parts[unit] > 0)
    .slice(0, 2)
    .map((unit) => `${parts[unit]} ${units[unit]}`)
    .join(' ');
}
