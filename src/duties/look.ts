// Looks at the targets of a plan before it is run: read steps marked `evidence` are carried out, SQL that changes rows is tried out
// and rolled back. A few plans at a time, each for a short while only, and nothing that a target does stops the planning.

import type { Logger } from 'pino';
import { evaluate } from '../runbooks/expression.ts';
import type { Plan, PlannedExecutable } from '../runbooks/planned.ts';
import { isEvidence, type Evidence, type Finding, type Look, type WhyNotLook } from '../runs/evidence.ts';
import type { ExpandFor } from '../runs/drill-shelf.ts';
import { scopeOf, whetherItApplies } from '../runs/scope.ts';
import { clamp } from '../slack/fit.ts';
import type { Preview, PreviewContext } from '../steps/step-kind.ts';

export interface Eyes {
  readonly now: () => Promise<Date>;
  readonly log: Logger;
  readonly preview: (step: PlannedExecutable, context: PreviewContext) => Promise<Preview>;
  /** Loads PostgreSQL's parser; asked for once, by the first plan that needs it. */
  readonly loadSqlReader: () => Promise<PreviewContext['readSql']>;
  readonly expandFor: ExpandFor;
  readonly redactDeep: <T>(value: T) => T;
}

export interface Looking {
  readonly look: Look;
  /** Begins no look any more, cuts those under way and waits for them. */
  stop(): Promise<void>;
}

const atOnce = 4;
const longestLine = 100;
const mostSteps = 20;
/** Reads of one plan that are under way together. SQL is tried out one step after the other: two might wait for each other. */
const readsAtOnce = 3;
const stepMs = 10_000;
const wholeMs = 25_000;
/** In bytes. Whole outputs are redacted before they are cut to what is kept. */
const outputLimit = 64_000;
const keptText = 1_500;
const keptWords = 300;

export function createLooking(eyes: Eyes): Looking {
  const stopping = new AbortController();
  const underWay = new Set<Promise<Evidence>>();
  const turns = createTurns();
  let reader: Promise<PreviewContext['readSql']> | undefined;

  const inTurn = async (plan: Plan, whyNot: WhyNotLook): Promise<Evidence> => {
    await turns.begin();
    try {
      refuseWhenStopped(stopping.signal);
      const isSqlTried = plan.steps.some((step) => step.kind === 'sql' && step.risk !== 'read');
      const readSql = isSqlTried ? await (reader ??= eyes.loadSqlReader()) : neverAsked;
      const evidence = await lookAt({ eyes, plan, whyNot, readSql, signal: stopping.signal });
      // What was cut off would look like trouble with the target.
      refuseWhenStopped(stopping.signal);
      return evidence;
    } finally {
      turns.end();
    }
  };
  return {
    look: async (plan, whyNot = {}) => {
      const looking = inTurn(plan, whyNot);
      underWay.add(looking);
      return await looking.finally(() => underWay.delete(looking));
    },
    stop: async () => {
      stopping.abort();
      await Promise.allSettled(underWay);
    },
  };
}

interface Turns {
  begin(): Promise<void>;
  end(): void;
}

/** Whoever ends hands the place to the next in line. */
function createTurns(): Turns {
  const line: (() => void)[] = [];
  let busy = 0;
  return {
    begin: async () => {
      if (busy < atOnce) busy += 1;
      else if (line.length < longestLine) await new Promise<void>((resolve) => line.push(resolve));
      else throw new Error('Too many plans are being looked at.');
    },
    end: () => {
      const next = line.shift();
      if (next === undefined) busy -= 1;
      else next();
    },
  };
}

function refuseWhenStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new Error('Opsbook is shutting down.');
}

const neverAsked: PreviewContext['readSql'] = () => ({ ok: false, say: 'it only reads' });

interface Glance {
  readonly eyes: Eyes;
  readonly plan: Plan;
  readonly whyNot: WhyNotLook;
  readonly readSql: PreviewContext['readSql'];
  readonly signal: AbortSignal;
}

interface Place {
  readonly index: number;
  readonly step: PlannedExecutable;
}

async function lookAt(glance: Glance): Promise<Evidence> {
  const at = await glance.eyes.now();
  const until = performance.now() + wholeMs;
  const steps: { step: number; found: Finding }[] = [];
  const waiting: Place[] = [];
  for (const place of placesIn(glance.plan)) {
    const known = knownBefore(glance, place, waiting.length);
    if (known === undefined) waiting.push(place);
    else steps.push({ step: place.index, found: known });
  }
  const oneByOne = async (places: Place[]): Promise<void> => {
    for (let place = places.shift(); place !== undefined; place = places.shift()) {
      const found = await lookAtStep(glance, place.step, until - performance.now());
      if (found !== undefined) steps.push({ step: place.index, found });
    }
  };
  const reads = waiting.filter(({ step }) => step.risk === 'read');
  const changes = waiting.filter(({ step }) => step.risk !== 'read');
  await Promise.all([oneByOne(changes), ...Array.from({ length: readsAtOnce }, () => oneByOne(reads))]);
  steps.sort((a, b) => a.step - b.step);
  return { at: at.toISOString(), steps };
}

function placesIn(plan: Plan): Place[] {
  return plan.steps.flatMap((step, index) =>
    'target' in step && (step.risk !== 'read' || isEvidence(step)) ? [{ index, step }] : [],
  );
}

/** What can be said without a look. */
function knownBefore({ plan, whyNot }: Glance, { step }: Place, before: number): Finding | undefined {
  const isCounted = step.kind === 'sql' && step.risk !== 'read';
  const refusal = step.risk === 'read' ? whyNot.reads : isCounted ? whyNot.changes : undefined;
  if (refusal !== undefined) return { kind: 'none', say: refusal };
  const applies = whetherItApplies({ plan, saved: {} }, step, evaluate);
  if (applies.kind === 'no') return { kind: 'skipped', when: applies.when };
  // Only a `tolerance` needs to know what nobody may see.
  if (step.secret && (step.risk === 'read' || (isCounted && step.tolerance === undefined)))
    return { kind: 'none', say: 'the step is marked secret' };
  if (before < mostSteps) return undefined;
  return { kind: 'unseen', say: `No more than ${mostSteps} steps of a plan are looked at.` };
}

async function lookAtStep(glance: Glance, step: PlannedExecutable, leftMs: number): Promise<Finding | undefined> {
  const { eyes, readSql, signal } = glance;
  if (leftMs < 100 || signal.aborted)
    return { kind: 'unseen', say: 'The steps before it took all the time that a look may take.' };
  const timeoutMs = Math.min(step.timeoutMs, stepMs, leftMs);
  let preview: Preview;
  try {
    const expand = await eyes.expandFor(glance.plan);
    if (!expand.ok) return { kind: 'unseen', say: expand.refusal.say };
    preview = await eyes.preview({ ...step, timeoutMs }, { expand: expand.value, signal, outputLimit, readSql });
  } catch (thrown) {
    eyes.log.error({ err: thrown, procedure: glance.plan.procedure }, 'a look at a step broke off');
    return { kind: 'unseen', say: 'Something broke on our side; the log of Opsbook says what.' };
  }
  // That scripts and requests have no preview is said once for the whole plan.
  if (preview.kind === 'none' && step.kind !== 'sql') return undefined;
  return cut(eyes.redactDeep(findingOf(glance, step, preview)));
}

function findingOf({ plan }: Glance, step: PlannedExecutable, preview: Preview): Finding {
  if (preview.kind === 'unseen' && step.secret)
    return { kind: 'unseen', say: 'The reason is not shown, because the step is marked secret.' };
  if (preview.kind === 'counted') return { ...preview, statements: [...preview.statements] };
  if (preview.kind !== 'seen') return preview;
  const scope = scopeOf({ plan, saved: {} }, step, { ...preview.facts });
  const values = step.save.flatMap(({ name, expression }) => {
    const result = evaluate(expression, scope);
    return result.ok ? [{ name, value: JSON.stringify(result.value) ?? 'null' }] : [];
  });
  return { kind: 'seen', headline: preview.headline, values, text: preview.text };
}

function cut(found: Finding): Finding {
  switch (found.kind) {
    case 'seen': {
      const values = found.values.map(({ name, value }) => ({ name, value: clamp(value, keptWords) }));
      const text = clamp(found.text.trim(), keptText);
      return { kind: 'seen', headline: clamp(found.headline, keptWords), values, text };
    }
    case 'none':
    case 'unseen':
      return { kind: found.kind, say: clamp(found.say, keptWords * 3) };
    case 'counted':
    case 'skipped':
      return found;
  }
}
