// A person ticks several items of a checklist at once. Each is recorded by itself, in order: none is done before the one above it.

import { done, refuse, type Result } from '../errors.ts';
import type { RunId } from '../ids.ts';
import { applyEvent } from '../runs/apply.ts';
import { tickedTogether } from '../runs/checklist.ts';
import type { Run } from '../runs/run.ts';
import { recordPersonStep } from '../runs/store.ts';
import { onRun, runAlone, whyMayNotTick, type OnRun } from './on-run.ts';
import type { Asker, Reply, Workshop } from './verb.ts';

export interface Ticks {
  readonly run: RunId | undefined;
  /** The step that the card waited for. */
  readonly step: number;
  /** Those that are ticked. */
  readonly ticked: readonly number[];
}

export async function tickTogether(workshop: Workshop, asker: Asker, ticks: Ticks): Promise<Reply> {
  return onRun(workshop, asker, {
    id: ticks.run,
    attempted: 'step.tick',
    look: (run) => whyMayNotTick(workshop, run, asker.person),
    read: runAlone,
    act: async (on, denied) => {
      const { run } = on;
      const offered = tickedTogether(run);
      if (run.cursor !== ticks.step || offered.length === 0)
        return refuse('conflict', `Run ${run.id} does not wait for step ${ticks.step + 1} any more.`);
      if (denied !== undefined) return refuse('denied', denied);
      const inOrder = firstTicked(offered, ticks.ticked);
      return inOrder.ok ? tickAll(workshop, asker, on, inOrder.value) : inOrder;
    },
  });
}

/** The ticked ones, when none is left out above them. */
function firstTicked(offered: readonly number[], ticked: readonly number[]): Result<readonly number[]> {
  const wanted = new Set(ticked);
  const foreign = ticked.find((step) => !offered.includes(step));
  if (foreign !== undefined)
    return refuse('conflict', `Step ${foreign + 1} is not among those that can be ticked now.`);
  const open = offered.findIndex((step) => !wanted.has(step));
  const inOrder = open === -1 ? offered : offered.slice(0, open);
  const early = offered.find((step) => wanted.has(step) && !inOrder.includes(step));
  if (early !== undefined) {
    const missing = (offered[open] ?? 0) + 1;
    const say = `Step ${early + 1} is ticked, but step ${missing} above it is not.`;
    return refuse('conflict', `${say} Tick step ${missing} too, or leave step ${early + 1} for later.`);
  }
  if (inOrder.length === 0) return refuse('usage', 'Nothing is ticked. Tick what is done, then press the button.');
  return done(inOrder);
}

async function tickAll(
  workshop: Workshop,
  asker: Asker,
  { tx, run, now }: OnRun<undefined>,
  steps: readonly number[],
): Promise<Result<Run>> {
  for (const step of steps) await recordPersonStep(tx, run.id, step, asker.person);
  let result: Result<Run> = done(run);
  for (const step of steps) {
    if (!result.ok) return result;
    const record = { actor: asker.person, action: 'step.ticked', detail: { step: step + 1 } };
    result = await applyEvent(tx, workshop, result.value, { kind: 'step-done', saved: {} }, record, now);
  }
  return result;
}
