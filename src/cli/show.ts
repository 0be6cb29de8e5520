// `opsbook show <procedure>`: its parameters, steps with their risks, and last runs, as `/ops show` tells them.

import { rehearsedInWords } from '../drills/rehearsed.ts';
import { showProcedure } from '../verbs/show.ts';
import type { Reply } from '../verbs/verb.ts';
import type { CliCommand } from './cli-command.ts';
import { plainLine } from './plain-line.ts';
import { saidOf } from './said-of.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'show',
  describe: 'print a procedure with its parameters, steps, risks and last runs and rehearsal',
  arguments: '<procedure>',
  act: ([name = ''], _options, context) =>
    withWorkshop(context, async ({ workshop, asker, redact }) => {
      const reply = redact(await showProcedure(workshop, asker, name, { step: 0, part: 0 }));
      if (reply.kind !== 'page') {
        context.print(saidOf(reply));
        return 1;
      }
      for (const line of linesOf(reply)) context.print(line);
      return 0;
    }),
};

function linesOf({
  runbook,
  procedure,
  runs,
  warnings,
  rights,
  rehearsed,
}: Extract<Reply, { kind: 'page' }>): string[] {
  const { name, risk, title, purpose, parameters, steps } = procedure;
  return [
    `${name} (${risk}): ${plainLine(title)}`,
    `${runbook.file}:${procedure.line}`,
    ...(purpose === '' ? [] : [plainLine(purpose)]),
    ...parameters.map((parameter) => `  ${parameter.name}=…`),
    ...steps.map((step, index) => `  ${index + 1}. ${step.kind}, ${step.risk}${targetOf(step)}`),
    ...warnings.map(plainLine),
    ...(rights.refusal === undefined ? [] : [plainLine(rights.refusal)]),
    ...(rehearsed === undefined ? [] : [rehearsedInWords(rehearsed, (person) => person)]),
    ...runs.map(({ id, state, requestedBy }) => `  run ${id}: ${state}, by ${requestedBy}`),
  ];
}

function targetOf(step: object): string {
  return 'target' in step && typeof step.target === 'string' ? `, on ${step.target}` : '';
}
