// A clock that is held: replaces a database's own ops_now() by one with an offset, so that hours pass when somebody says so. The databases
// of the demo and of tests get it, from outside; the product has no way to it.

import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

interface Sql {
  one<S extends z.ZodType>(schema: S, text: string, values?: readonly unknown[]): Promise<z.infer<S> | undefined>;
  run(text: string, values?: readonly unknown[]): Promise<number>;
}

/** What is used of the product's own database. */
export interface ClockDatabase extends Sql {
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
}

/** A second time changes nothing. Also in a template, which every copy then inherits. */
export async function holdClock(database: Sql): Promise<void> {
  await database.run(`
    create table if not exists held_clock (
      only_row boolean primary key default true check (only_row),
      offset_ms bigint not null
    );
    insert into held_clock (offset_ms) values (0) on conflict do nothing;
    create or replace function ops_now() returns timestamptz language sql stable
      as 'select now() + offset_ms * interval ''1 ms'' from held_clock';
  `);
}

const betweenJobsMs = 2_000;
const againMs = 20;

/** Moves ops_now(), and makes waiting jobs due earlier by as much: the queue goes by the machine's clock. */
export async function moveClock(database: ClockDatabase, ms: number): Promise<void> {
  const until = performance.now() + betweenJobsMs;
  while (!(await moveBetweenJobs(database, ms, performance.now() > until))) await pause(againMs);
}

/** A job that has read the time and is about to say when it comes back would come back by the old one. Answers whether it was moved. */
async function moveBetweenJobs(database: ClockDatabase, ms: number, inAnyCase: boolean): Promise<boolean> {
  return database.transaction(async (tx) => {
    const queue = await tx.one(
      z.object({ there: z.boolean() }),
      `select to_regclass('pgboss.job') is not null as there`,
    );
    if (queue?.there === true && !inAnyCase) {
      const busy = await tx.one(
        z.object({ jobs: z.number() }),
        `select count(*) as jobs from pgboss.job where name in ('update', 'remind') and state = 'active'`,
      );
      if (busy?.jobs !== 0) return false;
    }
    await tx.run('update held_clock set offset_ms = offset_ms + $1', [ms]);
    if (queue?.there === true)
      await tx.run(`update pgboss.job set start_after = start_after - $1 * interval '1 ms' where state < 'active'`, [
        ms,
      ]);
    return true;
  });
}

export async function heldTime(database: Sql): Promise<Date> {
  const row = await database.one(z.object({ now: z.date() }), 'select ops_now() as now');
  if (row === undefined) throw new Error('The database has no clock.');
  return row.now;
}

const lookAgainMs = 60;

/** Resolves when nothing is due that is not done, or the patience is over. What waits for Slack's pace counts as due. */
export async function untilQuiet(database: Sql, patienceMs: number): Promise<void> {
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    const row = await database.one(
      z.object({ left: z.number() }),
      `select count(*) as left from pgboss.job
       where state = 'active' or (state < 'active' and (start_after <= now() or name in ('post', 'task')))`,
    );
    if (row?.left === 0) return;
    await pause(lookAgainMs);
  }
}
