// The runs that concern one person, and what is run most, in SQL.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import { runId, type PersonId, type RunId } from '../ids.ts';

const numbered = z.object({ id: runId });

/** What somebody asked for: open ones first, then the latest. */
export async function listOwnRuns(sql: Sql, person: PersonId, limit: number): Promise<readonly RunId[]> {
  const rows = await sql.rows(
    numbered,
    `select id from (select id, ended_at from run where requested_by = $1 order by id desc limit 200) latest
     order by (ended_at is null) desc, id desc limit $2`,
    [person, limit],
  );
  return rows.map(({ id }) => id);
}

/** What goes on when somebody says so: runs of the person, and of open incidents in which they hold a role. */
export async function listHeldUp(sql: Sql, person: PersonId, limit: number): Promise<readonly RunId[]> {
  const rows = await sql.rows(
    numbered,
    `select id from run where ended_at is null and (
       (requested_by = $1 and state in ('planned', 'waiting', 'in_doubt'))
       or (state in ('waiting', 'in_doubt') and incident in (
         select r.incident from incident_role r join incident n on n.id = r.incident
         where r.person = $1 and r.state = 'held' and n.state = 'open')))
     order by state = 'in_doubt' desc, state = 'waiting' desc, id limit $2`,
    [person, limit],
  );
  return rows.map(({ id }) => id);
}

/** The procedures of the latest runs, the most frequent first. */
export async function listUsual(sql: Sql, limit: number): Promise<readonly string[]> {
  const rows = await sql.rows(
    z.object({ procedure: z.string() }),
    `select procedure from (select procedure from run order by created_at desc limit 500) latest
     group by procedure order by count(*) desc, procedure limit $1`,
    [limit],
  );
  return rows.map(({ procedure }) => procedure);
}

const placed = z.object({ id: runId, channel: z.string(), ts: z.string() });

/** Where a person reads of these runs: the card that was sent to them, else the one where the run was asked for. */
export async function listCardsFor(
  sql: Sql,
  person: PersonId,
  runs: readonly RunId[],
): Promise<ReadonlyMap<RunId, { readonly channel: string; readonly ts: string }>> {
  const rows = await sql.rows(
    placed,
    `select distinct on (r.id) r.id, c.channel, c.ts from run r join card c on c.subject = 'run:' || r.id
     where r.id = any ($2) and c.ts is not null and c.place in (r.channel, 'dm:' || $1)
     order by r.id, c.place = 'dm:' || $1 desc`,
    [person, runs],
  );
  return new Map(rows.map(({ id, channel, ts }) => [id, { channel, ts }]));
}
