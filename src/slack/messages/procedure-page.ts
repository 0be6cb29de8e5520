// `/ops show`: one procedure as a page: purpose, parameters, steps with their risks and reasons, last runs.

import type { KnownBlock } from '@slack/types';
import type { Parameter, ParameterValue, Procedure, Runbook, Step } from '../../runbooks/model.ts';
import { describeState } from '../../runs/decide.ts';
import type { Run } from '../../runs/run.ts';
import { actions, context, divider, header, section } from '../blocks.ts';
import { code, codeBlock, escape, plain, sizeOf, time, type SlackMessage } from '../fit.ts';
import { inWords } from './plan-steps.ts';

export interface ProcedurePage {
  readonly runbook: Runbook;
  readonly procedure: Procedure;
  readonly runs: readonly Run[];
  readonly warnings: readonly string[];
}

const perStep = 700;
const mostSteps = 14;
const mostWarnings = 3;
/** Characters of all steps together; the rest of what one message holds is for what stands around them. */
const budget = 5_000;

export function procedurePage({ runbook, procedure, runs, warnings }: ProcedurePage): SlackMessage {
  const steps = fittingSteps(procedure.steps);
  const left = procedure.steps.length - steps.length;
  const blocks: KnownBlock[] = [
    header(procedure.title),
    context(
      `${code(procedure.name)} · risk *${procedure.risk}* · ${approvals(procedure, runbook)} · ${escape(runbook.file)} ${code(runbook.revision.slice(0, 7))}`,
    ),
    ...(procedure.purpose === '' ? [] : [section(plain(procedure.purpose, 1200))]),
    ...warnings.slice(0, mostWarnings).map((warning) => section(`:warning: ${plain(warning, 300)}`)),
    ...(procedure.parameters.length === 0 ? [] : [section(parameterText(procedure.parameters))]),
    divider,
    ...steps.flat(),
    ...(left === 0
      ? []
      : [
          context(
            `${left} more ${left === 1 ? 'step' : 'steps'}: see ${code(runbook.file)}, or press *Run…* for the plan.`,
          ),
        ]),
    actions({ action: 'procedure.run', text: 'Run…', value: procedure.name, style: 'primary' }),
    context(runs.length === 0 ? 'Never run yet.' : `Last runs: ${runs.map(runLine).join(' · ')}`),
  ];
  return { text: escape(`${procedure.title} (${procedure.name})`), blocks };
}

/** The first steps, as many as the message holds. */
function fittingSteps(steps: readonly Step[]): KnownBlock[][] {
  const fitting: KnownBlock[][] = [];
  let used = 0;
  for (const [index, step] of steps.slice(0, mostSteps).entries()) {
    const own = stepBlocks(step, index);
    used += own.reduce((sum, block) => sum + sizeOf(block), 0);
    if (used > budget) break;
    fitting.push(own);
  }
  return fitting;
}

const parametersLength = 2_500;

function parameterText(parameters: readonly Parameter[]): string {
  const lines = ['*Parameters*'];
  let used = 0;
  for (const parameter of parameters) {
    const line = parameterLine(parameter);
    used += Array.from(line).length + 1;
    if (used > parametersLength) break;
    lines.push(line);
  }
  const left = parameters.length - (lines.length - 1);
  return [...lines, ...(left === 0 ? [] : [`… and ${left} more`])].join('\n');
}

function approvals(procedure: Procedure, runbook: Runbook): string {
  if (procedure.approvals === 0) return procedure.risk === 'read' ? 'runs at once' : 'asks you to confirm';
  const people = procedure.approvals === 1 ? 'one other person' : `${procedure.approvals} other people`;
  return `needs ${people} of ${plain(runbook.approvers.join(', '), 500)}`;
}

function parameterLine(parameter: Parameter): string {
  const notes = [
    parameter.type,
    ...(parameter.pattern === undefined ? [] : [`matches ${code(parameter.pattern, 150)}`]),
    ...(parameter.choices === undefined ? [] : [`one of ${chosen(parameter.choices)}`]),
    ...(parameter.default === undefined ? [] : [`default ${code(String(parameter.default), 100)}`]),
  ];
  return `• ${code(parameter.name)} ${plain(parameter.describe ?? '', 200)} (${notes.join(', ')})`;
}

const mostChoices = 10;

function chosen(choices: readonly ParameterValue[]): string {
  const shown = choices.slice(0, mostChoices).map((choice) => code(String(choice), 60));
  const left = choices.length - shown.length;
  return `${shown.join(', ')}${left === 0 ? '' : ` and ${left} more`}`;
}

function stepBlocks(step: Step, index: number): KnownBlock[] {
  const title = `*${index + 1}. ${plain(step.title === '' ? nameOf(step) : step.title, 200)}*`;
  switch (step.kind) {
    case 'http':
    case 'sql':
    case 'sh': {
      const because = step.because[0] === undefined ? '' : `: ${plain(step.because[0], 200)}`;
      return [
        section(`${title}\n${codeBlock(step.text, perStep)}`),
        context(`*${step.risk}* on ${code(step.target)}${because}`),
      ];
    }
    case 'manual':
      return [section(`${title}\n☐ ${plain(step.text, perStep)}`)];
    case 'wait':
      return [section(`${title}\nwaits ${inWords(step.durationMs)}`)];
    case 'approve':
      return [section(`${title}\n${plain(step.who.join(', '), 300)} must approve: ${plain(step.why, 300)}`)];
  }
}

function nameOf(step: Step): string {
  return { http: 'HTTP request', sql: 'SQL', sh: 'Script', manual: 'To do', wait: 'Wait', approve: 'Gate' }[step.kind];
}

function runLine(run: Run): string {
  return `${run.id} ${describeState(run.state)} ${time(run.createdAt, 'date')}`;
}
