// Walks one run as far as it can go now. `attempt` is the only way to an effect: the attempt's row is committed before it, the
// result after it, and only while the row is still ours.

import type { Transaction } from '../db/database.ts';
import type { RunId } from '../ids.ts';
import { findLiving } from '../queue/executor.ts';
import { evaluate } from '../runbooks/expression.ts';
import type { PlannedChooseStep, PlannedManualStep } from '../runbooks/planned.ts';
import { closeApproval, insertApproval, latestApproval } from '../runs/approvals.ts';
import { applyEvent } from '../runs/apply.ts';
import { causeOfRun } from '../runs/cause-of-run.ts';
import { beginStep, type Begun } from '../runs/begin.ts';
import { lookAtLineMs, patienceMs } from '../runs/decide.ts';
import { onTrail } from '../runs/desk.ts';
import { findObstacle } from '../runs/lock-store.ts';
import { nextMove, type Move } from '../runs/next-move.ts';
import type { Run } from '../runs/run.ts';
import { whetherItApplies } from '../runs/scope.ts';
import { changesSince, voidRun, type Shelves } from '../runs/still-true.ts';
import { endAttempt, findRun, listAttemptsHere, lockRun, recordSkip } from '../runs/store.ts';
import type { Trail, Trails } from '../trail/trail.ts';
import { performAttempt, probeAttempt, type Performer } from './perform.ts';
import { isStillOurs } from './still-ours.ts';

export interface Walker extends Performer {
  readonly shelf: Shelves;
  readonly trails: Trails;
}

/** `held`: a living executor is at it. `resting`: nothing to do until somebody or some time wakes it. */
export type Walked = 'held' | 'resting';

const bot = 'opsbook';
/** So long a look at the runbook counts as one at the moment of the effect. */
const freshMs = 20;

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

/** Told of under the request that let the run go on, whoever walks it. */
export async function walkRun(ground: Walker, id: RunId, shutdown: Shutdown, handed?: HandedOver): Promise<Walked> {
  const run = handed?.run ?? (await findRun(ground.database, id));
  if (run === undefined) return 'resting';
  const trail = ground.trails.follow(causeOfRun(run));
  const first = await firstTurn(walkerOn(ground, trail), run, handed);
  if (first.kind === 'rest') return 'resting';
  if (first.kind === 'look-later') return 'held';
  const attributes = { 'opsbook.run': id, 'opsbook.procedure': run.procedure, 'opsbook.risk': run.plan.risk };
  return trail.span('run', attributes, (inner) => walk(walkerOn(ground, inner), id, shutdown, first));
}

function walkerOn(walker: Walker, trail: Trail): Walker {
  return { ...onTrail(walker, trail), log: trail.log };
}

async function walk(walker: Walker, id: RunId, { resting, cutting }: Shutdown, first: Turn): Promise<Walked> {
  let turn: Turn | undefined = first;
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
        if (!(await isStillOurs(walker, turn))) return 'held';
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

async function firstTurn(walker: Walker, run: Run, handed: HandedOver | undefined): Promise<Turn> {
  if (handed === undefined) return nextTurn(walker, run.id, await lookBeforeStart(walker, run));
  const turn: Turn =
    handed.begun === undefined
      ? await nextTurn(walker, run.id, await lookBeforeStart(walker, handed.run))
      : { kind: 'attempt', ...handed.begun };
  const changes = turn.kind === 'attempt' ? await changesMeanwhile(walker, turn.run, handed.ready) : [];
  await handed.ready;
  if (turn.kind !== 'attempt' || changes.length === 0) return turn;
  await endUnbegun(walker, turn, changes);
  return { kind: 'rest' };
}

/** What was approved is what runs: before the very first step, and after a wait in line, the plan is compared with the runbook. */
async function lookBeforeStart(walker: Walker, run: Run): Promise<readonly string[]> {
  const isFirst = run.state === 'running' && run.cursor === 0 && run.stepSince === null;
  if (!isFirst && run.state !== 'queued') return [];
  return changesSince(walker.shelf, run);
}

/** While the pressed message is taken out of play, the plan is compared with the runbook; where that takes long, once more after it. */
async function changesMeanwhile(
  walker: Walker,
  run: Run,
  ready: Promise<void> | undefined,
): Promise<readonly string[]> {
  if (run.cursor > 0) return [];
  const since = performance.now();
  const [changes] = await Promise.all([changesSince(walker.shelf, run), ready]);
  return performance.now() - since < freshMs ? changes : changesSince(walker.shelf, run);
}

/** The runbook changed after the yes, so the attempt ends before its effect. */
async function endUnbegun(walker: Walker, { run, move }: Begun, changes: readonly string[]): Promise<void> {
  const key = { run: run.id, step: run.cursor, attempt: move.attempt, executor: walker.queue.executor };
  await walker.database.transaction(async (tx) => {
    const locked = await lockRun(tx, run.id);
    const say = 'It was not begun: the runbook changed.';
    await endAttempt(tx, key, { outcome: 'failed', say, facts: null, output: '', wholeOutput: null });
    if (locked !== undefined) await voidRun(tx, walker, locked.run, changes, bot, locked.now);
  });
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
  const isToStart = run.state === 'queued' || (attempts.length === 0 && run.cursor === 0);
  if (changes.length > 0 && isToStart) {
    await voidRun(tx, walker, run, changes, bot, now);
    return { kind: 'rest' };
  }
  if (run.state === 'queued') return takePlace(walker, tx, run, now);
  // An attempt of our own that is still open was left by a walk that broke off: this process walks a run once at a time.
  const alive = new Set(isOpen ? (await findLiving(tx)).filter((each) => each !== walker.queue.executor) : []);
  const move = nextMove({ run, attempts, alive, whenHolds: false }, now);
  if (move.kind !== 'skip-check') return carryOut(walker, tx, run, move, now);
  const applies = whetherItApplies(run, move.step, evaluate);
  if (applies.kind === 'yes')
    return carryOut(walker, tx, run, nextMove({ run, attempts, alive, whenHolds: true }, now), now);
  if (applies.kind === 'cannot tell') {
    const say = `Step ${run.cursor + 1}: it could not be decided whether it applies. ${applies.say}`;
    await applyEvent(
      tx,
      walker,
      run,
      { kind: 'failed', say },
      { actor: bot, action: 'run.failed', detail: { say } },
      now,
    );
    return { kind: 'rest' };
  }
  await recordSkip(tx, id, run.cursor);
  const detail = { step: run.cursor + 1, when: applies.when };
  await applyEvent(
    tx,
    walker,
    run,
    { kind: 'step-done', saved: {} },
    { actor: bot, action: 'step.skipped', detail },
    now,
  );
  return { kind: 'go-on' };
}

/** A run that waits for its locks goes on when nobody is before it. */
async function takePlace(walker: Walker, tx: Transaction, run: Run, now: Date): Promise<Turn> {
  if ((await findObstacle(tx, run)) === undefined) {
    await applyEvent(tx, walker, run, { kind: 'turn-came' }, { actor: bot, action: 'run.turn-came' }, now);
    return { kind: 'go-on' };
  }
  walker.queue.send(tx, 'advance', { run: run.id }, { delayMs: lookAtLineMs, singletonKey: `line:${run.id}` });
  return { kind: 'rest' };
}

async function carryOut(walker: Walker, tx: Transaction, run: Run, move: Move, now: Date): Promise<Turn> {
  switch (move.kind) {
    case 'rest':
    case 'skip-check':
      return { kind: 'rest' };
    case 'look-later':
      return { kind: 'look-later' };
    case 'finish':
      await applyEvent(tx, walker, run, { kind: 'finished' }, { actor: bot, action: 'run.succeeded' }, now);
      return { kind: 'rest' };
    case 'time-out':
      await applyEvent(
        tx,
        walker,
        run,
        { kind: 'failed', say: move.say },
        { actor: bot, action: 'run.failed', detail: { say: move.say } },
        now,
      );
      return { kind: 'rest' };
    case 'sleep':
      if (run.wakeAt === null) await applyEvent(tx, walker, run, { kind: 'sleep', until: move.until }, undefined, now);
      return { kind: 'rest' };
    case 'wait-over':
      await applyEvent(
        tx,
        walker,
        run,
        { kind: 'step-done', saved: {} },
        { actor: bot, action: 'step.waited', detail: { step: run.cursor + 1 } },
        now,
      );
      return { kind: 'go-on' };
    case 'ask-person':
      await applyEvent(tx, walker, run, { kind: 'await-person', say: toDo(move.step) }, undefined, now);
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
  await applyEvent(tx, walker, run, { kind: 'await-approval', say: why }, record, now);
}

/** Plans that nobody started and approvals that nobody gave end after their hour. */
async function expire(walker: Walker, tx: Transaction, run: Run, now: Date): Promise<boolean> {
  if (run.state !== 'planned' && run.state !== 'awaiting_approval' && run.state !== 'queued') return false;
  const approval = run.state === 'awaiting_approval' ? await latestApproval(tx, run.id) : undefined;
  const dueAt = approval?.expiresAt ?? run.wakeAt ?? new Date(run.createdAt.getTime() + patienceMs);
  if (now < dueAt) return false;
  if (approval !== undefined) closeApproval(tx, approval.id, 'expired');
  const say = whyExpired(run);
  await applyEvent(tx, walker, run, { kind: 'expired', say }, { actor: bot, action: 'run.expired' }, now);
  return true;
}

function whyExpired({ state, startedAt, cursor, procedure }: Run): string {
  const minutes = Math.round(patienceMs / 60_000);
  const left = startedAt === null ? 'Nothing was done.' : `Steps from ${cursor + 1} on were not begun.`;
  if (state === 'planned')
    return `Nobody started it within ${minutes} minutes. ${left} Plan it again: /ops run ${procedure}`;
  if (state === 'queued')
    return `Its turn did not come within ${minutes} minutes. ${left} Plan it again: /ops run ${procedure}`;
  return `Nobody decided within ${minutes} minutes. Ask again: /ops run ${procedure}`;
}
