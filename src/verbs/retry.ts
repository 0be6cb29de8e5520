// `/ops retry <run>` and **Retry**: a failed run goes on at its failed step, with its plan and what it has saved. The yes that it was
// given still counts for an hour, and for that plan only; after that the approvers are asked again.

import { done, refuse, type Result } from '../errors.ts';
import { parseRunId, type RunId } from '../ids.ts';
import { insertApproval, planApproval } from '../runs/approvals.ts';
import { applyEvent } from '../runs/apply.ts';
import { describeState, patienceMs } from '../runs/decide.ts';
import { findObstacle } from '../runs/lock-store.ts';
import { admit, type Obstacle } from '../runs/locks.ts';
import { askedOf } from '../runs/right.ts';
import type { Approval, Run } from '../runs/run.ts';
import type { SettledRun } from '../runs/settled.ts';
import { changesSince, voidRun } from '../runs/still-true.ts';
import { listUndoing } from '../runs/store.ts';
import { hasTaken, type Undoing } from '../runs/undo.ts';
import { aboutStart, neededToStart, onRun, type OnRun } from './on-run.ts';
import { said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';

export const command: Command = {
  name: 'retry',
  usage: 'retry <run>',
  describe: 'go on with a failed run at its failed step',
  needs: 'run:read',
  changes: true,
  before: async (words) =>
    parseRunId(words.rest) === undefined
      ? said('Say which run: /ops retry <number>. /ops runs lists them with their numbers.')
      : undefined,
  act: (words, asker, workshop) => retry(workshop, asker, parseRunId(words.rest)),
};

type Rows = readonly [Approval | undefined, readonly Undoing[], Obstacle | undefined];

interface Seen {
  readonly denied: string | undefined;
  /** Why the plan is no longer what the runbook says. */
  readonly changes: readonly string[];
}

export async function retry(workshop: Workshop, asker: Asker, id: RunId | undefined): Promise<Reply> {
  return onRun(workshop, asker, {
    id,
    attempted: 'run.retry',
    look: (run) => look(workshop, asker, run),
    read: (tx, run, before) => Promise.all([planApproval(tx, run), listUndoing(tx, run), findObstacle(tx, before)]),
    act: async (on, { denied, changes }) => {
      const { tx, run, now } = on;
      const why = whyNot(run, on.rows[1]);
      if (why !== undefined) return refuse('conflict', why);
      if (denied !== undefined) return refuse('denied', denied);
      if (changes.length > 0) return voidRun(tx, workshop, run, changes, asker.person, now);
      return isApproved(on) ? goOn(workshop, asker, on) : askAgain(workshop, asker, on);
    },
  });
}

async function look(workshop: Workshop, { person }: Asker, run: SettledRun): Promise<Seen> {
  const [denied, changes] = await Promise.all([
    workshop.whyNot(person, neededToStart(run.plan), aboutStart(run.plan, run.channel)),
    changesSince(workshop, run),
  ]);
  return { denied, changes };
}

function whyNot({ id, state, procedure }: Run, undoneBy: readonly Undoing[]): string | undefined {
  if (state !== 'failed')
    return `Only a failed run can be retried, and run ${id} is not: ${describeState(state)}. /ops run ${procedure} plans it anew.`;
  const undone = undoneBy.findLast(hasTaken);
  return undone && `Run ${id} is taken back by run ${undone.id}. /ops run ${procedure} plans it anew.`;
}

/** A gate asks by itself. */
function isApproved({ run, rows: [approval], now }: OnRun<Rows>): boolean {
  if (run.plan.approvals === 0 || run.plan.steps[run.cursor]?.kind === 'approve') return true;
  if (approval === undefined || approval.state !== 'approved' || approval.digest !== run.digest) return false;
  return approval.decidedAt !== null && now.getTime() - approval.decidedAt.getTime() < patienceMs;
}

async function goOn(workshop: Workshop, asker: Asker, { tx, run, rows, now }: OnRun<Rows>): Promise<Result<Run>> {
  const start = admit(run, rows[2], now);
  if (!start.ok) return start;
  const detail = { step: run.cursor + 1, failed: run.say, start: start.value };
  const record = { actor: asker.person, action: 'run.retried', detail };
  return applyEvent(tx, workshop, run, { kind: 'retried', start: start.value }, record, now);
}

async function askAgain(workshop: Workshop, asker: Asker, { tx, run, now }: OnRun<Rows>): Promise<Result<Run>> {
  const { who, eachOf } = askedOf(run.plan);
  const why = `Retry from step ${run.cursor + 1}. ${run.say}`;
  const question = { run, step: null, needed: run.plan.approvals, who, eachOf, why, askedBy: asker.person };
  insertApproval(tx, workshop.queue, question, now);
  const record = { actor: asker.person, action: 'approval.asked', detail: { reason: why, who } };
  const asked = await applyEvent(tx, workshop, run, { kind: 'retry-asked' }, record, now);
  return asked.ok ? done(asked.value) : asked;
}
