// `opsbook run <procedure> [name=value …]`: starts a run that the bot walks, and tells how it goes until it rests. What takes a second
// person takes a one-time code of the first: whoever asks must not be able to say yes.

import { prepare } from '../verbs/prepare.ts';
import { startRun } from '../verbs/run.ts';
import { jsonOption, type CliCommand, type CliContext } from './cli-command.ts';
import { readGiven, whyNotPrepared } from './given-parameters.ts';
import { asHere } from './said-of.ts';
import { whyNotBegun } from './second-person.ts';
import { startOptions, startPlanned } from './start-planned.ts';
import { askFor, identityOptions, whoActs } from './who-acts.ts';
import { withWorkshop, type Terminal } from './with-workshop.ts';

type Given = Readonly<Record<string, string>>;

export const command: CliCommand = {
  name: 'run',
  describe: 'run a procedure and follow it; what takes a second person takes your one-time code too',
  arguments: '<procedure> [name=value...]',
  options: [...startOptions, ...identityOptions, jsonOption],
  act: ([name = '', ...words], options, context) =>
    withWorkshop(context, async (terminal) => {
      const { workshop, redact } = terminal;
      const given = await completed(context, terminal, name, readGiven(words));
      const prepared = prepare(workshop, 'run', name, given);
      if (prepared.kind !== 'ready') return context.refuse(asHere(redact(whyNotPrepared('run', prepared))));
      const why = await whyNotBegun(context, terminal, { ...prepared, line: `opsbook run ${name} …` }, options);
      if (why !== undefined) return context.refuse(why);
      const who = await whoActs(context, terminal, options);
      if (!who.ok) return context.refuse(asHere(who.refusal.say));
      const planned = await startRun(workshop, who.value.asker, name, given);
      return startPlanned(context, who.value, planned, options);
    }),
};

/** With the values that are missing, where somebody can be asked for them. */
async function completed(context: CliContext, { workshop }: Terminal, name: string, given: Given): Promise<Given> {
  const prepared = prepare(workshop, 'run', name, given);
  if (prepared.kind !== 'missing' || !context.screen.isWatched) return given;
  const values = new Map(Object.entries(given));
  for (const { name: parameter, describe } of prepared.missing) {
    const value = await askFor(context, describe === '' ? parameter : `${parameter}: ${describe}`);
    if (value === undefined) break;
    values.set(parameter, value);
  }
  return Object.fromEntries(values);
}
