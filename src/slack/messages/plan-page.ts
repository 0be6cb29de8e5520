// `/ops plan`: exactly what a run would do. Shown to one person; nothing is stored.

import type { Plan } from '../../runbooks/planned.ts';
import { context, divider, header } from '../blocks.ts';
import { code, escape, plain, type SlackMessage } from '../fit.ts';
import { planBlocks } from './plan-steps.ts';

export function planPage(plan: Plan, digest: string): SlackMessage {
  const { blocks, isWhole } = planBlocks(plan);
  const given = Object.entries(plan.parameters).map(([name, value]) => `${name}=${String(value)}`);
  const who =
    plan.approvals > 0
      ? `would need ${plan.approvals} of ${plain(plan.approvers.join(', '), 500)}`
      : 'needs no second person';
  return {
    text: `Plan of ${escape(plan.procedure)}`,
    blocks: [
      header(plan.title),
      context(
        `${code(plan.procedure)} · risk *${plan.risk}* · ${who} · digest ${code(digest.slice(0, 12))}${given.length === 0 ? '' : ` · ${code(given.join(' '))}`}`,
      ),
      divider,
      ...(isWhole ? blocks : blocks.slice(0, -1)),
      context(
        isWhole
          ? 'A plan only: nothing was done.'
          : `Only the first steps fit here. /ops run ${escape(plan.procedure)} posts the whole plan as a file before anything is done.`,
      ),
    ],
  };
}
