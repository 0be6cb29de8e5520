// `opsbook show <procedure>`: its parameters, steps with their risks, and last runs, as `/ops show` tells them.

import { rehearsedInWords } from '../drills/rehearsed.ts';
import type { Step } from '../runbooks/model.ts';
import { describeState } from '../runs/decide.ts';
import { showProcedure } from '../verbs/show.ts';
import type { Reply } from '../verbs/verb.ts';
import { jsonOption, type CliCommand, type CliContext } from './cli-command.ts';
import { plainLine } from './plain-line.ts';
import { printJson } from './print-json.ts';
import { textLines, toneOf } from './run-lines.ts';
import { asHere, personHere, saidOf } from './said-of.ts';
import { toneOfRisk } from './tone-of-risk.ts';
import { runAsJson } from './with-run.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'show',
  describe: 'print a procedure with its parameters, steps, risks and last runs and rehearsal',
  arguments: '<procedure>',
  options: [jsonOption],
  act: ([name = ''], _options, context) =>
    withWorkshop(context, async ({ workshop, asker, redact }) => {
      const reply = redact(await showProcedure(workshop, asker, name, { step: 0, part: 0 }));
      if (reply.kind !== 'page') return context.refuse(saidOf(reply));
      if (context.isJson) printJson(context, asJson(reply));
      else for (const line of linesOf(reply, context)) context.print(line);
      return 0;
    }),
};

type Page = Extract<Reply, { kind: 'page' }>;

function linesOf({ runbook, procedure, runs, warnings, rights, rehearsed }: Page, { screen }: CliContext): string[] {
  const { name, risk, title, purpose, parameters, steps } = procedure;
  const { paint } = screen;
  const { tone } = toneOfRisk(risk);
  return [
    `${paint('strong', name)} (${tone === undefined ? risk : paint(tone, risk)}): ${plainLine(title)}`,
    paint('quiet', `${runbook.file}:${procedure.line}`),
    ...(purpose === '' ? [] : [plainLine(purpose)]),
    ...parameters.map(({ name: parameter, describe = '' }) => `  ${parameter}=…  ${plainLine(describe)}`.trimEnd()),
    ...steps.flatMap((step, index) => stepLines(step, index, paint)),
    ...warnings.map(plainLine),
    `Starts it: ${asHere(plainLine(rights.starters))}${rights.approvers === undefined ? '' : `. Approves: ${asHere(plainLine(rights.approvers))}`}`,
    ...(rights.refusal === undefined ? [] : [asHere(plainLine(rights.refusal))]),
    ...(rehearsed === undefined ? [] : [rehearsedInWords(rehearsed, (person) => person)]),
    ...runs.map(
      ({ id, state, requestedBy }) =>
        `  run ${id}: ${paint(toneOf(state), describeState(state))}, by ${personHere(requestedBy)}`,
    ),
  ];
}

function stepLines(step: Step, index: number, paint: CliContext['screen']['paint']): string[] {
  const { tone } = toneOfRisk(step.risk);
  const target = 'target' in step ? `, on ${step.target}` : '';
  const title = step.title === '' ? '' : `: ${plainLine(step.title)}`;
  const text = 'text' in step ? textLines(step.text) : [];
  return [
    `  ${index + 1}. ${step.kind}, ${tone === undefined ? step.risk : paint(tone, step.risk)}${target}${title}`,
    ...text.map((line) => `       ${line}`),
  ];
}

/** What programs may rely on; docs/guides/terminal.md says what each means. */
function asJson({ runbook, procedure, runs, warnings, rights }: Page): object {
  const { name, risk, title, purpose, parameters, steps } = procedure;
  return {
    procedure: { name, risk, title, purpose, file: runbook.file, line: procedure.line },
    parameters: parameters.map((each) => ({
      name: each.name,
      describe: each.describe ?? '',
      choices: each.choices ?? null,
      default: each.default ?? null,
    })),
    steps: steps.map((step, index) => ({
      step: index + 1,
      kind: step.kind,
      risk: step.risk,
      because: step.because,
      title: step.title,
      target: 'target' in step ? step.target : null,
      text: 'text' in step ? step.text : null,
    })),
    warnings,
    mayStart: rights.refusal === undefined,
    runs: runs.map(runAsJson),
  };
}
