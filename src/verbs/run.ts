// `/ops run <procedure> [name=value …]`: a plan is stored with its run. Reads start at once, changes wait for their person's
// **Run**, and whatever needs a second person waits for **Ask for approval**.

import type { Transaction } from '../db/database.ts';
import type { RunId } from '../ids.ts';
import type { Plan } from '../runbooks/planned.ts';
import { patienceMs } from '../runs/decide.ts';
import { setGoing } from '../runs/begin.ts';
import { isWorthALook } from '../runs/evidence.ts';
import { insertRevision } from '../runs/revisions.ts';
import { locksOf } from '../runs/locks.ts';
import { insertRun, listAttempts, listUndoing, lockRun } from '../runs/store.ts';
import { nextUndo, whyNoUndo } from '../runs/undo.ts';
import { coverBeforehand, underPreapproval } from './beforehand.ts';
import { aboutStart, neededToStart } from './on-run.ts';
import { prepare, sayProblems } from './prepare.ts';
import { workshopAt } from './workshop-at.ts';
import { changed, once, said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';

export const command: Command = {
  name: 'run',
  usage: 'run <procedure> [name=value …]',
  describe: 'run a procedure; what is dangerous asks a second person first',
  needs: 'run:read',
  changes: true,
  before: async (words, asker, workshop) => {
    await workshop.library.refresh();
    return beforeRun(workshop, asker, words.plain[0], words.named);
  },
  act: (words, asker, workshop) => startRun(workshop, asker, words.plain[0], words.named),
};

/** The answers that need no change: a form for what is missing, a sentence for what is wrong. */
export async function beforeRun(
  workshop: Workshop,
  asker: Asker,
  name: string | undefined,
  given: Readonly<Record<string, string>>,
): Promise<Reply | undefined> {
  const here = await workshopAt(workshop, asker.channel);
  if (!here.ok) return said(here.refusal.say);
  const prepared = prepare(here.value, 'run', name, given);
  switch (prepared.kind) {
    case 'ready':
      return undefined;
    case 'missing':
      return {
        kind: 'form',
        procedure: prepared.found.procedure,
        given,
        missing: prepared.missing,
        channel: asker.channel,
      };
    case 'wrong':
      return said(sayProblems(prepared.problems));
    case 'refused':
      return said(prepared.refusal.say);
  }
}

export async function startRun(
  everywhere: Workshop,
  asker: Asker,
  name: string | undefined,
  given: Readonly<Record<string, string>>,
  undoes?: RunId,
): Promise<Reply> {
  const here = await workshopAt(everywhere, asker.channel, undoes);
  if (!here.ok) return once(everywhere, asker, async () => said(here.refusal.say));
  const workshop = here.value;
  const prepared = prepare(workshop, 'run', name, given);
  if (prepared.kind !== 'ready') {
    const reply = await beforeRun(workshop, asker, name, given);
    return once(workshop, asker, async () => reply ?? said('Nothing was done. Say the command again.'));
  }
  const { plan, digest } = prepared;
  const refusal = await workshop.whyNot(asker.person, neededToStart(plan), aboutStart(plan, asker.channel));
  const texts = await textsOf(workshop, plan);
  return once(workshop, asker, async (tx) => {
    if (refusal !== undefined) {
      workshop.record(tx, {
        actor: asker.person,
        action: 'run.refused',
        subject: `procedure:${plan.procedure}`,
        detail: { digest, say: refusal },
      });
      return said(refusal);
    }
    if (texts === undefined)
      return said('The runbook was changed just now, so nothing was done. Say the command again.');
    for (const { revision, file, text } of texts) await insertRevision(tx, revision, file, text);
    const why = undoes === undefined ? undefined : await whyNotUndoNow(tx, undoes, plan.procedure);
    return why === undefined ? insert(workshop, asker, { plan, digest, undoes }, tx) : said(why);
  });
}

interface Text {
  readonly file: string;
  readonly revision: string;
  readonly text: string;
}

/** The pages that the plan was made from; undefined when one of them is no longer what it was then. */
export async function textsOf({ library }: Workshop, plan: Plan): Promise<readonly Text[] | undefined> {
  const texts: Text[] = [];
  for (const { file, revision } of [plan, ...(plan.calls ?? [])]) {
    const text = await library.source(file, revision);
    if (text === undefined) return undefined;
    texts.push({ file, revision, text });
  }
  return texts;
}

/** Looked at with that run locked: two clicks take nothing back twice. */
async function whyNotUndoNow(tx: Transaction, undoes: RunId, procedure: string): Promise<string | undefined> {
  const locked = await lockRun(tx, undoes);
  if (locked === undefined) return 'There is no such run. /ops runs lists the latest.';
  const [attempts, undoneBy] = await Promise.all([listAttempts(tx, undoes), listUndoing(tx, undoes)]);
  const past = { run: locked.run, attempts, undoneBy };
  return nextUndo(past)?.procedure === procedure ? undefined : whyNoUndo(past);
}

interface Wanted {
  readonly plan: Plan;
  readonly digest: string;
  readonly undoes: RunId | undefined;
}

async function insert(
  workshop: Workshop,
  asker: Asker,
  { plan, digest, undoes }: Wanted,
  tx: Transaction,
): Promise<Reply> {
  const inserted = await insertRun(tx, {
    requestKey: asker.requestKey,
    plan,
    digest,
    requestedBy: asker.person,
    channel: asker.channel,
    ...(undoes === undefined ? {} : { undoes }),
  });
  if (inserted === undefined) return { kind: 'done-before' };
  const run = await coverBeforehand(workshop, tx, inserted);
  const record = {
    actor: asker.person,
    action: 'run.planned',
    detail: {
      parameters: plan.parameters,
      revision: plan.revision,
      risk: plan.risk,
      ...(undoes === undefined ? {} : { undoes }),
    },
  };
  // A lock is taken by a press of **Run**, which can be pressed again.
  if (plan.risk === 'read' && plan.approvals === 0 && locksOf(plan).length === 0) {
    const locked = await lockRun(tx, run.id);
    if (locked === undefined) throw new Error(`run ${run.id} vanished after its insert`);
    const by = { kind: 'confirmed', by: asker.person, start: 'now' } as const;
    const started = setGoing(tx, workshop, run, by, { ...record, action: 'run.started' }, locked.now);
    return changed(started.ok ? started.value : run);
  }
  if (undoes !== undefined) workshop.queue.send(tx, 'post', { subject: `run:${undoes}` });
  workshop.queue.send(tx, 'post', { subject: `run:${run.id}` }, { priority: 5 });
  workshop.queue.send(tx, 'advance', { run: run.id }, { delayMs: patienceMs });
  if (isWorthALook(plan)) workshop.queue.send(tx, 'evidence', { run: run.id });
  workshop.record(tx, {
    actor: record.actor,
    action: record.action,
    subject: `run:${run.id}`,
    detail: { ...record.detail, procedure: run.procedure, digest, ...underPreapproval(run) },
  });
  return { kind: 'run', run };
}
