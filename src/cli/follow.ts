// `opsbook follow <run>`: how a run goes until it rests; whoever watches is asked what it asks.

import { parseRunId } from '../ids.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { followRun } from './follow-run.ts';
import { asHere } from './said-of.ts';
import { viewRun } from './view-run.ts';
import { identityOptions, whoActs } from './who-acts.ts';
import { noSuchRun, whyNotRun } from './with-run.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'follow',
  describe: 'tell how a run goes, and ask what it asks; ends with 3 when it waits for somebody',
  arguments: '<run>',
  options: [...identityOptions, jsonOption],
  act: ([number = ''], options, context) =>
    withWorkshop(context, async (terminal) => {
      const id = parseRunId(number);
      if (id === undefined) return context.refuse(noSuchRun(number));
      const who = await whoActs(context, terminal, options);
      if (!who.ok) return context.refuse(asHere(who.refusal.say));
      const seen = await viewRun(who.value, id);
      return seen.kind === 'run-status'
        ? followRun(context, who.value, id)
        : context.refuse(whyNotRun(who.value, seen));
    }),
};
