// The state of the practice ACE as plain data, for people who watch it and for tests.

import { readFileSync } from 'node:fs';
import type { Deployment, Phase } from './deployment.ts';
import type { Health } from './health.ts';
import { readHealth } from './readings.ts';
import type { Repository } from './repository.ts';
import type { Rollout } from './rollouts.ts';

export interface AceState {
  /** What the process serves; absent while there is none. */
  readonly release?: { readonly version: string; readonly revision: string };
  /** The commit that is checked out, which the process need not serve yet. */
  readonly checkedOut: string;
  readonly phase: Phase;
  readonly pid?: number;
  /** `down`: nothing answers. */
  readonly health: Health['status'] | 'down';
  readonly replicas: { readonly wanted: number; readonly ready: number };
  readonly restarts: number;
  readonly rollouts: readonly Rollout[];
  /** The last 20 lines. */
  readonly log: readonly string[];
}

interface Looked {
  readonly deployment: Deployment;
  readonly repository: Repository;
  /** The log file. */
  readonly log: string;
  readonly url: string;
}

/** Looks from outside (`/health`, the repository) and at what the deployment knows of its process. */
export async function lookAt({ deployment, repository, log, url }: Looked): Promise<AceState> {
  const health = await readHealth(url);
  const release = deployment.release();
  const pid = deployment.pid();
  return {
    ...(release === undefined ? {} : { release: { version: release.version, revision: release.revision } }),
    ...(pid === undefined ? {} : { pid }),
    checkedOut: await repository.head(),
    phase: deployment.phase(),
    health,
    replicas: { wanted: deployment.phase() === 'stopped' ? 0 : 1, ready: release === undefined ? 0 : 1 },
    restarts: deployment.restarts(),
    rollouts: deployment.rollouts(),
    log: lastLines(log, 20).split('\n').slice(0, -1),
  };
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
