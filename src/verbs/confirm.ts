// The **Run** button of a planned change that needs no second person: its own person confirms.

import { refuse } from '../errors.ts';
import type { RunId } from '../ids.ts';
import { setGoing } from '../runs/begin.ts';
import { findObstacle } from '../runs/lock-store.ts';
import { admit } from '../runs/locks.ts';
import { changesSince, voidRun } from '../runs/still-true.ts';
import { whyNotCounted } from '../runs/tolerance.ts';
import { neededToStart, onRun } from './on-run.ts';
import type { Asker, Reply, Workshop } from './verb.ts';

export async function confirm(workshop: Workshop, asker: Asker, id: RunId | undefined): Promise<Reply> {
  return onRun(workshop, asker, {
    id,
    attempted: 'run.confirm',
    look: (run) =>
      Promise.all([
        changesSince(workshop, run),
        workshop.whyNot(asker.person, neededToStart(run.plan), { ...run.plan, channel: run.channel }),
      ]),
    read: (tx, _id, before) => findObstacle(tx, before),
    act: async ({ tx, run, now, rows: obstacle }, [changes, denied]) => {
      if (run.requestedBy !== asker.person)
        return refuse('denied', `Only <@${run.requestedBy}>, who planned run ${run.id}, can start it.`);
      if (run.plan.approvals > 0)
        return refuse('denied', `Run ${run.id} needs another person's yes. Press *Ask for approval*.`);
      if (denied !== undefined) return refuse('denied', denied);
      const uncounted = run.state === 'planned' ? whyNotCounted(run) : undefined;
      if (uncounted !== undefined) return refuse('conflict', uncounted);
      if (changes.length > 0) return voidRun(tx, workshop, run, changes, asker.person, now);
      const start = admit(run, run.state === 'planned' ? obstacle : undefined, now);
      if (!start.ok) return start;
      const record = { actor: asker.person, action: start.value === 'now' ? 'run.started' : 'run.queued' };
      return setGoing(tx, workshop, run, { kind: 'confirmed', by: asker.person, start: start.value }, record, now);
    },
  });
}
