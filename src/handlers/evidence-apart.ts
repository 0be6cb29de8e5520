// What was seen of a plan that takes several pages follows it in a message of its own: a page is turned without looking again.

import { isPaged } from '../slack/messages/plan-page.ts';
import type { Reply } from '../verbs/verb.ts';

export function evidenceApart(reply: Reply): readonly Reply[] {
  if (reply.kind !== 'plan' || typeof reply.evidence !== 'object') return [];
  const { plan, evidence } = reply;
  return isPaged(plan, evidence) ? [{ kind: 'evidence', plan, evidence }] : [];
}
