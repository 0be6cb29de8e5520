// The timeline in SQL. It may have tens of thousands of lines, so what needs only some reads only those, and the whole is read in parts.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import { entryRow, type IncidentId, type TimelineEntry } from './incident.ts';
import { timelineOf, toldActions, type RunTrace, type TimelineLine } from './timeline.ts';

const trace = z.object({
  seq: z.number(),
  at: z.date(),
  actor: z.string(),
  action: z.string(),
  run: z.number(),
  procedure: z.string(),
  detail: z.string().transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
});
const correction = z.object({
  line: z.string(),
  at: z.date(),
  byPerson: z.string(),
  why: z.string(),
  madeAt: z.date(),
});

const entryColumns =
  'id, incident, at, recorded_at, kind, actor, text, channel, ts, files, edited_at, deleted_at, audit_seq';
const traces = `select a.seq, a.at, a.actor, a.action, r.id as run, r.procedure, a.detail
  from run r join audit a on a.subject = 'run:' || r.id where r.incident = $1 and a.action = any ($2)`;
const corrections = 'select line, at, by_person, why, made_at from timeline_correction where incident = $1';

const partSize = 2_000;
const marked = entryRow.extend({ mark: z.string() });

/** All of it, in parts, so that a long one does not hold the process. */
export async function readTimeline(sql: Sql, id: IncidentId): Promise<TimelineLine[]> {
  const entries: TimelineEntry[] = [];
  let last: { readonly mark: string; readonly id: number } | undefined;
  do {
    // Exact to the microsecond, which a Date is not.
    const part = await sql.rows(
      marked,
      `select ${entryColumns}, at::text as mark from timeline_entry
       where incident = $1 and (at, id) > ($2::timestamptz, $3) order by at, id limit $4`,
      [id, last?.mark ?? '-infinity', last?.id ?? 0, partSize],
    );
    entries.push(...part);
    last = part.length < partSize ? undefined : part.at(-1);
  } while (last !== undefined);
  return timelineOf(entries, await readTraces(sql, id), await sql.rows(correction, `${corrections} order by id`, [id]));
}

async function readTraces(sql: Sql, id: IncidentId): Promise<RunTrace[]> {
  const all: RunTrace[] = [];
  let last: number | undefined = 0;
  do {
    const part: RunTrace[] = await sql.rows(trace, `${traces} and a.seq > $3 order by a.seq limit $4`, [
      id,
      toldActions,
      last,
      partSize,
    ]);
    all.push(...part);
    last = part.length < partSize ? undefined : part.at(-1)?.seq;
  } while (last !== undefined);
  return all;
}

/** Every line by its name, at the time that counts. */
const told = `select key, source, number, coalesce(c.at, l.at) as at
  from (
    select 'entry:' || id as key, 0 as source, id as number, at from timeline_entry where incident = $1
    union all
    select 'audit:' || a.seq, 1, a.seq, a.at
    from run r join audit a on a.subject = 'run:' || r.id where r.incident = $1 and a.action = any ($2)
  ) l left join (
    select distinct on (line) line, at from timeline_correction where incident = $1 order by line, id desc
  ) c on c.line = l.key`;

const counted = z.object({ count: z.number() });
const named = z.object({ key: z.string() });

export async function countTimeline(sql: Sql, id: IncidentId): Promise<number> {
  const row = await sql.one(counted, `select count(*) as count from (${told}) t`, [id, toldActions]);
  return row?.count ?? 0;
}

/** `count` lines after the first `from`. */
export async function readTimelinePage(sql: Sql, id: IncidentId, from: number, count: number): Promise<TimelineLine[]> {
  const names = await sql.rows(named, `select key from (${told}) t order by at, source, number offset $3 limit $4`, [
    id,
    toldActions,
    from,
    count,
  ]);
  return linesNamed(
    sql,
    id,
    names.map(({ key }) => key),
  );
}

export async function findTimelineLine(sql: Sql, id: IncidentId, key: string): Promise<TimelineLine | undefined> {
  return (await linesNamed(sql, id, [key]))[0];
}

async function linesNamed(sql: Sql, id: IncidentId, keys: readonly string[]): Promise<TimelineLine[]> {
  return timelineOf(
    await sql.rows(
      entryRow,
      `select ${entryColumns} from timeline_entry where incident = $1 and id = any ($2) order by at, id`,
      [id, numbersOf(keys, 'entry')],
    ),
    await sql.rows(trace, `${traces} and a.seq = any ($3) order by a.seq`, [id, toldActions, numbersOf(keys, 'audit')]),
    await sql.rows(correction, `${corrections} and line = any ($2) order by id`, [id, keys]),
  );
}

function numbersOf(keys: readonly string[], kind: string): number[] {
  return keys.flatMap((key) => {
    const [, number] = new RegExp(`^${kind}:(\\d{1,15})$`).exec(key) ?? [];
    return number === undefined ? [] : [Number(number)];
  });
}

const withTotal = { total: z.number() };

/** The latest lines after a time, without what updates wrote themselves, and how many more there are. */
export async function readNews(
  sql: Sql,
  id: IncidentId,
  since: Date,
  limit: number,
): Promise<{ readonly lines: readonly TimelineLine[]; readonly more: number }> {
  const [entries, seen] = await Promise.all([
    sql.rows(
      entryRow.extend(withTotal),
      `select ${entryColumns}, count(*) over () as total from timeline_entry
       where incident = $1 and at > $2 and deleted_at is null and kind not in ('facts', 'update', 'declared')
       order by at desc, id desc limit $3`,
      [id, since, limit],
    ),
    sql.rows(
      trace.extend(withTotal),
      `select t.*, count(*) over () as total from (${traces} and a.at > $3) t order by seq desc limit $4`,
      [id, toldActions, since, limit],
    ),
  ]);
  const keys = [...entries.map((entry) => `entry:${entry.id}`), ...seen.map(({ seq }) => `audit:${seq}`)];
  if (keys.length === 0) return { lines: [], more: 0 };
  const corrected = await sql.rows(correction, `${corrections} and line = any ($2) order by id`, [id, keys]);
  const lines = timelineOf(entries.toReversed(), seen.toReversed(), corrected);
  const total = (entries[0]?.total ?? 0) + (seen[0]?.total ?? 0);
  return { lines: lines.slice(-limit), more: total - Math.min(lines.length, limit) };
}
