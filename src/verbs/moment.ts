// A time as people type it: `14:05` on the day of something, or an ISO time. Pure.

import { isValid, parseISO } from 'date-fns';

/** `near` gives the day, in the named zone; undefined for what is no time. */
export function readMoment(words: string, near: Date, timezone: string): Date | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(words.trim()) ?? [];
  if (hours === undefined || minutes === undefined) {
    const moment = /^\d{4}-\d{2}-\d{2}T/.test(words) ? parseISO(words) : undefined;
    return moment !== undefined && isValid(moment) ? moment : undefined;
  }
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const [year = 0, month = 1, day = 1] = wallClock(near, timezone);
  const asUtc = Date.UTC(year, month - 1, day, Number(hours), Number(minutes));
  // Twice, because the zone's offset at the wanted time may differ from the one now: a day with a clock change.
  const first = asUtc - offsetMs(new Date(asUtc), timezone);
  return new Date(asUtc - offsetMs(new Date(first), timezone));
}

/** Year, month, day, hour, minute, second as a clock on the wall shows them there. */
function wallClock(at: Date, timezone: string): number[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return format
    .formatToParts(at)
    .filter(({ type }) => type !== 'literal')
    .map(({ value }) => Number(value));
}

function offsetMs(at: Date, timezone: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = wallClock(at, timezone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1000) * 1000;
}
