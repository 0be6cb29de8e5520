// `/ops runs`: one line a run.

import type { Run } from '../../runs/run.ts';
import { context, section } from '../blocks.ts';
import { code, time, type SlackMessage } from '../fit.ts';
import { drillPrefix } from './drill-mark.ts';
import { stateMark } from './state-mark.ts';
import { who } from './who.ts';

/** So many lines are within one section's text. */
const perSection = 8;

export function runsList(runs: readonly Run[]): SlackMessage {
  const lines = runs.map(
    (run) =>
      `${drillPrefix(run.plan)}*${run.id}* ${code(run.procedure, 80)} ${stateMark(run.state)} · ${who(run.requestedBy)} ${time(run.createdAt, 'date')} · ${run.channel === '' ? 'terminal' : `<#${run.channel}>`}`,
  );
  const sections = Array.from({ length: Math.ceil(lines.length / perSection) }, (_, part) =>
    section(lines.slice(part * perSection, (part + 1) * perSection).join('\n')),
  );
  return {
    text: `${runs.length} runs`,
    blocks: [...sections, context('`/ops cancel <number>` stops a run.')],
  };
}
