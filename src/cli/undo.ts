// `opsbook undo <run>`: runs what takes a run back, by the `undo` of its steps, as `/ops undo` plans it.

import { parseRunId } from '../ids.ts';
import { prepare } from '../verbs/prepare.ts';
import { findUndo, undo } from '../verbs/undo.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { whyNotPrepared } from './given-parameters.ts';
import { asHere } from './said-of.ts';
import { whyNotBegun } from './second-person.ts';
import { startOptions, startPlanned } from './start-planned.ts';
import { identityOptions, whoActs } from './who-acts.ts';
import { noSuchRun } from './with-run.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'undo',
  describe: 'run what takes a run back, by the undo of its steps',
  arguments: '<run>',
  options: [...startOptions, ...identityOptions, jsonOption],
  act: ([number = ''], options, context) =>
    withWorkshop(context, async (terminal) => {
      const id = parseRunId(number);
      if (id === undefined) return context.refuse(noSuchRun(number));
      const { workshop, redact } = terminal;
      const found = await findUndo(workshop, id);
      if (found.kind === 'none') return context.refuse(asHere(found.say));
      const prepared = prepare(workshop, 'undo', found.undo.procedure, found.undo.given);
      // What the run has not saved, its person says: as a run of that procedure.
      if (prepared.kind !== 'ready') return context.refuse(asHere(redact(whyNotPrepared('run', prepared))));
      const why = await whyNotBegun(context, terminal, { ...prepared, line: `opsbook undo ${id}` }, options);
      if (why !== undefined) return context.refuse(why);
      const who = await whoActs(context, terminal, options);
      if (!who.ok) return context.refuse(asHere(redact(who.refusal.say)));
      return startPlanned(context, who.value, await undo(workshop, who.value.asker, id), options);
    }),
};
