// What the calls of an incident are made from, in SQL: what was said at the moment, what was saved before, the run that it became.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import { runId } from '../ids.ts';
import { runState } from '../runs/run.ts';
import type { IncidentId } from './incident.ts';

/** The words of the timeline's entry that belongs to the audit entry. */
export async function readSaid(sql: Sql, id: IncidentId, seq: number): Promise<string | undefined> {
  const row = await sql.one(
    z.object({ text: z.string() }),
    'select text from timeline_entry where incident = $1 and audit_seq = $2 order by id limit 1',
    [id, seq],
  );
  return row?.text;
}

const noted = z.object({ text: z.string(), owner: z.string().nullable(), due: z.string().nullable() });

/** The action item that the audit entry is about. */
export async function readNoted(sql: Sql, seq: number): Promise<z.infer<typeof noted> | undefined> {
  return sql.one(
    noted,
    `select i.text, i.owner, i.due_on::text as due
     from audit a join action_item i on i.id = (a.detail::jsonb ->> 'item')::bigint where a.seq = $1`,
    [seq],
  );
}

const savedRow = z.object({ saved: z.record(z.string(), z.unknown()) });

/** What runs of this system that succeeded in the incident have saved; the last one counts. */
export async function readSaved(sql: Sql, id: IncidentId, system: string): Promise<Readonly<Record<string, string>>> {
  const rows = await sql.rows(
    savedRow,
    `select saved from run where incident = $1 and starts_with(procedure, $2) and state = 'succeeded' order by ended_at, id`,
    [id, `${system}.`],
  );
  return Object.fromEntries(
    rows.flatMap(({ saved }) =>
      Object.entries(saved).flatMap(([name, value]) =>
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
          ? [[name, String(value)] as const]
          : [],
      ),
    ),
  );
}

const calledRun = z.object({
  id: runId,
  requestKey: z.string(),
  state: runState,
  say: z.string(),
  ageMs: z.number(),
});
export type CalledRun = z.infer<typeof calledRun>;

/** The last run of a call: `key` of the first try, `key#1` of the next. */
export async function findCalledRun(sql: Sql, key: string): Promise<CalledRun | undefined> {
  return sql.one(
    calledRun,
    `select id, request_key, state, say, (extract(epoch from ops_now() - created_at) * 1000)::float8 as age_ms
     from run where request_key = $1 or starts_with(request_key, $2) order by id desc limit 1`,
    [key, `${key}#`],
  );
}
