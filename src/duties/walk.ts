// Walks one run as far as it can go now. `attempt` is the only way to an effect: the attempt's row is committed before it, the
// result after it, and only while the row is still ours.

import type { Transaction } from '../db/database.ts';
import type { RunId } from '../ids.ts';
import { findLiving } from '../queue/executor.ts';
import { evaluate } from '../runbooks/expression.ts';
import type { PlannedChooseStep, PlannedManualStep } from '../runbooks/planned.ts';
import { closeApproval, insertApproval, latestApproval } from '../runs/approvals.ts';
import { applyEvent } from '../runs/apply.ts';
import { beginStep, type Begun } from '../runs/begin.ts';
import { patienceMs } from '../runs/decide.ts';
import { nextMove, type Move } from '../runs/next-move.ts';
import type { Run } from '../runs/run.ts';
import { whetherItApplies } from '../runs/scope.ts';
import { changesSince, voidRun, type Shelf } from '../runs/still-true.ts';
import { endAttempt, findRun, listAttemptsHere, lockRun, recordSkip } from '../runs/store.ts';
import { performAttempt, probeAttempt, type Performer } from './perform.ts';

export interface Walker extends Performer {
  readonly shelf: Shelf;
}

/** `held`: a living executor is at it. `resting`: nothing to do until somebody or some time wakes it. */
export type Walked = 'held' | 'resting';

const bot = 'opsbook';

export interface Shutdown {
  /** No step is begun any more … */
  readonly resting: AbortSignal;
  /** … and those under way are cut. */
  readonly cutting: AbortSignal;
}

/** A run in the hands of whoever has just set it going. */
export interface HandedOver {
  readonly run: Run;
  /** Its step that is begun already. */
  readonly begun?: Begun | undefined;
  /** No effect begins before this has ended: the pressed message is being taken out of play. Never rejects. */
  readonly ready: Promise<void> | undefined;
}

export async function walkRun(
  walker: Walker,
  id: RunId,
  { resting, cutting }: Shutdown,
  handed?: HandedOver,
): Promise<Walked> {
  let turn: Turn | undefined = await firstTurn(walker, id, handed);
  // What is begun is performed, even when a shutdown has come in between.
  for (; turn !== undefined; turn = resting.aborted ? undefined : await nextTurn(walker, id, [])) {
    switch (turn.kind) {
      case 'go-on':
        break;
      case 'rest':
        return 'resting';
      case 'look-later':
        return 'held';
      case 'attempt':
        await performAttempt(walker, turn.run, turn.move, turn.now, cutting);
        break;
      case 'doubt':
        await probeAttempt(walker, turn.run, turn.move, cutting);
        break;
    }
  }
  return 'held';
}

async function nextTurn(walker: Walker, id: RunId, changes: readonly string[]): Promise<Turn> {
  return walker.database.transaction((tx) => takeTurn(walker, tx, id, changes));
}

async function firstTurn(walker: Walker, id: RunId, handed: HandedOver | undefined): Promise<Turn> {
  if (handed === undefined) {
    const run = await findRun(walker.database, id);
    return nextTurn(walker, id, run === undefined ? [] : await lookBeforeStart(walker, run));
  }
  const turn: Turn =
    handed.begun === undefined
      ? await nextTurn(walker, id, await lookBeforeStart(walker, handed.run))
      : { kind: 'attempt', ...handed.begun };
  await handed.ready;
  const isChanged = turn.kind === 'attempt' && (await changedMeanwhile(walker, turn));
  return isChanged ? { kind: 'rest' } : turn;
}

/** What was approved is what runs: before the very first step the plan is compared with the runbook once more. */
async function lookBeforeStart(walker: Walker, run: Run): Promise<readonly string[]> {
  if (run.state !== 'running' || run.cursor > 0 || run.stepSince !== null) return [];
  return changesSince(walker.shelf, run);
}

/** While the pressed message was taken out of play, the runbook may have changed; then the attempt ends before its effect. */
async function changedMeanwhile(walker: Walker, { run, move }: Begun): Promise<boolean> {
  if (run.cursor > 0) return false;
  const changes = await changesSince(walker.shelf, run);
  if (changes.length === 0) return false;
  const key = { run: run.id, step: run.cursor, attempt: move.attempt, executor: walker.queue.executor };
  await walker.database.transaction(async (tx) => {
    const locked = await lockRun(tx, run.id);
    const say = 'It was not begun: the runbook changed.';
    await endAttempt(tx, key, { outcome: 'failed', say, facts: null, output: '', wholeOutput: null });
    if (locked !== undefined) await voidRun(tx, walker, locked.run, changes, bot, locked.now);
  });
  return true;
}

type Turn =
  | { readonly kind: 'go-on' | 'rest' | 'look-later' }
  | ({ readonly kind: 'attempt' } & Begun)
  | { readonly kind: 'doubt'; readonly run: Run; readonly move: Extract<Move, { kind: 'doubt' }> };

async function takeTurn(walker: Walker, tx: Transaction, id: RunId, changes: readonly string[]): Promise<Turn> {
  const [locked, attempts] = await Promise.all([lockRun(tx, id), listAttemptsHere(tx, id)]);
  if (locked === undefined) return { kind: 'rest' };
  const { run, now } = locked;
  if (await expire(walker, tx, run, now)) return { kind: 'rest' };
  const isOpen = attempts.some((attempt) => attempt.endedAt === null);
  if (changes.length > 0 && attempts.length === 0 && run.cursor === 0) {
    await voidRun(tx, walker, run, changes, bot, now);
    return { kind: 'rest' };
  }
  // An attempt of our own that is still open was left by a walk that broke off: this process walks a run once at a time.
  const alive = new Set(isOpen ? (await findLiving(tx)).filter((each) => each !== walker.queue.executor) : []);
  const move = nextMove({ run, attempts, alive, whenHolds: false }, now);
  if (move.kind !== 'skip-check') return carryOut(walker, tx, run, move, now);
  const applies = whetherItApplies(run, move.step, evaluate);
  if (applies.kind === 'yes')
    return carryOut(walker, tx, run, nextMove({ run, attempts, alive, whenHolds: true }, now), now);
  if (applies.kind === 'cannot tell') {
    const say = `Step ${run.cursor + 1}: it could not be decided whether it applies. ${applies.say}`;
    applyEvent(tx, walker, run, { kind: 'failed', say }, { actor: bot, action: 'run.failed', detail: { say } }, now);
    return { kind: 'rest' };
  }
  await recordSkip(tx, id, run.cursor);
  const detail = { step: run.cursor + 1, when: applies.when };
  applyEvent(tx, walker, run, { kind: 'step-done', saved: {} }, { actor: bot, action: 'step.skipped', detail }, now);
  return { kind: 'go-on' };
}

async function carryOut(walker: Walker, tx: Transaction, run: Run, move: Move, now: Date): Promise<Turn> {
  switch (move.kind) {
    case 'rest':
    case 'skip-check':
      return { kind: 'rest' };
    case 'look-later':
      return { kind: 'look-later' };
    case 'finish':
      applyEvent(tx, walker, run, { kind: 'finished' }, { actor: bot, action: 'run.succeeded' }, now);
      return { kind: 'rest' };
    case 'time-out':
      applyEvent(
        tx,
        walker,
        run,
        { kind: 'failed', say: move.say },
        { actor: bot, action: 'run.failed', detail: { say: move.say } },
        now,
      );
      return { kind: 'rest' };
    case 'sleep':
      if (run.wakeAt === null) applyEvent(tx, walker, run, { kind: 'sleep', until: move.until }, undefined, now);
      return { kind: 'rest' };
    case 'wait-over':
      applyEvent(
        tx,
        walker,
        run,
        { kind: 'step-done', saved: {} },
        { actor: bot, action: 'step.waited', detail: { step: run.cursor + 1 } },
        now,
      );
      return { kind: 'go-on' };
    case 'ask-person':
      applyEvent(tx, walker, run, { kind: 'await-person', say: toDo(move.step) }, undefined, now);
      return { kind: 'rest' };
    case 'ask-approval':
      await askApproval(walker, tx, run, move, now);
      return { kind: 'rest' };
    case 'attempt':
      return { kind: 'attempt', ...beginStep(tx, walker, run, move, now) };
    case 'doubt':
      return { kind: 'doubt', run, move };
  }
}

/** What the card asks of the person. */
function toDo(step: PlannedManualStep | PlannedChooseStep): string {
  if (step.kind === 'manual') return step.text;
  return step.title === '' ? 'Choose one of the options.' : step.title;
}

async function askApproval(
  walker: Walker,
  tx: Transaction,
  run: Run,
  move: Extract<Move, { kind: 'ask-approval' }>,
  now: Date,
): Promise<void> {
  const { who, why } = move.step;
  const question = { run, step: run.cursor, needed: 1, who, eachOf: [], why, askedBy: run.requestedBy };
  insertApproval(tx, walker.queue, question, now);
  const record = { actor: bot, action: 'approval.asked', detail: { step: run.cursor + 1, who, why } };
  applyEvent(tx, walker, run, { kind: 'await-approval', say: why }, record, now);
}

/** Plans that nobody started and approvals that nobody gave end after their hour. */
async function expire(walker: Walker, tx: Transaction, run: Run, now: Date): Promise<boolean> {
  if (run.state !== 'planned' && run.state !== 'awaiting_approval') return false;
  const approval = run.state === 'awaiting_approval' ? await latestApproval(tx, run.id) : undefined;
  const dueAt = approval?.expiresAt ?? new Date(run.createdAt.getTime() + patienceMs);
  if (now < dueAt) return false;
  if (approval !== undefined) closeApproval(tx, approval.id, 'expired');
  const minutes = Math.round(patienceMs / 60_000);
  const say =
    run.state === 'planned'
      ? `Nobody started it within ${minutes} minutes. Nothing was done. Plan it again: /ops run ${run.procedure}`
      : `Nobody decided within ${minutes} minutes. Ask again: /ops run ${run.procedure}`;
  applyEvent(tx, walker, run, { kind: 'expired', say }, { actor: bot, action: 'run.expired' }, now);
  return true;
}
