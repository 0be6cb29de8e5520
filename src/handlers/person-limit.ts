// How many commands one person may type. It keeps a stuck key or a script with somebody's token from crowding everybody else out;
// what people press is never counted. Each process counts for itself.

/** In a row, one within a second of the other. */
const mostInASecond = 5;
const secondMs = 1_000;
const minuteMs = 60_000;
/** People who typed nothing for a minute are forgotten when there are more than this. */
const mostKept = 1_000;

export interface PersonLimit {
  /** Undefined: go on. Else how many there were, within what, and the milliseconds until the next one is taken. */
  take(person: string, now: number): TooMany | undefined;
}

export interface TooMany {
  readonly count: number;
  readonly within: 'a second' | 'a minute';
  readonly waitMs: number;
}

/** `perMinute` undefined: no limit. `now` is in milliseconds and never goes back. */
export function createPersonLimit(perMinute: number | undefined): PersonLimit {
  const typed = new Map<string, readonly number[]>();
  if (perMinute === undefined) return { take: () => undefined };
  const forget = (now: number): void => {
    for (const [person, times] of typed) if (now - (times.at(-1) ?? 0) >= minuteMs) typed.delete(person);
  };
  return {
    take: (person, now) => {
      const times = (typed.get(person) ?? []).filter((at) => now - at < minuteMs);
      const inASecond = times.slice(-mostInASecond);
      const first = inASecond[0] ?? 0;
      if (times.length >= perMinute)
        return { count: perMinute, within: 'a minute', waitMs: minuteMs - (now - (times.at(-perMinute) ?? 0)) };
      if (inASecond.length === mostInASecond && now - first < secondMs)
        return { count: mostInASecond, within: 'a second', waitMs: secondMs - (now - first) };
      if (typed.size >= mostKept) forget(now);
      typed.set(person, [...times, now]);
      return undefined;
    },
  };
}

export function sayTooMany({ count, within, waitMs }: TooMany): string {
  const seconds = Math.max(1, Math.ceil(waitMs / secondMs));
  return (
    `You have typed ${count} commands within ${within}, so this one was not carried out. ` +
    `Type it again in ${seconds} second${seconds === 1 ? '' : 's'}; ` +
    'buttons, and what cannot wait in an incident, are taken all the time.'
  );
}
