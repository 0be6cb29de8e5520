// Many open incidents whose updates fall due all the time: how late each is posted, what the bot's memory does from round to round, and
// whether Slack's limits are kept. The database's clock runs faster than the machine's, and so do Slack's limits.

import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { startLocalSlack, type LocalSlack } from '../practice/slack/local-slack.ts';
import { startIncidentBot, type IncidentBot } from './incident-bot.ts';
import { channelName, openIncidents, speedUp } from './open-incidents.ts';
import type { PrivatePostgres } from './private-postgres.ts';
import { begin, type Part, type Undo } from './undo.ts';

const cadenceMs = 15 * 60_000;
const mostSpeed = 20;
/** A round is one slot of every incident; after this much longer a round is given up. */
const patienceMs = 240_000;
const everyMs = 15_000;
/** A workspace takes "several hundred" posts a minute (https://docs.slack.dev/apis/web-api/rate-limits), 50 edits, one post a channel. */
const postsPerMinute = 800;
const editsPerMinute = 50;

export interface IncidentRound {
  readonly updates: number;
  readonly missing: number;
  readonly doubled: number;
  /** From the promised time to Slack's own time of the post, in real milliseconds. */
  readonly lateMs: readonly number[];
  readonly memoryMb: number;
  /** How many processes wanted a core in its last minute, on the whole machine. */
  readonly load: number;
}

export interface IncidentFigures {
  readonly incidents: number;
  /** How much faster than the machine's the database's clock ran. */
  readonly speed: number;
  readonly beforeMb: number;
  readonly rounds: readonly IncidentRound[];
  readonly limited: number;
  /** Calls of a method that was refused a moment ago, before its Retry-After was over; those already under way apart. */
  readonly disobeyed: number;
}

interface Wanted {
  readonly postgres: PrivatePostgres;
  readonly incidents: number;
  /** How many updates are to fall due in a second of the machine's; the clock runs as much faster as that takes. */
  readonly perSecond: number;
  readonly rounds: number;
  readonly print: (line: string) => void;
}

export function startIncidents(wanted: Wanted): Part<IncidentFigures> {
  return begin((made) => measureIncidents(wanted, made));
}

async function measureIncidents(
  { postgres, incidents, perSecond, rounds, print }: Wanted,
  made: Undo,
): Promise<IncidentFigures> {
  const database = await postgres.createDatabase();
  made.push(() => database.drop());
  const sql = new Client({ connectionString: database.url });
  // It ends with the database at Ctrl-C.
  sql.on('error', () => undefined);
  await sql.connect();
  made.push(() => sql.end());
  const slack = await startLocalSlack({
    manifest: 'manifest.yml',
    people: [{ name: 'maria' }],
    channels: Array.from({ length: incidents }, (_, index) => ({ name: channelName(index), people: ['maria'] })),
  });
  made.push(() => slack.stop());
  const bot = await startIncidentBot(slack, database.url);
  made.push(() => bot.stop());
  slack.limit('chat.postMessage', { perMinute: Infinity, burst: Infinity });
  const speed = speedFor(incidents, perSecond);
  await speedUp(sql, speed);
  const channels = await openIncidents(sql, slack, incidents, cadenceMs);
  print(`  ${incidents} incidents are open`);
  slack.limit('chat.postMessage', { perMinute: postsPerMinute * speed, burst: 100 });
  slack.limit('chat.update', { perMinute: editsPerMinute * speed, burst: 50 });
  slack.refusals.splice(0);
  const beforeMb = await bot.memoryMb();
  const measured: IncidentRound[] = [];
  for (let round = 1; round <= rounds; round += 1)
    measured.push(await measureRound({ sql, slack, bot, channels, round, speed, print }));
  const limited = slack.refusals.filter(({ error }) => error === 'ratelimited');
  return { incidents, speed, beforeMb, rounds: measured, limited: limited.length, disobeyed: disobeyed(limited) };
}

function speedFor(incidents: number, perSecond: number): number {
  return Math.max(1, Math.min(mostSpeed, (perSecond * cadenceMs) / 1_000 / incidents));
}

interface Stage {
  readonly sql: Client;
  readonly slack: LocalSlack;
  readonly bot: IncidentBot;
  readonly channels: readonly string[];
  readonly round: number;
  readonly speed: number;
  readonly print: (line: string) => void;
}

async function measureRound(stage: Stage): Promise<IncidentRound> {
  const { sql, slack, bot, channels, round, speed, print } = stage;
  const limitAt = performance.now() + cadenceMs / speed + patienceMs;
  let saidAt = performance.now();
  let memoryMb = 0;
  // By the bot's own rows: to look through all channels would keep the local Slack from answering.
  const posted = async (): Promise<number> => {
    const { rows } = await sql.query(
      `select count(*)::int as count from card where subject like 'update:%:' || $1::int and ts is not null`,
      [round],
    );
    return z.tuple([z.object({ count: z.number() })]).parse(rows)[0].count;
  };
  for (let count = 0; count < channels.length && performance.now() < limitAt; count = await posted()) {
    await pause(1_000);
    memoryMb = Math.max(memoryMb, await bot.memoryMb());
    if (performance.now() - saidAt < everyMs) continue;
    saidAt = performance.now();
    print(`  round ${round}: ${count} posted, ${memoryMb.toFixed(0)} MB, ${slack.refusals.length} times told 429`);
  }
  const due = await dueTimes(stage);
  const times = channels.map((channel) => postsOf(slack, channel, round));
  return {
    updates: channels.length,
    missing: times.filter((ts) => ts.length === 0).length,
    doubled: times.filter((ts) => ts.length > 1).length,
    lateMs: times.flatMap(([first], index) => {
      const at = due.get(channels[index] ?? '');
      return first === undefined || at === undefined ? [] : [first - at];
    }),
    memoryMb,
    load: loadavg()[0] ?? Number.NaN,
  };
}

const carriesKey = z.object({ event_payload: z.object({ key: z.string() }) });

/** When the update of this round was posted in the channel, in milliseconds. */
function postsOf(slack: LocalSlack, channel: string, round: number): number[] {
  return slack.posted(channel).flatMap(({ metadata, ts }) => {
    const read = carriesKey.safeParse(metadata);
    const isIt = read.success && new RegExp(`^update:\\d+:${round}@`).test(read.data.event_payload.key);
    return isIt ? [Number(ts) * 1_000] : [];
  });
}

const dueRow = z.object({ channel: z.string(), at: z.number() });

/** By channel, the machine's time at which the update of this round was due. */
async function dueTimes({ sql, round }: Stage): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql.query(
    `select i.channel, (extract(epoch from b.at + (s.due_at - b.at) / b.speed) * 1000)::float8 as at
     from update_slot s join incident i on i.id = s.incident, bench_clock b where s.seq = $1`,
    [round],
  );
  return new Map(
    z
      .array(dueRow)
      .parse(rows)
      .map(({ channel, at }) => [channel, at]),
  );
}

const underWayMs = 300;

function disobeyed(
  refusals: readonly { readonly at: number; readonly what: string; readonly detail: string }[],
): number {
  const heldUntil = new Map<string, { readonly since: number; readonly until: number }>();
  let count = 0;
  for (const { at, what, detail } of refusals) {
    const held = heldUntil.get(what);
    if (held !== undefined && at > held.since + underWayMs && at < held.until) count += 1;
    const seconds = Number(/\d+/.exec(detail)?.[0] ?? 0);
    if (held === undefined || at >= held.until) heldUntil.set(what, { since: at, until: at + seconds * 1_000 });
  }
  return count;
}
