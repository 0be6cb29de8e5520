// The answer to "step N may have happened": *It happened*, *Run it again* or *Stop*.

import { refuse, type Result } from '../errors.ts';
import type { RunId } from '../ids.ts';
import { applyEvent } from '../runs/apply.ts';
import type { Run } from '../runs/run.ts';
import { decideAttempt } from '../runs/store.ts';
import { onRun, runAlone, whyMayNotSteer, type OnRun } from './on-run.ts';
import type { Asker, Reply, Workshop } from './verb.ts';

export type DoubtAnswer = 'happened' | 'again' | 'stop';

export async function answerDoubt(
  workshop: Workshop,
  asker: Asker,
  id: RunId | undefined,
  step: number,
  answer: DoubtAnswer,
): Promise<Reply> {
  return onRun(workshop, asker, {
    id,
    attempted: `doubt.${answer}`,
    look: (run) => whyMayNotSteer(workshop, run, asker.person),
    read: runAlone,
    act: async (on, denied) => {
      if (on.run.state !== 'in_doubt' || on.run.cursor !== step)
        return refuse('conflict', `Run ${on.run.id} is not in doubt about step ${step + 1} any more.`);
      if (denied !== undefined) return refuse('denied', denied);
      return carryOut(workshop, asker, on, answer);
    },
  });
}

async function carryOut(
  workshop: Workshop,
  asker: Asker,
  on: OnRun<undefined>,
  answer: DoubtAnswer,
): Promise<Result<Run>> {
  const { tx, run, now } = on;
  const record = { actor: asker.person, action: `doubt.${answer}`, detail: { step: run.cursor + 1 } };
  switch (answer) {
    case 'happened':
      await decideAttempt(tx, run.id, run.cursor, 'happened', asker.person);
      return applyEvent(tx, workshop, run, { kind: 'answered', happened: true }, record, now);
    case 'again':
      await decideAttempt(tx, run.id, run.cursor, 'unknown', asker.person);
      return applyEvent(tx, workshop, run, { kind: 'answered', happened: false }, record, now);
    case 'stop': {
      const say = `Step ${run.cursor + 1} may have happened; the steps after it were not begun.`;
      return applyEvent(tx, workshop, run, { kind: 'cancelled', by: asker.person, say }, record, now);
    }
  }
}
