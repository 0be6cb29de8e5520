// When changes are made: working hours of the week, and freezes. Wall-clock times of one zone are compared as text, so that a change of
// summer time needs no arithmetic. Pure.

export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = (typeof days)[number];

/** `mon-fri 08:00-18:00`, read. Where it ends before it begins, it ends on the day after. */
export interface Hours {
  readonly days: readonly Day[];
  readonly from: string;
  readonly until: string;
  /** As it was written. */
  readonly text: string;
}

export type Week = readonly Hours[];

export interface Freeze {
  /** `2026-12-19` or `2026-12-19 18:00`. */
  readonly from: string;
  /** A day is meant to its end. */
  readonly until: string;
  readonly why: string;
}

/** What a clock and a calendar on the wall of that zone show. */
export interface WallTime {
  readonly day: Day;
  /** `2026-12-19 18:00`. */
  readonly stamp: string;
}

export function wallTime(now: Date, zone: string): WallTime {
  // Swedish dates are ISO dates.
  const stamp = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
    now,
  );
  const short = new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'short' }).format(now).toLowerCase();
  return { day: days.find((each) => each === short) ?? 'mon', stamp };
}

/** Undefined for what is no `mon-fri 08:00-18:00`. */
export function readHours(text: string): Hours | undefined {
  const time = '([01]\\d|2[0-3]):([0-5]\\d)';
  const pattern = new RegExp(`^([a-z,-]+)\\s+(${time})\\s*-\\s*(${time}|24:00)$`);
  const [, week = '', from = '', , , until = ''] = pattern.exec(text.trim().toLowerCase()) ?? [];
  const read = week.split(',').map(readDays);
  if (week === '' || from === until || read.some((each) => each.length === 0)) return undefined;
  return { days: days.filter((day) => read.some((each) => each.includes(day))), from, until, text: text.trim() };
}

function readDays(text: string): readonly Day[] {
  const [first = '', last = first, more] = text.split('-');
  const [from, to] = [first, last].map((name) => days.findIndex((day) => day === name));
  if (more !== undefined || from === undefined || to === undefined || from < 0 || to < 0) return [];
  return from <= to ? days.slice(from, to + 1) : [...days.slice(from), ...days.slice(0, to + 1)];
}

export function isWorking(week: Week, { day, stamp }: WallTime): boolean {
  const time = stamp.slice(11);
  const before = days[(days.indexOf(day) + 6) % 7];
  return week.some((hours) => {
    const isOvernight = hours.until < hours.from;
    const isToday = hours.days.includes(day);
    if (!isOvernight) return isToday && hours.from <= time && time < hours.until;
    const wasYesterday = before !== undefined && hours.days.includes(before);
    return (isToday && hours.from <= time) || (wasYesterday && time < hours.until);
  });
}

/** Whether a text names a day or a minute of one that there is. */
export function isMoment(text: string): boolean {
  const [, day = '', time = '00:00'] = /^(\d{4}-\d{2}-\d{2})(?: ([0-2]\d:[0-5]\d))?$/.exec(text) ?? [];
  const read = new Date(`${day}T${time}:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(`${day}T${time}`);
}

export function isFrozen({ from, until }: Freeze, { stamp }: WallTime): boolean {
  return stamp.slice(0, from.length) >= from && isBeforeEnd(stamp, until);
}

function isBeforeEnd(stamp: string, until: string): boolean {
  return until.length === 10 ? stamp.slice(0, 10) <= until : stamp < until;
}
