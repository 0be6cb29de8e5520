// What a step printed, in the run's thread.

import type { Attempt, Run } from '../../runs/run.ts';
import { context, section } from '../blocks.ts';
import { codeBlock, plain, type SlackMessage } from '../fit.ts';
import { titleOf } from './planned-words.ts';

export function outputMessage(run: Run, attempt: Attempt): SlackMessage {
  const step = run.plan.steps[attempt.step];
  const title = step === undefined ? '' : titleOf(step);
  const name = `Step ${attempt.step + 1}: ${plain(title, 200)}`;
  const rest = attempt.hasWholeOutput ? [context('The whole output is the file below.')] : [];
  return {
    text: `Output of step ${attempt.step + 1} of run ${run.id}`,
    blocks: [section(`*${name}*`), section(codeBlock(attempt.output, 2_950)), ...rest],
  };
}
