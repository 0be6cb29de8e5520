// Everything that a score is made of, read in one go.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import type { Incident } from '../incidents/incident.ts';
import { listSlots } from '../incidents/slots.ts';
import { listApprovals } from '../runs/approvals.ts';
import { listRunsById } from '../runs/store.ts';
import type { Drill } from './drill.ts';
import type { DrillRows } from './score.ts';
import { listDrillRuns } from './store.ts';

const entryRow = z.object({
  seq: z.number(),
  at: z.date(),
  actor: z.string(),
  action: z.string(),
  run: z.number(),
  reason: z.string().nullable(),
  say: z.string().nullable(),
  step: z.number().nullable(),
});

const told = ['approval.approve-refused', 'step.in-doubt', 'doubt.happened', 'doubt.again', 'doubt.stop'];

export async function readDrillRows(
  sql: Sql,
  incident: Incident,
  drill: Drill & { readonly endedAt: Date },
): Promise<DrillRows> {
  const ids = await listDrillRuns(sql, incident.id);
  return {
    incident,
    startedAt: drill.startedAt,
    endedAt: drill.endedAt,
    slots: await listSlots(sql, incident.id),
    runs: await listRunsById(sql, ids),
    approvals: await listApprovals(sql, ids),
    entries: await sql.rows(
      entryRow,
      `select a.seq, a.at, a.actor, a.action, r.id as run, a.detail::jsonb ->> 'reason' as reason, a.detail::jsonb ->> 'say' as say,
         (a.detail::jsonb ->> 'step')::int as step
       from run r join audit a on a.subject = 'run:' || r.id where r.incident = $1 and a.action = any ($2) order by a.seq`,
      [incident.id, told],
    ),
  };
}
