// `/ops approvals`: what waits for a yes, what has to be reviewed, who may approve for whom, and how approving went lately. Runs of a
// private incident are shown to its people alone.

import type { Database } from '../db/database.ts';
import type { RunId } from '../ids.ts';
import { incidentId } from '../incidents/incident.ts';
import { mayKnow, type Curious } from '../incidents/may-know.ts';
import { findIncident } from '../incidents/store.ts';
import { readApprovalNumbers } from '../runs/approval-numbers.ts';
import { listWaiting } from '../runs/approvals.ts';
import { listDelegations } from '../runs/delegations.ts';
import { listOpenReviews } from '../runs/glass.ts';
import type { Run } from '../runs/run.ts';
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
    const ids = [...waiting, ...reviews].map(({ run }) => run);
    const runs = await knownRuns(database, asker, await listRunsById(database, ids));
    const isKnown = ({ run }: { readonly run: RunId }): boolean => runs.some(({ id }) => id === run);
    return {
      kind: 'approvals',
      waiting: waiting.filter(isKnown),
      reviews: reviews.filter(isKnown),
      runs,
      delegations: await listDelegations(database),
      numbers: await readApprovalNumbers(database),
    };
  },
};

/** Without those of private incidents in which the asker has no part. */
export async function knownRuns(database: Database, asker: Curious, runs: readonly Run[]): Promise<readonly Run[]> {
  const known = await Promise.all(
    runs.map(async ({ incident }) => {
      if (incident === null) return true;
      const of = await findIncident(database, incidentId.parse(incident));
      return of !== undefined && (await mayKnow(database, of, asker));
    }),
  );
  return runs.filter((_, index) => known[index]);
}
