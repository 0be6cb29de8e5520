// The lines in which calls stand for Slack's limits: about one post a second and channel, so many calls a minute and method, short
// bursts passing (https://docs.slack.dev/apis/web-api/rate-limits). Who has to wait is told a time of their own once and keeps the
// place, so that a crowd does not come back together. The lines are one process's; replicas learn of each other by Slack's 429.

/** Lower goes first: approvals and other runs, words of an incident, cards and announcements, the rest. */
export type Rank = 0 | 1 | 2 | 3;

export interface Turn {
  /** Who waits. */
  readonly key: string;
  readonly rank: Rank;
  readonly method: string;
  /** For a post, where. */
  readonly channel?: string;
}

export interface Pace {
  /** Takes a place for one call now and answers 0, or answers how many milliseconds to come back in. */
  wait(turn: Turn): number;
  /** How many milliseconds are left of the time that this one was told; 0 for who was told none. Takes no place. */
  left(turn: Turn): number;
  /** Slack said 429: nobody in that line goes before it said so. Answers how many milliseconds to come back in. */
  slow(turn: Turn, retryAfterMs: number): number;
  /** Slack gave no answer that helps. Answers how many milliseconds to come back in, more each time. */
  fail(turn: Turn): number;
  /** Slack took it. */
  succeed(turn: Turn): void;
}

interface Line {
  /** Between two calls; 0 while Slack has named no limit. */
  everyMs: number;
  readonly burst: number;
  /** When the line would be empty again at that rate. */
  emptyAt: number;
  failures: number;
  /** When calls of the last minute went, where the rate has to be learnt. */
  readonly went: number[];
  /** By rank, who was told which time, in the order of their coming. */
  readonly waiting: readonly [Told, Told, Told, Told];
  /** Who was told a time and is not waited for any more. */
  readonly late: Told;
}
type Told = Map<string, number>;

const postsEveryMs = 1_000;
const postsBurst = 3;
const minuteMs = 60_000;
/** Who has not come this long after their time was taken on by another replica, or is settled, and is not waited for any more … */
const missingMs = 10_000;
/** … or has no hands free: whoever does come by then goes before those who were told a later time. */
const lateMs = 10 * minuteMs;
const learnt = { leastMs: 10, mostMs: 3_000, fasterBy: 0.995 };

export function createPace(now: () => number = Date.now): Pace {
  const lines = new Map<string, Line>();
  let sweptAt = now();
  let lastSlowed: { readonly channel: string; readonly until: number } | undefined;

  const lineOf = (name: string, isChannel: boolean): Line => {
    const known = lines.get(name);
    if (known !== undefined) return known;
    const made = newLine(isChannel);
    lines.set(name, made);
    return made;
  };
  const linesOf = ({ channel, method }: Turn): Line[] => [
    ...(channel === undefined ? [] : [lineOf(`#${channel}`, true)]),
    lineOf(method, false),
  ];
  const sweep = (at: number): void => {
    if (at - sweptAt < minuteMs) return;
    sweptAt = at;
    for (const [name, line] of lines) if (isIdle(line, at) && line.emptyAt < at - minuteMs) lines.delete(name);
  };

  return {
    wait: (turn) => {
      const at = now();
      sweep(at);
      const own = linesOf(turn);
      const waitMs = Math.max(...own.map((line) => ask(line, turn, at)));
      if (waitMs === 0) for (const line of own) pass(line, turn, at);
      return waitMs;
    },
    left: (turn) => {
      const at = now();
      return Math.max(...linesOf(turn).map(({ waiting }) => (waiting[turn.rank].get(turn.key) ?? at) - at), 0);
    },
    slow: (turn, retryAfterMs) => {
      const at = now();
      const [first, method] = linesOf(turn);
      if (first !== undefined) hold(first, at, retryAfterMs, learnt.mostMs);
      const { channel } = turn;
      if (channel === undefined || method === undefined) return retryAfterMs;
      // Two channels at once: then it is the whole workspace that Slack means, which takes more than one channel does.
      if (lastSlowed !== undefined && lastSlowed.channel !== channel && lastSlowed.until > at)
        hold(method, at, retryAfterMs, postsEveryMs);
      lastSlowed = { channel, until: at + retryAfterMs };
      return retryAfterMs;
    },
    fail: (turn) => {
      const [first] = linesOf(turn);
      const failures = (first?.failures ?? 0) + 1;
      if (first !== undefined) first.failures = failures;
      return Math.min(minuteMs, 1_000 * 2 ** Math.min(failures - 1, 6)) * (0.75 + Math.random() * 0.5);
    },
    succeed: (turn) => {
      for (const line of linesOf(turn)) line.failures = 0;
    },
  };
}

function newLine(isChannel: boolean): Line {
  return {
    everyMs: isChannel ? postsEveryMs : 0,
    burst: isChannel ? postsBurst : 1,
    emptyAt: 0,
    failures: 0,
    went: [],
    waiting: [new Map(), new Map(), new Map(), new Map()],
    late: new Map(),
  };
}

function isLearnt({ burst }: Line): boolean {
  return burst === 1;
}

function isIdle({ emptyAt, failures, waiting }: Line, at: number): boolean {
  return emptyAt <= at && failures === 0 && waiting.every((told) => told.size === 0);
}

/** 0 when it is this one's turn. */
function ask(line: Line, { key, rank }: Turn, at: number): number {
  const { waiting, late } = line;
  for (const told of waiting) for (const [missing, time] of takeOlder(told, at - missingMs)) late.set(missing, time);
  takeOlder(late, at - lateMs);
  if (isLearnt(line) && isIdle(line, at)) line.everyMs = 0;
  const isLate = late.has(key);
  const mine = waiting[rank].get(key) ?? late.get(key);
  if (mine !== undefined && mine > at) return mine - at;
  const soonest = Math.max(at, line.emptyAt - (line.burst - 1) * line.everyMs);
  // Those before it were told an earlier time and come by themselves.
  if (mine !== undefined && soonest <= at) return 0;
  const told = soonest + (isLate ? moreUrgent(waiting, rank) : before(waiting, rank, key)) * line.everyMs;
  if (told <= at) return 0;
  late.delete(key);
  waiting[rank].set(key, told);
  return told - at;
}

/** Takes out whose time was before. */
function takeOlder(told: Told, than: number): (readonly [key: string, time: number])[] {
  const older: (readonly [string, number])[] = [];
  for (const each of told) {
    if (each[1] > than) break;
    older.push(each);
  }
  for (const [key] of older) told.delete(key);
  return older;
}

function moreUrgent(waiting: Line['waiting'], rank: Rank): number {
  return waiting.reduce((count, told, index) => count + (index < rank ? told.size : 0), 0);
}

function before(waiting: Line['waiting'], rank: Rank, key: string): number {
  let count = moreUrgent(waiting, rank);
  const own = waiting[rank];
  if (!own.has(key)) return count + own.size;
  for (const each of own.keys()) {
    if (each === key) break;
    count += 1;
  }
  return count;
}

function pass(line: Line, { key, rank }: Turn, at: number): void {
  line.waiting[rank].delete(key);
  line.late.delete(key);
  line.emptyAt = Math.max(line.emptyAt, at) + line.everyMs;
  if (!isLearnt(line)) return;
  line.went.push(at);
  forgetWent(line, at);
  if (line.everyMs > 0) line.everyMs = Math.max(learnt.leastMs, line.everyMs * learnt.fasterBy);
}

function forgetWent({ went }: Line, at: number): void {
  if ((went[0] ?? at) > at - 2 * minuteMs) return;
  const kept = went.findIndex((time) => time > at - minuteMs);
  went.splice(0, kept === -1 ? went.length : kept);
}

/** What Slack took in the last minute is about what it takes in one; from there it is tried a little faster each time. */
function hold(line: Line, at: number, ms: number, mostMs: number): void {
  if (isLearnt(line)) {
    const taken = line.went.filter((time) => time > at - minuteMs).length;
    line.everyMs = Math.min(mostMs, Math.max(learnt.leastMs, minuteMs / Math.max(1, taken)));
  }
  line.emptyAt = Math.max(line.emptyAt, at + ms + (line.burst - 1) * line.everyMs);
}
