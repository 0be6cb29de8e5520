// One try of one step, and the look back at a try whose end is not known. Effects happen here and nowhere else.

import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database, Transaction } from '../db/database.ts';
import { isOutage } from '../db/is-outage.ts';
import { evaluate } from '../runbooks/expression.ts';
import type { PlannedExecutable } from '../runbooks/planned.ts';
import { applyEvent } from '../runs/apply.ts';
import type { RunEvent } from '../runs/decide.ts';
import { onTrail, type Desk } from '../runs/desk.ts';
import type { ExpandFor } from '../runs/drill-shelf.ts';
import { inDoubt, judge, type Judgement } from '../runs/judge.ts';
import type { Move } from '../runs/next-move.ts';
import type { Try } from '../runs/polling.ts';
import type { AttemptOutcome, Run } from '../runs/run.ts';
import { toleratedHere } from '../runs/tolerance.ts';
import { endAttempt, isCancelRequested, listAttemptsHere, lockRun, type AttemptKey } from '../runs/store.ts';
import type { StepContext, StepOutcome } from '../steps/step-kind.ts';
import { splitOutput, type SplitOutput } from './output-split.ts';

export interface Performer extends Desk {
  readonly database: Database;
  readonly log: Logger;
  readonly run: (step: PlannedExecutable, context: StepContext) => Promise<StepOutcome>;
  readonly probe: (step: PlannedExecutable, context: StepContext) => Promise<boolean | undefined>;
  readonly expandFor: ExpandFor;
  readonly redact: (text: string) => string;
  readonly redactDeep: <T>(value: T) => T;
}

const bot = 'opsbook';
/** The most output of one step that is kept, in bytes; the middle of more is dropped, and the output says how much. */
const outputLimit = 1_000_000;
const cancelPollMs = 500;
const recordAgainMs = 1_000;

export async function performAttempt(
  performer: Performer,
  run: Run,
  move: Extract<Move, { kind: 'attempt' }>,
  begunAt: Date,
  signal: AbortSignal,
): Promise<void> {
  const { step, attempt } = move;
  const line = { kind: step.kind, target: step.target.name, risk: step.risk, attempt };
  performer.log.info({ runId: run.id, step: run.cursor + 1, ...line }, 'a step begins');
  const attributes = {
    'opsbook.run': run.id,
    'opsbook.step': run.cursor + 1,
    ...Object.fromEntries(Object.entries(line).map(([name, value]) => [`opsbook.step.${name}`, value])),
  };
  await performer.trail.span('step', attributes, async (trail, note) => {
    const own = { ...onTrail(performer, trail), log: trail.log };
    note({ 'opsbook.step.outcome': await actOnce(own, run, move, begunAt, signal) });
  });
}

/** What the attempt came to. */
async function actOnce(
  performer: Performer,
  run: Run,
  move: Extract<Move, { kind: 'attempt' }>,
  begunAt: Date,
  signal: AbortSignal,
): Promise<string> {
  const { step } = move;
  const key: AttemptKey = { run: run.id, step: run.cursor, attempt: move.attempt, executor: performer.queue.executor };
  const outcome = await whileNotCancelled(performer, run, signal, async (stop): Promise<StepOutcome> => {
    const expand = await performer.expandFor(run.plan);
    // Nothing was touched.
    if (!expand.ok) return { kind: 'failed', say: expand.refusal.say, output: '' };
    return performer.run(withinDeadline(step, run, begunAt), {
      expand: expand.value,
      signal: stop,
      outputLimit,
      ...toleranceOf(run),
    });
  });
  // Cut by a shutdown: whoever takes the run up finds the attempt open and looks back at it, with time for its probe.
  if (outcome.kind === 'unknown' && signal.aborted) return 'cut';
  const known = outcome.kind === 'unknown' ? await lookBack(performer, run, step, outcome, signal) : outcome;
  return recordSurely(performer, key, step, known, signal);
}

/** An earlier executor began it and is gone. The order of product promise 2: safe to repeat, then its probe, then a person. */
export async function probeAttempt(
  performer: Performer,
  run: Run,
  move: Extract<Move, { kind: 'doubt' }>,
  signal: AbortSignal,
): Promise<void> {
  const { step, attempt } = move;
  const key: AttemptKey = { run: run.id, step: run.cursor, attempt: attempt.attempt, executor: attempt.executor };
  const at = attempt.startedAt.toISOString().slice(11, 19);
  const say = `It was begun at ${at} UTC, and Opsbook stopped before its end.`;
  const seen = await lookBack(performer, run, step, { kind: 'unknown', say, output: '' }, signal);
  // Nobody saw it fail, so it is no failed try.
  const isToBegin = seen.kind === 'failed' || (seen.kind === 'unknown' && step.repeat === 'safe');
  const known = isToBegin ? ({ kind: 'begin again', say: seen.say, output: '' } as const) : seen;
  await recordSurely(performer, key, step, known, signal);
}

type Known =
  | StepOutcome
  | { readonly kind: 'happened'; readonly say: string; readonly output: string }
  /** It was cut off, and beginning it once more does no harm. */
  | { readonly kind: 'begin again'; readonly say: string; readonly output: string };

async function lookBack(
  performer: Performer,
  { plan }: Run,
  step: PlannedExecutable,
  outcome: Extract<StepOutcome, { kind: 'unknown' }>,
  signal: AbortSignal,
): Promise<Known> {
  if (!('verify' in step) || step.verify === undefined || step.repeat === 'safe') return outcome;
  const expand = await performer.expandFor(plan);
  const happened = expand.ok ? await performer.probe(step, { expand: expand.value, signal, outputLimit }) : undefined;
  if (happened === undefined) return { ...outcome, say: `${outcome.say} Its probe could not tell.` };
  return happened
    ? { kind: 'happened', say: `${outcome.say} Its probe found that it happened.`, output: outcome.output }
    : { kind: 'failed', say: `${outcome.say} Its probe found that it did not happen.`, output: outcome.output };
}

/** While the database is away, what is known waits here for it; a shutdown that will not wait leaves it to be looked back at. */
async function recordSurely(
  performer: Performer,
  key: AttemptKey,
  step: PlannedExecutable,
  outcome: Known,
  signal: AbortSignal,
): Promise<string> {
  for (;;) {
    try {
      return await record(performer, key, step, outcome);
    } catch (thrown) {
      if (signal.aborted || !isOutage(thrown)) throw thrown;
      performer.log.warn({ err: thrown, runId: key.run, step: key.step + 1 }, 'a result waits for the database');
      await pause(recordAgainMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** What it is recorded as; `late` when it is no longer ours to record. */
async function record(
  performer: Performer,
  key: AttemptKey,
  step: PlannedExecutable,
  outcome: Known,
): Promise<AttemptOutcome | 'late'> {
  const { redact, redactDeep } = performer;
  const output = step.secret ? hidden(outcome.output) : splitOutput(redact(outcome.output));
  const line = { runId: key.run, step: key.step + 1, attempt: key.attempt };
  const recorded = await performer.database.transaction(async (tx) => {
    const [locked, attempts] = await Promise.all([lockRun(tx, key.run), listAttemptsHere(tx, key.run)]);
    if (locked === undefined) return 'late';
    const { run, now } = locked;
    const before = attempts.filter(({ step: at, attempt }) => at === key.step && attempt < key.attempt);
    const judgement = judgeKnown({ run, step, attempt: key.attempt, before }, outcome, now);
    const isOurs = await endAttempt(tx, key, {
      outcome: judgement.outcome,
      say: redact(judgement.say),
      facts: step.secret ? null : redactDeep(factsOf(outcome)),
      output: output.shown,
      wholeOutput: output.whole,
    });
    if (!isOurs || run.state !== 'running' || run.cursor !== key.step) {
      return 'late';
    }
    const event = redactEvent(judgement.event, redact, redactDeep);
    const found = outcome.kind === 'happened' || outcome.kind === 'begin again' ? outcome.say : undefined;
    await conclude(performer, tx, { run, key, event, output, found, now });
    return judgement.outcome;
  });
  if (recorded === 'late') performer.log.warn(line, 'a late result changed nothing');
  else performer.log.info({ ...line, outcome: recorded }, 'a step has ended');
  return recorded;
}

function judgeKnown(one: Try, outcome: Known, now: Date): Judgement {
  if (outcome.kind === 'happened')
    return { outcome: 'happened', say: outcome.say, event: { kind: 'step-done', saved: {} } };
  if (outcome.kind === 'begin again')
    return { outcome: 'unknown', say: outcome.say, event: { kind: 'try-again', at: now } };
  const seen = outcome.kind === 'answered' ? { ...outcome, facts: { ...outcome.facts } } : outcome;
  return judge(one, seen, evaluate, now);
}

interface Conclusion {
  readonly run: Run;
  readonly key: AttemptKey;
  readonly event: RunEvent;
  readonly output: SplitOutput;
  /** What looking back at a try without an end has found. */
  readonly found: string | undefined;
  readonly now: Date;
}

async function conclude(performer: Performer, tx: Transaction, conclusion: Conclusion): Promise<void> {
  const { run, key, event, output, found, now } = conclusion;
  const step = key.step + 1;
  if (run.cancelledBy !== null) {
    const say =
      event.kind === 'step-done' ? `Step ${step} was done; the steps after it were not begun.` : inDoubt(run, '');
    const cancelled = { kind: 'cancelled', by: run.cancelledBy, say } as const;
    await applyEvent(
      tx,
      performer,
      run,
      cancelled,
      { actor: run.cancelledBy, action: 'run.cancelled', detail: { step } },
      now,
    );
    return;
  }
  if (event.kind !== 'try-again' && output.shown !== '')
    performer.queue.send(tx, 'post', { subject: `output:${key.run}:${key.step}:${key.attempt}` });
  const say = 'say' in event ? event.say : found;
  const detail = { step, attempt: key.attempt, ...(say === undefined ? {} : { say }) };
  const action = event.kind === 'try-again' && found !== undefined ? 'step.begun-again' : auditName[event.kind];
  await applyEvent(tx, performer, run, event, action === undefined ? undefined : { actor: bot, action, detail }, now);
}

const auditName: Partial<Readonly<Record<RunEvent['kind'], string>>> = {
  'step-done': 'step.done',
  'in-doubt': 'step.in-doubt',
  failed: 'step.failed',
};

function redactEvent(event: RunEvent, redact: Performer['redact'], redactDeep: Performer['redactDeep']): RunEvent {
  if (event.kind === 'step-done')
    return {
      ...event,
      saved: Object.fromEntries(Object.entries(event.saved).map(([name, value]) => [name, redactDeep(value)])),
    };
  return 'say' in event ? { ...event, say: redact(event.say) } : event;
}

function factsOf(outcome: Known): unknown {
  if (outcome.kind !== 'answered') return null;
  const { text: _text, ...rest } = outcome.facts;
  return JSON.stringify(rest).length > 20_000 ? null : rest;
}

function hidden(output: string): SplitOutput {
  return { shown: output === '' ? '' : '(hidden: this step is marked secret)', whole: null };
}

function toleranceOf(run: Run): Pick<StepContext, 'tolerated'> {
  const tolerated = toleratedHere(run);
  return tolerated === undefined ? {} : { tolerated };
}

/** No step outlives the procedure's own time. */
function withinDeadline(step: PlannedExecutable, run: Run, now: Date): PlannedExecutable {
  if (run.deadlineAt === null) return step;
  const left = run.deadlineAt.getTime() - now.getTime();
  return { ...step, timeoutMs: Math.max(1_000, Math.min(step.timeoutMs, left)) };
}

async function lookForCancel(performer: Performer, run: Run, cancelled: AbortController): Promise<void> {
  try {
    if (await isCancelRequested(performer.database, run.id)) cancelled.abort();
  } catch (thrown) {
    performer.log.warn({ err: thrown, runId: run.id }, 'could not look for a cancel');
  }
}

/** A cancel may come in through any replica: the row is looked at while the step runs. */
async function whileNotCancelled<T>(
  performer: Performer,
  run: Run,
  signal: AbortSignal,
  act: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const cancelled = new AbortController();
  const poll = setInterval(() => {
    void lookForCancel(performer, run, cancelled);
  }, cancelPollMs);
  try {
    return await act(AbortSignal.any([signal, cancelled.signal]));
  } finally {
    clearInterval(poll);
  }
}
