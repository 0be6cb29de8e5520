// The `evidence` duty: looks at the targets of a planned run, keeps what it saw with the run and has its cards shown anew.

import type { Database } from '../db/database.ts';
import type { RunId } from '../ids.ts';
import type { Desk } from '../runs/desk.ts';
import type { Evidence, Look } from '../runs/evidence.ts';
import { findRun, insertEvidence, lockRun } from '../runs/store.ts';
import { awaitsEvidence } from '../runs/tolerance.ts';

export interface EvidenceDuty extends Desk {
  readonly database: Database;
  readonly look: Look;
}

export async function gatherEvidence(duty: EvidenceDuty, id: RunId): Promise<void> {
  const planned = await findRun(duty.database, id);
  if (planned === undefined || !awaitsEvidence(planned)) return;
  const evidence = await duty.look(planned.plan);
  await duty.database.transaction(async (tx) => {
    const locked = await lockRun(tx, id);
    if (locked === undefined || !awaitsEvidence(locked.run)) return;
    const { run } = locked;
    await insertEvidence(tx, id, evidence);
    duty.queue.send(tx, 'post', { subject: `run:${id}` }, { priority: 5 });
    const detail = { procedure: run.procedure, digest: run.digest, rows: countsIn(evidence) };
    duty.record(tx, { actor: 'opsbook', action: 'run.evidence', subject: `run:${id}`, detail });
  });
}

/** By step, as people count them: what a `tolerance` is a multiple of. */
function countsIn({ steps }: Evidence): Readonly<Record<string, number>> {
  const counted = steps.flatMap(({ step, found }) =>
    found.kind === 'counted' ? [[step + 1, found.rows] as const] : [],
  );
  return Object.fromEntries(counted);
}
