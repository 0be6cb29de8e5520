// The **Run** button of a planned change that needs no second person, or was approved beforehand: its own person confirms.

import { refuse, type Result } from '../errors.ts';
import type { RunId } from '../ids.ts';
import { setGoing, type Begun } from '../runs/begin.ts';
import { findObstacle } from '../runs/lock-store.ts';
import { admit, type Obstacle } from '../runs/locks.ts';
import type { Run } from '../runs/run.ts';
import { changesSince, voidRun } from '../runs/still-true.ts';
import { whyNotCounted } from '../runs/tolerance.ts';
import { textNow, whyNotUnder } from './beforehand.ts';
import { aboutStart, neededToStart, onRun, type OnRun } from './on-run.ts';
import type { Asker, Reply, Workshop } from './verb.ts';

interface Seen {
  readonly changes: readonly string[];
  readonly denied: string | undefined;
  readonly textDigest: string | undefined;
}

export async function confirm(workshop: Workshop, asker: Asker, id: RunId | undefined): Promise<Reply> {
  return onRun(workshop, asker, {
    id,
    attempted: 'run.confirm',
    look: async (run): Promise<Seen> => {
      const { plan, channel } = run;
      const [changes, denied] = await Promise.all([
        changesSince(workshop, run),
        workshop.whyNot(asker.person, neededToStart(plan), aboutStart(plan, channel)),
      ]);
      return { changes, denied, textDigest: textNow(workshop, plan) };
    },
    read: (tx, _id, before) => findObstacle(tx, before),
    act: (on, seen) => carryOut(workshop, asker, on, seen),
  });
}

async function carryOut(
  workshop: Workshop,
  asker: Asker,
  { tx, run, now, rows: obstacle }: OnRun<Obstacle | undefined>,
  { changes, denied, textDigest }: Seen,
): Promise<Result<Run | Begun>> {
  if (run.requestedBy !== asker.person)
    return refuse('denied', `Only <@${run.requestedBy}>, who planned run ${run.id}, can start it.`);
  if (denied !== undefined && run.plan.approvals === 0) return refuse('denied', denied);
  const uncounted = run.state === 'planned' ? whyNotCounted(run) : undefined;
  if (uncounted !== undefined) return refuse('conflict', uncounted);
  if (changes.length > 0) return voidRun(tx, workshop, run, changes, asker.person, now);
  const start = admit(run, run.state === 'planned' ? obstacle : undefined, now);
  if (!start.ok) return start;
  const by = asker.person;
  const action = start.value === 'now' ? 'run.started' : 'run.queued';
  // A run that is not waiting for its start is refused there.
  if (run.plan.approvals === 0 || run.state !== 'planned')
    return setGoing(tx, workshop, run, { kind: 'confirmed', by, start: start.value }, { actor: by, action }, now);
  const uncovered = await whyNotUnder(workshop, tx, { run, by, textDigest, now });
  if (uncovered !== undefined) return { ok: false, refusal: uncovered };
  if (denied !== undefined) return refuse('denied', denied);
  const preapproval = run.preapproval ?? 0;
  const record = { actor: by, action, detail: { preapproval } };
  return setGoing(tx, workshop, run, { kind: 'confirmed', by, start: start.value, preapproval }, record, now);
}
