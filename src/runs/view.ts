// A run with everything that a card of it shows, read in one go.

import type { Sql } from '../db/database.ts';
import type { RunId } from '../ids.ts';
import { latestApproval, listVotes } from './approvals.ts';
import { latestReview, type GlassReview } from './glass.ts';
import { readObstacle } from './lock-store.ts';
import type { Obstacle } from './locks.ts';
import { findPreapproval, type Preapproval } from './preapproval.ts';
import type { Approval, Attempt, Run, Vote } from './run.ts';
import { findRun, findSuccessor, listAttempts, listUndoing } from './store.ts';
import type { Undoing } from './undo.ts';

export interface RunView {
  readonly run: Run;
  readonly attempts: readonly Attempt[];
  readonly approval: Approval | undefined;
  readonly votes: readonly Vote[];
  /** What it waits for in line. */
  readonly obstacle: Obstacle | undefined;
  readonly undoneBy: readonly Undoing[];
  /** Of the glass that was broken for it. */
  readonly review: GlassReview | undefined;
  /** The run that took its place. */
  readonly successor: RunId | undefined;
  /** Under which it may start, or has started. */
  readonly beforehand: Preapproval | undefined;
}

export async function readRunView(sql: Sql, id: RunId): Promise<RunView | undefined> {
  const run = await findRun(sql, id);
  if (run === undefined) return undefined;
  return {
    run,
    attempts: await listAttempts(sql, id),
    approval: await latestApproval(sql, id),
    votes: await listVotes(sql, id),
    obstacle: run.state === 'queued' ? await readObstacle(sql, run) : undefined,
    undoneBy: await listUndoing(sql, id),
    review: await latestReview(sql, id),
    successor: await findSuccessor(sql, id),
    beforehand: run.preapproval === null ? undefined : await findPreapproval(sql, run.preapproval),
  };
}
