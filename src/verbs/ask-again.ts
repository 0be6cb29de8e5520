// **Ask again** on the card of a run that became void: the plan is made anew from the runbook as it is now, its card says what is
// different, and the same question goes to the approvers.

import { done, refuse, type Result } from '../errors.ts';
import type { RunId } from '../ids.ts';
import type { Plan } from '../runbooks/planned.ts';
import { whatChanged } from '../runbooks/plan-changes.ts';
import { canAskAgain } from '../runs/again.ts';
import { patienceMs } from '../runs/decide.ts';
import { shelfFor } from '../runs/drill-shelf.ts';
import { isWorthALook } from '../runs/evidence.ts';
import { insertRevision } from '../runs/revisions.ts';
import type { Run } from '../runs/run.ts';
import type { SettledRun } from '../runs/settled.ts';
import { findSuccessor, insertRun } from '../runs/store.ts';
import { whyNotCounted } from '../runs/tolerance.ts';
import { askFor } from './ask.ts';
import { coverBeforehand } from './beforehand.ts';
import { aboutStart, onRun, type OnRun } from './on-run.ts';
import { prepare, sayProblems } from './prepare.ts';
import { textsOf } from './run.ts';
import type { Asker, Reply, Workshop } from './verb.ts';

interface Anew {
  readonly plan: Plan;
  readonly digest: string;
  readonly texts: NonNullable<Awaited<ReturnType<typeof textsOf>>>;
}

export async function askAgain(workshop: Workshop, asker: Asker, id: RunId | undefined): Promise<Reply> {
  return onRun(workshop, asker, {
    id,
    attempted: 'run.ask-again',
    look: (run) => planAnew(workshop, asker, run),
    read: findSuccessor,
    act: async (on, anew) => {
      const { run, rows: successor } = on;
      if (run.requestedBy !== asker.person)
        return refuse('denied', `Only <@${run.requestedBy}>, who asked for run ${run.id}, can ask again.`);
      if (!canAskAgain(run)) return refuse('conflict', `Run ${run.id} cannot be asked for again; nothing was changed.`);
      if (successor !== undefined)
        return refuse('conflict', `Run ${run.id} was asked for again already: that is run ${successor}.`);
      return anew.ok ? replace(workshop, asker, on, anew.value) : anew;
    },
  });
}

async function planAnew(workshop: Workshop, asker: Asker, run: SettledRun): Promise<Result<Anew>> {
  await workshop.library.refresh();
  const given = Object.entries(run.plan.parameters).map(([name, value]) => [name, String(value)] as const);
  const shelf = await shelfFor(workshop, run.plan);
  if (!shelf.ok) return shelf;
  const prepared = prepare(shelf.value, 'run', run.procedure, Object.fromEntries(given));
  switch (prepared.kind) {
    case 'refused':
      return { ok: false, refusal: prepared.refusal };
    case 'wrong':
      return refuse('conflict', sayProblems(prepared.problems));
    case 'missing': {
      const names = prepared.missing.map(({ name }) => `${name}=…`).join(' ');
      return refuse('conflict', `${run.procedure} needs ${names} now. Say: /ops run ${run.procedure} ${names}`);
    }
    case 'ready': {
      const { plan, digest } = prepared;
      const denied = await workshop.whyNot(asker.person, `run:${plan.risk}`, aboutStart(plan, run.channel));
      if (denied !== undefined) return refuse('denied', denied);
      const texts = await textsOf(workshop, plan);
      return texts === undefined
        ? refuse('conflict', 'The runbook was changed just now, so nothing was done. Press the button again.')
        : done({ plan, digest, texts });
    }
  }
}

async function replace(
  workshop: Workshop,
  asker: Asker,
  { tx, run, now }: OnRun<unknown>,
  { plan, digest, texts }: Anew,
): Promise<Result<Run>> {
  for (const { revision, file, text } of texts) await insertRevision(tx, revision, file, text);
  const changes = whatChanged(run.plan, plan);
  const { requestKey, person: requestedBy } = asker;
  const again = { of: run.id, changes };
  const inserted = await insertRun(tx, { requestKey, plan, digest, requestedBy, channel: run.channel, again });
  if (inserted === undefined) return refuse('conflict', 'That click was carried out before; nothing was changed.');
  const next = await coverBeforehand(workshop, tx, inserted);
  workshop.queue.send(tx, 'post', { subject: `run:${run.id}` });
  workshop.queue.send(tx, 'post', { subject: `run:${next.id}` }, { priority: 5 });
  workshop.queue.send(tx, 'advance', { run: next.id }, { delayMs: patienceMs });
  if (isWorthALook(plan)) workshop.queue.send(tx, 'evidence', { run: next.id });
  workshop.record(tx, {
    actor: asker.person,
    action: 'run.planned',
    subject: `run:${next.id}`,
    detail: {
      procedure: next.procedure,
      digest,
      parameters: plan.parameters,
      revision: plan.revision,
      again: run.id,
      changes,
    },
  });
  // Where nobody was asked before, nobody has to be asked now, or its rows are still being counted, its person presses the button on the new card.
  const isAsked =
    plan.approvals > 0 && next.preapproval === null && run.reason !== '' && whyNotCounted(next) === undefined;
  return isAsked ? askFor(workshop, asker, { tx, run: next, now }, run.reason) : done(next);
}
