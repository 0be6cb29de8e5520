// `/ops cancel <id>`: no further step begins. A step under way is stopped, and the card says that it may have done part of its work.

import { refuse } from '../errors.ts';
import { parseRunId, type RunId } from '../ids.ts';
import { latestApproval } from '../runs/approvals.ts';
import { describeState } from '../runs/decide.ts';
import { hasEnded } from '../runs/run.ts';
import { stopRun } from '../runs/stop.ts';
import { listAttemptsHere } from '../runs/store.ts';
import { onRun, whyMayNotSteer } from './on-run.ts';
import { said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';

export const command: Command = {
  name: 'cancel',
  usage: 'cancel <run>',
  describe: 'stop a run: no further step begins',
  needs: 'run:read',
  changes: true,
  isUrgent: true,
  before: async (words) =>
    parseRunId(words.rest) === undefined
      ? said('Say which run: /ops cancel <number>. /ops runs lists them with their numbers.')
      : undefined,
  act: (words, asker, workshop) => cancel(workshop, asker, parseRunId(words.rest)),
};

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
      const [approval, attempts] = on.rows;
      return stopRun(on.tx, workshop, { run: on.run, approval, attempts, by: asker.person }, on.now);
    },
  });
}
