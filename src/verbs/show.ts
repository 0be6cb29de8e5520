// `/ops show <procedure>`: its purpose, parameters, steps with their risks, and its last runs.

import { listRunsOf } from '../runs/store.ts';
import { findProcedure } from './find-procedure.ts';
import { said, type Command } from './verb.ts';

export const command: Command = {
  name: 'show',
  usage: 'show <procedure>',
  describe: 'a procedure with its steps, risks, parameters and last runs',
  changes: false,
  act: async (words, _asker, workshop) => {
    await workshop.library.refresh();
    const found = findProcedure(workshop, 'show', words.plain[0]);
    if (!found.ok) return said(found.refusal.say);
    const { runbook, procedure } = found.value;
    const targets = workshop.targetsOf(runbook);
    const used = new Set(procedure.steps.flatMap((step) => ('target' in step ? [step.target] : [])));
    const warnings = [...used].flatMap((name) => {
      const target = targets[name];
      return target === undefined || target.ok ? [] : [target.say];
    });
    return {
      kind: 'page',
      runbook,
      procedure,
      runs: await listRunsOf(workshop.database, procedure.name, 5),
      warnings,
    };
  },
};
