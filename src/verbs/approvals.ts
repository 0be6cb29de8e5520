// `/ops approvals`: what waits for a yes, what has to be reviewed, who may approve for whom, and how approving went lately.

import { readApprovalNumbers } from '../runs/approval-numbers.ts';
import { listWaiting } from '../runs/approvals.ts';
import { listDelegations } from '../runs/delegations.ts';
import { listOpenReviews } from '../runs/glass.ts';
import { listRunsById } from '../runs/store.ts';
import { refused, type Command } from './verb.ts';

export const command: Command = {
  name: 'approvals',
  usage: 'approvals',
  describe: 'what waits for a yes or a review, and how approving went lately',
  needs: 'see',
  changes: false,
  act: async (_words, asker, { database, whyNot }) => {
    const denied = await whyNot(asker.person, 'see');
    if (denied !== undefined) return refused(denied);
    const waiting = await listWaiting(database);
    const reviews = await listOpenReviews(database);
    const runs = await listRunsById(
      database,
      [...waiting, ...reviews].map(({ run }) => run),
    );
    const delegations = await listDelegations(database);
    return { kind: 'approvals', waiting, reviews, runs, delegations, numbers: await readApprovalNumbers(database) };
  },
};
