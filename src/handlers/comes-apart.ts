// What follows an answer in a message of its own: what was seen of a plan that takes several pages, which are turned without looking
// again, and a file, which no acknowledgement can carry.

import { isPaged } from '../slack/messages/plan-page.ts';
import type { Reply } from '../verbs/verb.ts';

export function comesApart(reply: Reply): readonly Reply[] {
  if (reply.kind === 'trend') return [reply];
  if (reply.kind !== 'plan' || typeof reply.evidence !== 'object') return [];
  const { plan, evidence } = reply;
  return isPaged(plan, evidence) ? [{ kind: 'evidence', plan, evidence }] : [];
}
