// The state of the practice Algorhythmic as plain data, for people who watch it and for tests.

import { readdir } from 'node:fs/promises';
import { z } from 'zod';
import type { PracticeDatabase } from '../../postgres/start-practice-postgres.ts';
import type { Places } from './places.ts';
import type { Repository } from './repository.ts';
import { readSettings, type Settings } from './server-settings.ts';
import type { Phase, Supervisor } from './supervisor.ts';

const breaker = z.object({ state: z.enum(['closed', 'open', 'half_open']) });
const counts = z.object({
  users: z.number(),
  waitingJobs: z.number(),
  failedJobs: z.number(),
  wrongBalances: z.number(),
  negativeBalances: z.number(),
  duplicates: z.number(),
  adjustments: z.number(),
  oldTelemetry: z.number(),
});

export interface AlgorhythmicState {
  readonly phase: Phase;
  /** `silent`: connections are taken, and nothing is answered. `down`: they are refused. */
  readonly health: 'ok' | 'failing' | 'silent' | 'down';
  readonly pid?: number;
  readonly restarts: number;
  /** What the process serves; absent while there is none. */
  readonly release?: { readonly version: string; readonly revision: string };
  readonly checkedOut: string;
  readonly pushed: string;
  /** Absent while nothing answers. */
  readonly breaker?: z.infer<typeof breaker>['state'];
  readonly database: z.infer<typeof counts> | 'unreachable';
  /** As in the settings file, which the next process will take over. */
  readonly settings: Settings;
  readonly backups: readonly string[];
  /** In the production bucket. */
  readonly objects: number;
}

export interface Looked {
  readonly supervisor: Supervisor;
  readonly repository: Repository;
  readonly database: PracticeDatabase;
  readonly places: Places;
  readonly productionBucket: string;
  readonly url: string;
}

export async function lookAt(looked: Looked): Promise<AlgorhythmicState> {
  const { supervisor, repository, places, url } = looked;
  const [health, state, rows, checkedOut, pushed, backups, objects] = await Promise.all([
    readHealth(url),
    readBreaker(url),
    readCounts(looked.database),
    repository.head(),
    repository.pushed(),
    readdir(places.backups),
    readdir(looked.productionBucket, { recursive: true, withFileTypes: true }),
  ]);
  const serves = supervisor.serves();
  const pid = supervisor.pid();
  return {
    phase: supervisor.phase(),
    health,
    restarts: supervisor.restarts(),
    checkedOut,
    pushed,
    database: rows,
    settings: readSettings(places.settings),
    backups: backups.sort(),
    objects: objects.filter((entry) => entry.isFile()).length,
    ...(pid === undefined ? {} : { pid }),
    ...(serves === undefined ? {} : { release: { version: serves.release, revision: serves.revision } }),
    ...(state === undefined ? {} : { breaker: state }),
  };
}

async function readHealth(url: string): Promise<AlgorhythmicState['health']> {
  try {
    return (await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(1_000) })).ok ? 'ok' : 'failing';
  } catch (thrown) {
    return thrown instanceof Error && thrown.name === 'TimeoutError' ? 'silent' : 'down';
  }
}

async function readBreaker(url: string): Promise<AlgorhythmicState['breaker']> {
  try {
    const response = await fetch(`${url}/api/admin/circuit-breaker-status`, { signal: AbortSignal.timeout(1_000) });
    return breaker.parse(await response.json()).state;
  } catch {
    return undefined;
  }
}

async function readCounts(database: PracticeDatabase): Promise<AlgorhythmicState['database']> {
  try {
    const [row] = await database.rows(`
      select (select count(*)::int from users) as users,
             (select count(*)::int from generation_jobs where status in ('pending', 'generating')) as "waitingJobs",
             (select count(*)::int from generation_jobs where status = 'failed') as "failedJobs",
             (select count(*)::int from user_credits c
               where balance <> (select sum(amount) from credit_ledger l where l.user_id = c.user_id)) as "wrongBalances",
             (select count(*)::int from user_credits where balance < 0) as "negativeBalances",
             (select count(*)::int - count(distinct idempotency_key)::int from credit_ledger
               where idempotency_key is not null) as duplicates,
             (select count(*)::int from credit_ledger where event_type = 'admin_adjustment') as adjustments,
             (select count(*)::int from telemetry_events where "timestamp" < now() - interval '30 days') as "oldTelemetry"`);
    return counts.parse(row);
  } catch {
    return 'unreachable';
  }
}
