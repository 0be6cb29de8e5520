// What was seen of a plan's steps, when it came later than the plan itself.

import type { Plan } from '../../runbooks/planned.ts';
import type { Evidence } from '../../runs/evidence.ts';
import { context, divider, header, section } from '../blocks.ts';
import { code, escape, plain, type SlackMessage } from '../fit.ts';
import { withEvidence } from './evidence.ts';
import { titleOf } from './planned-words.ts';

export function evidencePage(plan: Plan, seen: Evidence): SlackMessage {
  const parts = plan.steps.flatMap((step, index) => {
    const { pieces } = withEvidence({ title: '', pieces: [], notes: [] }, step, index, seen);
    return pieces.length === 0 ? [] : [section(`*${index + 1}. ${plain(titleOf(step), 150)}*\n${pieces.join('\n')}`)];
  });
  return {
    text: `Evidence for the plan of ${escape(plan.procedure)}`,
    blocks: [
      header(`Evidence: ${plan.title}`),
      divider,
      ...parts,
      context(`${code(plan.procedure)} · Looked at only: nothing was changed.`),
    ],
  };
}
