// Which processes are alive. A process says so every few seconds; one that has been silent for `silentSeconds` counts as dead,
// and what it held may be looked at by others.

import { hostname } from 'node:os';
import { z } from 'zod';
import type { Database, Sql } from '../db/database.ts';

export const beatMs = 3_000;
const silentSeconds = 15;

/** True of a row of `executor` whose process lives. */
export const isAlive = `stopped_at is null and seen_at > now() - interval '${silentSeconds} s'`;

/** Signs this process in. On the embedded database no other can be alive, so all others are signed off. */
export async function signIn(database: Database, id: string, version: string): Promise<void> {
  if (database.kind === 'embedded')
    await database.run('update executor set stopped_at = now() where stopped_at is null');
  await database.run('insert into executor (id, host, version) values ($1, $2, $3)', [id, hostname(), version]);
}

export async function beat(sql: Sql, id: string): Promise<void> {
  await sql.run('update executor set seen_at = now() where id = $1', [id]);
}

export async function signOff(database: Database, id: string): Promise<void> {
  await database.run('update executor set stopped_at = now() where id = $1', [id]);
}

const livingRow = z.object({ id: z.string(), host: z.string(), version: z.string() });
export type LivingExecutor = z.infer<typeof livingRow>;

/** All living executors with where they are. */
export async function listLiving(sql: Sql): Promise<LivingExecutor[]> {
  return sql.rows(livingRow, `select id, host, version from executor where ${isAlive} order by host, id`);
}

/** The ids of all living executors. */
export async function findLiving(sql: Sql): Promise<string[]> {
  const rows = await sql.rows(z.object({ id: z.string() }), `select id from executor where ${isAlive}`);
  return rows.map((row) => row.id);
}
