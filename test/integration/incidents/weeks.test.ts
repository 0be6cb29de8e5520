// An incident of months among thousands of others: what its next update, its card, the mirror and the queue look through does not grow
// with what is over.

import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Sql } from '../../../src/db/database.ts';
import { incidentId } from '../../../src/incidents/incident.ts';
import { latestSlots } from '../../../src/incidents/slots.ts';
import { findIncident } from '../../../src/incidents/store.ts';
import { readIncidentView, readKnown } from '../../../src/incidents/view.ts';
import { claimJobs, settleJob } from '../../../src/queue/claims.ts';
import { openQueue, type Queue } from '../../../src/queue/queue.ts';
import { listWanted } from '../../../src/runs/cards.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let own: TestDatabase;
let queue: Queue;
const months = 20_000;

beforeAll(async () => {
  own = await createTestDatabase();
  const log = pino({ level: 'silent' });
  queue = await openQueue({ database: own.database, log, onError: (error) => log.error(error) });
  await own.database.run(`
    insert into incident (day, number, title, severity, declared_by, origin, channel, place, cadence_ms)
      values ('2026-01-01', 1, 'Checkout fails', 1, 'U0MARIA', 'C0OPS', 'C0INC', 'channel', 900000);
    insert into update_slot (incident, seq, due_at, state, settled_at)
      select 1, n, ops_now(), case n when ${months} then 'pending' else 'facts' end, ops_now() from generate_series(1, ${months}) n;
    insert into timeline_entry (incident, at, kind, actor, text)
      select 1, ops_now() - n * interval '15 minutes', 'facts', 'opsbook', 'The facts' from generate_series(1, ${months}) n;
    insert into card (subject, place, channel, ts)
      select 'update:1:' || n, 'mirror:C0ALL', 'C0ALL', 'ts' from generate_series(1, ${months}) n;
    insert into pgboss.job (name, data, singleton_key, start_after, state, policy)
      select 'post', '{}', 'incident:' || n, now() + interval '1 hour', 'retry', 'stately' from generate_series(1, ${months}) n;
    insert into pgboss.job (name, data, singleton_key, state, policy)
      select 'post', '{}', 'over:' || n, 'completed', 'stately' from generate_series(1, ${months}) n;
    insert into pgboss.job (name, data, singleton_key, policy) values ('post', '{}', 'update:1:1', 'stately');
    analyze;
  `);
});
afterAll(async () => {
  await queue.stop();
  await own.drop();
});

const node = z.object({
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().default(0),
  'Rows Removed by Join Filter': z.number().default(0),
  get Plans() {
    return z.array(node).default([]);
  },
});
type PlanNode = z.infer<typeof node>;
const explained = z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) });

function rowsIn(plan: PlanNode): number {
  const here = plan['Actual Rows'] + plan['Rows Removed by Filter'] + plan['Rows Removed by Join Filter'];
  return here * plan['Actual Loops'] + plan.Plans.reduce((total, each) => total + rowsIn(each), 0);
}

/** How many rows the statements of `work` touch, as the database itself counts them. */
async function rowsTouched(work: (sql: Sql) => Promise<unknown>): Promise<number> {
  const { database } = own;
  let touched = 0;
  const count = async (text: string, values?: readonly unknown[]): Promise<void> => {
    const [plan] = await database.rows(explained, `explain (analyze, format json) ${text}`, values);
    if (plan !== undefined) touched += rowsIn(plan['QUERY PLAN'][0].Plan);
  };
  await work({
    rows: async (schema, text, values) => {
      const answer = /^\s*(with|update)/.test(text) ? [] : await database.rows(schema, text, values);
      await count(text, values);
      return answer;
    },
    one: async (schema, text, values) => {
      await count(text, values);
      return database.one(schema, text, values);
    },
    run: async (text, values) => {
      await count(text, values);
      return 0;
    },
  });
  return touched;
}

const few = 100;
const id = incidentId.parse(1);

test('the next update, its facts and its card', async () => {
  const incident = await findIncident(own.database, id);
  if (incident === undefined) throw new Error('There is no incident.');
  expect(await rowsTouched((sql) => latestSlots(sql, id))).toBeLessThan(few);
  expect(await rowsTouched((sql) => readKnown(sql, incident))).toBeLessThan(few);
  expect(await rowsTouched((sql) => readIncidentView(sql, incident))).toBeLessThan(few);
});

test('what waits to be mirrored', async () => {
  expect(await rowsTouched((sql) => listWanted(sql, 'mirror:C0ALL', 26))).toBeLessThan(few);
});

const takenJob = z.object({
  id: z.string(),
  claim: z.string(),
  data: z.unknown(),
  retryCount: z.number(),
  retryLimit: z.number(),
});

test('taking a job of a queue with thousands that wait, and giving it back', async () => {
  expect(await rowsTouched((sql) => claimJobs(sql, 'post', queue.executor, 4))).toBeLessThan(few);
  const taken = await own.database.one(
    takenJob,
    `select id, output ->> 'claim' as claim, data, retry_count, retry_limit from pgboss.job where state = 'active'`,
  );
  if (taken === undefined) throw new Error('No job was taken.');
  const settle = (sql: Sql): Promise<unknown> => settleJob(sql, 'post', taken, { kind: 'again', delayMs: 1_000 });
  expect(await rowsTouched(settle)).toBeLessThan(few);
});
