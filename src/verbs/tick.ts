// A person ticks the checklist item that a run waits for.

import { refuse } from '../errors.ts';
import type { RunId } from '../ids.ts';
import { applyEvent } from '../runs/apply.ts';
import { recordPersonStep } from '../runs/store.ts';
import { onRun, runAlone, whyMayNotTick } from './on-run.ts';
import type { Asker, Reply, Workshop } from './verb.ts';

export async function tick(workshop: Workshop, asker: Asker, id: RunId | undefined, step: number): Promise<Reply> {
  return onRun(workshop, asker, {
    id,
    attempted: 'step.tick',
    look: (run) => whyMayNotTick(workshop, run, asker.person),
    read: runAlone,
    act: async ({ tx, run, now }, denied) => {
      if (run.state !== 'waiting' || run.cursor !== step)
        return refuse('conflict', `Run ${run.id} does not wait for step ${step + 1} any more.`);
      if (denied !== undefined) return refuse('denied', denied);
      if (run.plan.steps[step]?.kind === 'choose')
        return refuse('conflict', `Step ${step + 1} of run ${run.id} is a choice. Press one of its options.`);
      await recordPersonStep(tx, run.id, step, asker.person);
      return applyEvent(
        tx,
        workshop,
        run,
        { kind: 'step-done', saved: {} },
        { actor: asker.person, action: 'step.ticked', detail: { step: step + 1 } },
        now,
      );
    },
  });
}
