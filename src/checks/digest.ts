// What the morning's digest is made of: rows counted, nothing decided.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import { bySeverity, checkState, type CheckState } from './judge-thresholds.ts';

export interface Digest {
  readonly bad: readonly { readonly round: BadRound }[];
  /** Slots that nobody was there for in the last day. */
  readonly late: readonly { readonly subject: string; readonly missed: number }[];
  readonly rounds: { readonly all: number; readonly ok: number; readonly bad: number; readonly unknown: number };
  readonly runs: { readonly started: number; readonly failed: number };
}

interface BadRound {
  readonly procedure: string;
  readonly title: string;
  readonly state: CheckState;
  readonly since: Date;
}

const badRow = z.object({ procedure: z.string(), title: z.string(), state: checkState, since: z.date() });
const lateRow = z.object({ subject: z.string(), missed: z.number() });
const roundsRow = z.object({ all: z.number(), ok: z.number(), bad: z.number(), unknown: z.number() });
const runsRow = z.object({ started: z.number(), failed: z.number() });

/** `at` is the digest's own time; `zone` says where yesterday began and ended. */
export async function readDigest(sql: Sql, at: Date, zone: string): Promise<Digest> {
  const bad = await sql.rows(
    badRow,
    `select l.procedure, l.title, l.state, f.at as since
     from slot s
     join lateral (
       select * from check_round r where r.procedure = substring(s.subject from 7) and r.slot is not null
       order by id desc limit 1) l on true
     join check_round f on f.id = l.episode
     where s.subject like 'check:%' and l.state <> 'ok'`,
  );
  const late = await sql.rows(
    lateRow,
    `with missed as (
       select procedure, sum(missed)::int as missed from check_round
       where at > $1::timestamptz - interval '1 day' and at <= $1 group by procedure
     )
     select s.subject, coalesce(m.missed, 0) + (s.next_at < $1::timestamptz - interval '5 minutes')::int as missed
     from slot s left join missed m on s.subject = 'check:' || m.procedure
     where s.subject <> 'digest'
       and (coalesce(m.missed, 0) > 0 or s.next_at < $1::timestamptz - interval '5 minutes')
     order by s.subject`,
    [at],
  );
  const [rounds] = await sql.rows(
    roundsRow,
    `select count(*)::int as all, (count(*) filter (where state = 'ok'))::int as ok,
       (count(*) filter (where state in ('warn', 'critical')))::int as bad,
       (count(*) filter (where state = 'unknown'))::int as unknown
     from check_round where ${isYesterday('at')} and slot is not null`,
    [at, zone],
  );
  const [runs] = await sql.rows(
    runsRow,
    `select (count(*) filter (where started_at is not null))::int as started,
       (count(*) filter (where state = 'failed'))::int as failed
     from run where ${isYesterday('created_at')} and not is_drill`,
    [at, zone],
  );
  return {
    bad: bad.sort((a, b) => bySeverity(a.state, b.state)).map((round) => ({ round })),
    late,
    rounds: rounds ?? { all: 0, ok: 0, bad: 0, unknown: 0 },
    runs: runs ?? { started: 0, failed: 0 },
  };
}

/** The calendar day before $1 in the zone $2. */
function isYesterday(column: string): string {
  const midnight = `date_trunc('day', $1::timestamptz at time zone $2)`;
  return `${column} >= (${midnight} - interval '1 day') at time zone $2 and ${column} < ${midnight} at time zone $2`;
}
