// The mark of a drill, first on each of its messages: whoever sees one cannot take it for the real thing.

import type { Plan } from '../../runbooks/planned.ts';
import { context } from '../blocks.ts';
import { code, type SlackMessage } from '../fit.ts';

/** Before the name of a run that stands in a list. */
export function drillPrefix({ drill }: Pick<Plan, 'drill'>): string {
  return drill === undefined ? '' : 'DRILL: ';
}

/** As it is when it belongs to no drill. */
export function inDrill(message: SlackMessage, drill: string | undefined): SlackMessage {
  if (drill === undefined) return message;
  const mark = `:dart: *DRILL* ${code(drill)} · a rehearsal on a practice system. Nothing real is touched.`;
  return { text: `DRILL: ${message.text}`, blocks: [context(mark), ...message.blocks] };
}
