// A person picks one option of the choice that a run waits for.

import { refuse } from '../errors.ts';
import type { RunId } from '../ids.ts';
import { applyEvent } from '../runs/apply.ts';
import { savedKey } from '../runs/scope.ts';
import { recordPersonStep } from '../runs/store.ts';
import { onRun, runAlone, whyMayNotTick } from './on-run.ts';
import type { Asker, Reply, Workshop } from './verb.ts';

export interface Choice {
  readonly run: RunId | undefined;
  readonly step: number;
  /** The value of an option. */
  readonly value: string;
}

export async function choose(workshop: Workshop, asker: Asker, choice: Choice): Promise<Reply> {
  return onRun(workshop, asker, {
    id: choice.run,
    attempted: 'step.choose',
    look: (run) => whyMayNotTick(workshop, run, asker.person),
    read: runAlone,
    act: async ({ tx, run, now }, denied) => {
      const step = run.plan.steps[run.cursor];
      if (run.state !== 'waiting' || run.cursor !== choice.step || step?.kind !== 'choose')
        return refuse('conflict', `Run ${run.id} does not wait for the choice of step ${choice.step + 1} any more.`);
      if (denied !== undefined) return refuse('denied', denied);
      const option = step.options.find(({ value }) => value === choice.value);
      if (option === undefined) {
        const known = step.options.map(({ label }) => label).join(', ');
        return refuse('conflict', `That is no option of step ${choice.step + 1}. There are: ${known}.`);
      }
      await recordPersonStep(tx, run.id, run.cursor, asker.person);
      return applyEvent(
        tx,
        workshop,
        run,
        { kind: 'step-done', saved: { [savedKey(step, step.name)]: option.value } },
        { actor: asker.person, action: 'step.chosen', detail: { step: run.cursor + 1, ...option } },
        now,
      );
    },
  });
}
