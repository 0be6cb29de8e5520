// `/ops runs`: one line a run.

import { describeState } from '../../runs/decide.ts';
import type { Run } from '../../runs/run.ts';
import { context, section } from '../blocks.ts';
import { code, time, type SlackMessage } from '../fit.ts';

export function runsList(runs: readonly Run[]): SlackMessage {
  const lines = runs.map(
    (run) =>
      `*${run.id}* ${code(run.procedure, 80)} ${describeState(run.state)} · <@${run.requestedBy}> ${time(run.createdAt, 'date')} · <#${run.channel}>`,
  );
  return {
    text: `${runs.length} runs`,
    blocks: [section(lines.join('\n')), context('`/ops cancel <number>` stops a run.')],
  };
}
