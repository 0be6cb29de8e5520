// `/ops cancel <id>`: no further step begins. A step under way is stopped, and the card says that it may have done part of its work.

import { done, refuse, type Result } from '../errors.ts';
import { parseRunId, type RunId } from '../ids.ts';
import { closeApproval, latestApproval } from '../runs/approvals.ts';
import { applyEvent } from '../runs/apply.ts';
import { describeState } from '../runs/decide.ts';
import { hasEnded, type Approval, type Attempt, type Run } from '../runs/run.ts';
import { listAttemptsHere, requestCancel } from '../runs/store.ts';
import { onRun, whyMayNotSteer, type OnRun } from './on-run.ts';
import { said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';

export const command: Command = {
  name: 'cancel',
  usage: 'cancel <run>',
  describe: 'stop a run: no further step begins',
  needs: 'run:read',
  changes: true,
  before: async (words) =>
    parseRunId(words.rest) === undefined
      ? said('Say which run: /ops cancel <number>. /ops runs lists them with their numbers.')
      : undefined,
  act: (words, asker, workshop) => cancel(workshop, asker, parseRunId(words.rest)),
};

type Rows = readonly [Approval | undefined, readonly Attempt[]];

export async function cancel(workshop: Workshop, asker: Asker, id: RunId | undefined): Promise<Reply> {
  return onRun(workshop, asker, {
    id,
    attempted: 'run.cancel',
    look: (run) => whyMayNotSteer(workshop, run, asker.person),
    read: (tx, run) => Promise.all([latestApproval(tx, run), listAttemptsHere(tx, run)]),
    act: async (on, denied) => {
      if (hasEnded(on.run.state))
        return refuse('conflict', `Run ${on.run.id} is over already: ${describeState(on.run.state)}.`);
      if (denied !== undefined) return refuse('denied', denied);
      return carryOut(workshop, asker, on);
    },
  });
}

async function carryOut(workshop: Workshop, asker: Asker, on: OnRun<Rows>): Promise<Result<Run>> {
  const { tx, run, now } = on;
  const [approval, attempts] = on.rows;
  if (approval !== undefined) closeApproval(tx, approval.id, 'void');
  const record = { actor: asker.person, action: 'run.cancelled', detail: { step: run.cursor + 1 } };
  if (run.state === 'running' && attempts.some((attempt) => attempt.endedAt === null)) {
    await requestCancel(tx, run.id, asker.person);
    workshop.queue.send(tx, 'post', { subject: `run:${run.id}` });
    workshop.record(tx, { ...record, action: 'run.cancel-asked', subject: `run:${run.id}` });
    return done({ ...run, cancelledBy: asker.person });
  }
  const say = run.startedAt === null ? 'Nothing was done.' : `Steps from ${run.cursor + 1} on were not begun.`;
  return applyEvent(tx, workshop, run, { kind: 'cancelled', by: asker.person, say }, record, now);
}
