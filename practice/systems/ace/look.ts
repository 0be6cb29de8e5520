// The state of the practice ACE as plain data, for people who watch it and for tests.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SetVariables } from './application/settings.ts';
import { currentRevision, lookAtTables } from './data/ace-database.ts';
import { withDatabase } from './data/connect.ts';
import type { Phase } from './deployment.ts';
import type { StageName } from './neighbours/stages.ts';
import { readHealth } from './readings.ts';
import type { Rollout } from './rollouts.ts';
import { filesIn } from './stored-files.ts';
import { readVectors, type World } from './world.ts';

export interface AceState {
  /** What the process serves; absent while there is none. */
  readonly release?: { readonly version: string; readonly revision: string };
  /** The commit that is checked out, which the process need not serve yet. */
  readonly checkedOut: string;
  readonly phase: Phase;
  readonly pid?: number;
  /** `down`: nothing answers. */
  readonly health: 'healthy' | 'degraded' | 'down';
  readonly replicas: { readonly wanted: number; readonly ready: number };
  readonly restarts: number;
  readonly rollouts: readonly Rollout[];
  /** What the rollout in force sets in the environment of its process. */
  readonly set: SetVariables;
  /** Versions of the stages before production. */
  readonly stages: Readonly<Record<StageName, string>>;
  /** In the FAISS index, by domain. */
  readonly vectors: Readonly<Record<string, number>>;
  readonly embeddings: { readonly mebibytes: number; readonly stuckWorkers: number };
  readonly hasStageManager: boolean;
  /** Absent without a database. */
  readonly database?: DatabaseSeen;
  /** Names of the files on disk and of the objects in the bucket. */
  readonly backups: readonly string[];
  readonly uploaded: readonly string[];
  /** The last 20 lines. */
  readonly log: readonly string[];
}

type DatabaseSeen =
  | { readonly isReachable: false }
  | {
      readonly isReachable: true;
      readonly migration: string;
      readonly missingIndexes: number;
      /** By stage. */
      readonly bullets: Readonly<Record<string, number>>;
    };

/** Looks from outside (`/health`, the repository, the database) and at what the deployment knows of its process. */
export async function lookAt(world: World): Promise<AceState> {
  const { deployment, repository, places, services, stages } = world;
  const [health, checkedOut, database] = await Promise.all([readHealth(world.url), repository.head(), seen(world)]);
  const release = deployment.release();
  const pid = deployment.pid();
  const { residentMebibytes, stuckWorkers } = services['ace-embeddings'];
  return {
    ...(release === undefined ? {} : { release: { version: release.version, revision: release.revision } }),
    ...(pid === undefined ? {} : { pid }),
    checkedOut,
    phase: deployment.phase(),
    health,
    replicas: { wanted: deployment.phase() === 'stopped' ? 0 : 1, ready: release === undefined ? 0 : 1 },
    restarts: deployment.restarts(),
    rollouts: deployment.rollouts(),
    set: deployment.set(),
    stages: { shadow: stages.shadow.version, staging: stages.staging.version },
    vectors: readVectors(world),
    embeddings: { mebibytes: residentMebibytes, stuckWorkers },
    hasStageManager: world.hasStageManager,
    ...(database === undefined ? {} : { database }),
    backups: filesIn(places.backups).map(({ key }) => key),
    uploaded: filesIn(join(places.buckets, 'ace-backups')).map(({ key }) => key),
    log: lastLines(places.log, 20).split('\n').slice(0, -1),
  };
}

async function seen({ database }: World): Promise<DatabaseSeen | undefined> {
  if (database === undefined) return undefined;
  try {
    const { missingIndexes, bullets } = await lookAtTables(database.url);
    const migration = await withDatabase(database.url, currentRevision);
    return { isReachable: true, migration: migration ?? 'base', missingIndexes, bullets };
  } catch {
    return { isReachable: false };
  }
}

/** The last lines of a log file, all of them when `lines` is absent. */
export function lastLines(file: string, lines?: number): string {
  const text = readFileSync(file, 'utf8');
  if (lines === undefined) return text;
  const all = text.split('\n').slice(0, -1);
  return all
    .slice(Math.max(0, all.length - lines))
    .map((line) => `${line}\n`)
    .join('');
}
