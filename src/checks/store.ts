// Rounds of checks and what they saw, in SQL.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import type { Outcome } from './carry-out.ts';
import { resultRow, roundRow, type Result, type Round, type RoundView } from './round.ts';

const roundColumns = 'id, system, procedure, title, slot, missed, at, took_ms, state, say, episode';

/** How long rounds and their numbers are kept: a year and a month, so that a year can be laid beside the one before. */
const keptDays = 400;
/** So many at a time, so that no deletion holds up anybody. */
const deletedAtOnce = 5_000;

export interface NewRound {
  readonly system: string;
  readonly procedure: string;
  readonly title: string;
  readonly slot: Date | null;
  readonly missed: number;
  readonly outcome: Outcome;
}

/**
 * Undefined when this slot has its round already. `before` is the scheduled round before this one; a bad one goes on with the episode
 * of that, or begins one, and a good one ends it. What somebody asked for belongs to none.
 */
export async function insertRound(
  tx: Transaction,
  round: NewRound,
  before: Round | undefined,
): Promise<Round | undefined> {
  const { outcome, slot } = round;
  // The round that ends an episode still belongs to it, so that its card can say so.
  const going = before !== undefined && before.state !== 'ok' ? before.episode : null;
  const episode = slot === null ? null : going;
  const inserted = await tx.one(
    roundRow,
    `insert into check_round (system, procedure, title, slot, missed, took_ms, state, say, digest, episode)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (procedure, slot) where slot is not null do nothing returning ${roundColumns}`,
    [
      round.system,
      round.procedure,
      round.title,
      slot,
      round.missed,
      outcome.tookMs,
      outcome.state,
      outcome.say,
      outcome.digest,
      episode,
    ],
  );
  if (inserted === undefined) return undefined;
  const begins = episode === null && slot !== null && outcome.state !== 'ok';
  if (begins) tx.write('update check_round set episode = id where id = $1', [inserted.id]);
  for (const [position, result] of outcome.results.entries())
    tx.write(
      `insert into check_result (round, position, procedure, metric, at, value, shown, state, say)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        inserted.id,
        position,
        inserted.procedure,
        result.metric,
        inserted.at,
        result.value,
        result.shown,
        result.state,
        result.say,
      ],
    );
  return begins ? { ...inserted, episode: inserted.id } : inserted;
}

/** The latest round that came by schedule. */
export async function latestScheduled(sql: Sql, procedure: string): Promise<Round | undefined> {
  return sql.one(
    roundRow,
    `select ${roundColumns} from check_round where procedure = $1 and slot is not null order by id desc limit 1`,
    [procedure],
  );
}

/** The latest round of every procedure, however it came about. */
export async function listLatest(sql: Sql): Promise<Round[]> {
  return sql.rows(
    roundRow,
    `select distinct on (procedure) ${roundColumns} from check_round order by procedure, id desc`,
  );
}

/** How an episode stands: its first round, and its last with what that saw. */
export async function readEpisode(
  sql: Sql,
  episode: number,
): Promise<{ readonly first: Round; readonly last: RoundView } | undefined> {
  const [first] = await sql.rows(roundRow, `select ${roundColumns} from check_round where id = $1`, [episode]);
  const [last] = await sql.rows(
    roundRow,
    `select ${roundColumns} from check_round where episode = $1 order by id desc limit 1`,
    [episode],
  );
  if (first === undefined || last === undefined) return undefined;
  return { first, last: { round: last, results: await listResults(sql, last.id) } };
}

async function listResults(sql: Sql, round: number): Promise<Result[]> {
  return sql.rows(
    resultRow,
    'select round, metric, value, shown, state, say from check_result where round = $1 order by position',
    [round],
  );
}

const pointRow = z.object({ metric: z.string(), at: z.date(), value: z.number() });
export type Point = z.infer<typeof pointRow>;

/** More than a picture's width in points tells nobody more: the rest is thinned out in the database, the worst of each stretch kept. */
const mostPoints = 1_000;

/** The numbers of a procedure from a time on, oldest first: of each stretch of time its least and its most. */
export async function listPoints(sql: Sql, procedure: string, since: Date, until: Date): Promise<Point[]> {
  const stretchSeconds = Math.max(1, (until.getTime() - since.getTime()) / 1_000 / (mostPoints / 2));
  return sql.rows(
    pointRow,
    `with point as (
       select metric, at, value, floor(extract(epoch from at) / $4) as stretch from check_result
       where procedure = $1 and at between $2 and $3 and value is not null
     ), ranked as (
       select *, row_number() over (partition by metric, stretch order by value, at) as up,
         row_number() over (partition by metric, stretch order by value desc, at) as down from point
     )
     select metric, at, value from ranked where up = 1 or down = 1 order by metric, at`,
    [procedure, since, until, stretchSeconds],
  );
}

/** Takes away what is older than we keep. */
export async function deleteOldRounds(sql: Sql): Promise<number> {
  return sql.run(
    `delete from check_round where id in (
       select id from check_round where at < ops_now() - $1 * interval '1 day' order by at limit $2)`,
    [keptDays, deletedAtOnce],
  );
}
