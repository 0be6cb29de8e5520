// A time as people type it: `14:05` on the day of something, or an ISO time. Pure.

import { isValid, parseISO } from 'date-fns';

/** `near` gives the day; a time without a zone is one in the named zone. Undefined for what is no time. */
export function readMoment(words: string, near: Date, timezone: string): Date | undefined {
  const said = words.trim();
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(said) ?? [];
  if (hours !== undefined && minutes !== undefined) {
    if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
    const [year = 0, month = 1, day = 1] = wallClock(near, timezone);
    return fromWall(Date.UTC(year, month - 1, day, Number(hours), Number(minutes)), timezone);
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d/.test(said)) return undefined;
  const hasZone = /(?:Z|[+-]\d{2}(?::?\d{2})?)$/i.test(said.slice('YYYY-MM-DD'.length));
  const moment = parseISO(hasZone ? said : `${said}Z`);
  if (!isValid(moment)) return undefined;
  return hasZone ? moment : fromWall(moment.getTime(), timezone);
}

/** What clocks on the wall there show, given as if it were UTC, as the moment it is. */
function fromWall(asUtc: number, timezone: string): Date {
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
