// `/ops undo <run>` and **Undo**: a plan of the procedure that takes a run back, filled with what that run has saved. It is shown,
// approved and run like any other.

import { parseRunId, type RunId } from '../ids.ts';
import type { Procedure } from '../runbooks/model.ts';
import { nextUndo, whyNoUndo, type Undo } from '../runs/undo.ts';
import { readRunView } from '../runs/view.ts';
import { prepare, sayProblems } from './prepare.ts';
import { startRun } from './run.ts';
import { workshopAt } from './workshop-at.ts';
import { once, said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';

export const command: Command = {
  name: 'undo',
  usage: 'undo <run>',
  describe: 'plan what takes a run back, by the undo of its steps',
  needs: 'run:read',
  changes: true,
  before: async (words, asker, workshop) => {
    await workshop.library.refresh();
    return beforeUndo(workshop, asker, parseRunId(words.rest));
  },
  act: (words, asker, workshop) => undo(workshop, asker, parseRunId(words.rest)),
};

/** The answers that need no change: why not, or a form for what the run has not saved. */
export async function beforeUndo(workshop: Workshop, asker: Asker, id: RunId | undefined): Promise<Reply | undefined> {
  const found = await findUndo(workshop, id);
  if (found.kind === 'none') return said(found.say);
  const { procedure, given } = found.undo;
  const here = await workshopAt(workshop, asker.channel, id);
  if (!here.ok) return said(here.refusal.say);
  const prepared = prepare(here.value, 'undo', procedure, given);
  const form = (of: Procedure): Reply => {
    const { channel } = asker;
    return { kind: 'form', procedure: of, given, missing: of.parameters, channel, undoes: found.run };
  };
  switch (prepared.kind) {
    case 'ready':
      return undefined;
    case 'missing':
      return form(prepared.found.procedure);
    case 'wrong': {
      // What was saved does not fit; the form says so.
      const named = workshop.library.procedure(procedure);
      return named === undefined ? said(sayProblems(prepared.problems)) : form(named.procedure);
    }
    case 'refused':
      return said(prepared.refusal.say);
  }
}

export async function undo(workshop: Workshop, asker: Asker, id: RunId | undefined): Promise<Reply> {
  const found = await findUndo(workshop, id);
  if (found.kind === 'none') return once(workshop, asker, async () => said(found.say));
  return startRun(workshop, asker, found.undo.procedure, found.undo.given, found.run);
}

type Found =
  { readonly kind: 'undo'; readonly run: RunId; readonly undo: Undo } | { readonly kind: 'none'; readonly say: string };

/** With the values that the procedure has parameters for. */
export async function findUndo({ database, library }: Workshop, id: RunId | undefined): Promise<Found> {
  if (id === undefined) return { kind: 'none', say: 'Say which run: /ops undo <number>. /ops runs lists them.' };
  const view = await readRunView(database, id);
  if (view === undefined) return { kind: 'none', say: 'There is no such run. /ops runs lists the latest.' };
  const next = nextUndo(view);
  if (next === undefined) return { kind: 'none', say: whyNoUndo(view) };
  const names = new Set(library.procedure(next.procedure)?.procedure.parameters.map(({ name }) => name));
  const given = Object.fromEntries(Object.entries(next.given).filter(([name]) => names.has(name)));
  return { kind: 'undo', run: id, undo: { ...next, given } };
}
