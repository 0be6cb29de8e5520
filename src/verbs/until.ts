// How long something is to hold, as people type it: `until=2h`, `17:30`, `friday`, `2026-12-03`. A day holds to its end. Pure.

import { done, refuse, type Result } from '../errors.ts';
import { parseDuration } from '../runbooks/duration.ts';
import { readMoment } from './moment.ts';

const dayMs = 24 * 3_600_000;
const longestDays = 31;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** `zone` is an IANA name; times and days without a zone of their own are meant there. */
export function readUntil(words: string, now: Date, zone: string): Result<Date> {
  const until = momentOf(words.trim(), now, zone);
  if (until === undefined)
    return refuse('usage', `"${words}" is no time. Write until=2h, until=17:30, until=friday or until=2026-12-03.`);
  if (until <= now) return refuse('usage', `until=${words} is over already. Give a time that is still to come.`);
  return until.getTime() - now.getTime() > longestDays * dayMs
    ? refuse('usage', `until=${words} is too far off: ${longestDays} days are the most.`)
    : done(until);
}

function momentOf(said: string, now: Date, zone: string): Date | undefined {
  const ms = parseDuration(said) ?? daysIn(said);
  if (ms !== undefined) return new Date(now.getTime() + ms);
  if (/^\d{1,2}:\d{2}$/.test(said)) {
    const today = readMoment(said, now, zone);
    return today === undefined || today > now ? today : readMoment(said, new Date(now.getTime() + dayMs), zone);
  }
  const weekday = weekdays.indexOf(said.toLowerCase().slice(0, 3));
  if (weekday !== -1 && /^[a-z]{3,9}$/i.test(said)) return endOfWeekday(weekday, now, zone);
  return /^\d{4}-\d{2}-\d{2}$/.test(said) ? endOf(said, now, zone) : readMoment(said, now, zone);
}

function daysIn(said: string): number | undefined {
  const days = /^(\d{1,3})d$/.exec(said)?.[1];
  return days === undefined ? undefined : Number(days) * dayMs;
}

/** The next one that is not over: today's, on that day. */
function endOfWeekday(weekday: number, now: Date, zone: string): Date | undefined {
  for (let ahead = 0; ahead < 7; ahead += 1) {
    const day = dayThere(new Date(now.getTime() + ahead * dayMs), zone);
    if (new Date(`${day}T00:00:00Z`).getUTCDay() === weekday) return endOf(day, now, zone);
  }
  return undefined;
}

function endOf(day: string, now: Date, zone: string): Date | undefined {
  const start = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(start)) return undefined;
  return readMoment(`${new Date(start + dayMs).toISOString().slice(0, 10)}T00:00`, now, zone);
}

/** `YYYY-MM-DD`, as a calendar on the wall shows it there. */
function dayThere(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
}

/** "Fri 4 Dec 17:30 (UTC)", for a sentence. */
export function untilInWords(at: Date, zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return `${format.format(at).replaceAll(',', '')} (${zone})`;
}
