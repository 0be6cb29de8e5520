// `/ops show`: one procedure as a page: purpose, parameters, steps with their risks and reasons, last runs.

import type { KnownBlock } from '@slack/types';
import type { Parameter, Procedure, Runbook, Step } from '../../runbooks/model.ts';
import { describeState } from '../../runs/decide.ts';
import type { Run } from '../../runs/run.ts';
import { actions, context, divider, header, section } from '../blocks.ts';
import { code, codeBlock, escape, plain, time, type SlackMessage } from '../fit.ts';
import { inWords } from './plan-steps.ts';

export interface ProcedurePage {
  readonly runbook: Runbook;
  readonly procedure: Procedure;
  readonly runs: readonly Run[];
  readonly warnings: readonly string[];
}

const perStep = 700;
const mostSteps = 14;

export function procedurePage({ runbook, procedure, runs, warnings }: ProcedurePage): SlackMessage {
  const shown = procedure.steps.slice(0, mostSteps);
  const left = procedure.steps.length - shown.length;
  const blocks: KnownBlock[] = [
    header(procedure.title),
    context(
      `${code(procedure.name)} · risk *${procedure.risk}* · ${approvals(procedure, runbook)} · ${escape(runbook.file)} ${code(runbook.revision.slice(0, 7))}`,
    ),
    ...(procedure.purpose === '' ? [] : [section(plain(procedure.purpose, 1500))]),
    ...warnings.map((warning) => section(`:warning: ${plain(warning, 500)}`)),
    ...(procedure.parameters.length === 0
      ? []
      : [section(`*Parameters*\n${procedure.parameters.map(parameterLine).join('\n')}`)]),
    divider,
    ...shown.flatMap((step, index) => stepBlocks(step, index)),
    ...(left === 0 ? [] : [context(`${left} more steps: /ops plan ${escape(procedure.name)} shows them all.`)]),
    actions({ action: 'procedure.run', text: 'Run…', value: procedure.name, style: 'primary' }),
    context(runs.length === 0 ? 'Never run yet.' : `Last runs: ${runs.map(runLine).join(' · ')}`),
  ];
  return { text: `${procedure.title} (${procedure.name})`, blocks };
}

function approvals(procedure: Procedure, runbook: Runbook): string {
  if (procedure.approvals === 0) return procedure.risk === 'read' ? 'runs at once' : 'asks you to confirm';
  const people = procedure.approvals === 1 ? 'one other person' : `${procedure.approvals} other people`;
  return `needs ${people} of ${escape(runbook.approvers.join(', '))}`;
}

function parameterLine(parameter: Parameter): string {
  const notes = [
    parameter.type,
    ...(parameter.pattern === undefined ? [] : [`matches ${code(parameter.pattern)}`]),
    ...(parameter.choices === undefined
      ? []
      : [`one of ${parameter.choices.map((choice) => code(String(choice))).join(', ')}`]),
    ...(parameter.default === undefined ? [] : [`default ${code(String(parameter.default))}`]),
  ];
  return `• ${code(parameter.name)} ${plain(parameter.describe ?? '', 200)} (${notes.join(', ')})`;
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
      return [section(`${title}\n${escape(step.who.join(', '))} must approve: ${plain(step.why, 300)}`)];
  }
}

function nameOf(step: Step): string {
  return { http: 'HTTP request', sql: 'SQL', sh: 'Script', manual: 'To do', wait: 'Wait', approve: 'Gate' }[step.kind];
}

function runLine(run: Run): string {
  return `${run.id} ${describeState(run.state)} ${time(run.createdAt, 'date')}`;
}
