// Many open incidents whose updates fall due all the time: how late each is posted, what the bot's memory does from round to round, and
// whether Slack's limits are kept. The database's clock runs faster than the machine's, and so do Slack's limits.

import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { startLocalSlack, type LocalSlack } from '../practice/slack/local-slack.ts';
import { startIncidentBot, type IncidentBot } from './incident-bot.ts';
import { openIncidents, speedUp } from './open-incidents.ts';
import type { PrivatePostgres } from './private-postgres.ts';

/** How much faster than the machine's the database's clock runs. */
export const speed = 5;
const cadenceMs = 15 * 60_000;
/** A round is one slot of every incident; after this much longer a round is given up. */
const patienceMs = 120_000;
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
}

export interface IncidentFigures {
  readonly incidents: number;
  readonly beforeMb: number;
  readonly rounds: readonly IncidentRound[];
  readonly limited: number;
  /** Calls of a method that was refused a moment ago, before its Retry-After was over; those already under way apart. */
  readonly disobeyed: number;
}

export async function measureIncidents(
  {
    postgres,
    incidents,
    rounds,
  }: { readonly postgres: PrivatePostgres; readonly incidents: number; readonly rounds: number },
  print: (line: string) => void,
): Promise<IncidentFigures> {
  const database = await postgres.createDatabase();
  const sql = new Client({ connectionString: database.url });
  await sql.connect();
  const slack = await startLocalSlack({
    manifest: 'manifest.yml',
    people: [{ name: 'maria' }],
    channels: Array.from({ length: incidents }, (_, index) => ({
      name: `incident-20260101-${index + 1}`,
      people: ['maria'],
    })),
  });
  let bot: IncidentBot | undefined;
  try {
    bot = await startIncidentBot(slack, database.url);
    slack.limit('chat.postMessage', { perMinute: Infinity, burst: Infinity });
    await speedUp(sql, speed);
    const channels = await openIncidents(sql, slack, incidents, cadenceMs);
    print(`  ${incidents} incidents are open`);
    slack.limit('chat.postMessage', { perMinute: postsPerMinute * speed, burst: 100 });
    slack.limit('chat.update', { perMinute: editsPerMinute * speed, burst: 50 });
    slack.refusals.splice(0);
    const beforeMb = await bot.memoryMb();
    const measured: IncidentRound[] = [];
    for (let round = 1; round <= rounds; round += 1)
      measured.push(await measureRound({ sql, slack, bot, channels, round, print }));
    const limited = slack.refusals.filter(({ error }) => error === 'ratelimited');
    return { incidents, beforeMb, rounds: measured, limited: limited.length, disobeyed: disobeyed(limited) };
  } finally {
    await bot?.stop();
    await slack.stop();
    await sql.end();
    await database.drop();
  }
}

interface Stage {
  readonly sql: Client;
  readonly slack: LocalSlack;
  readonly bot: IncidentBot;
  readonly channels: readonly string[];
  readonly round: number;
  readonly print: (line: string) => void;
}

async function measureRound(stage: Stage): Promise<IncidentRound> {
  const { slack, bot, channels, round, print } = stage;
  const limitAt = performance.now() + cadenceMs / speed + patienceMs;
  let saidAt = performance.now();
  let memoryMb = 0;
  const posted = (): number => channels.filter((channel) => postsOf(slack, channel, round).length > 0).length;
  while (posted() < channels.length && performance.now() < limitAt) {
    await pause(1_000);
    memoryMb = Math.max(memoryMb, await bot.memoryMb());
    if (performance.now() - saidAt < everyMs) continue;
    saidAt = performance.now();
    print(`  round ${round}: ${posted()} posted, ${memoryMb.toFixed(0)} MB, ${slack.refusals.length} times told 429`);
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
  };
}

/** When the update of this round was posted in the channel, in milliseconds. */
function postsOf(slack: LocalSlack, channel: string, round: number): number[] {
  return slack.posted(channel).flatMap(({ metadata, ts }) => {
    const key = z.object({ event_payload: z.object({ key: z.string() }) }).safeParse(metadata);
    const isIt = key.success && new RegExp(`^update:\\d+:${round}@`).test(key.data.event_payload.key);
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
