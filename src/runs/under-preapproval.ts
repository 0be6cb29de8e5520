// Whether a run may start under what was approved beforehand. The rules of asking hold here too: nobody starts with a yes of their own,
// and as many people, of the same groups, have to have said it as the run needs. Pure.

import type { PersonId } from '../ids.ts';
import type { Plan } from '../runbooks/planned.ts';
import { isInside } from '../runbooks/ranges.ts';
import { missingFor } from './missing.ts';
import type { Preapproval } from './preapproval.ts';

/** Why it does not cover the run, in words that finish "Pre-approval 3 …"; undefined when it does. */
export function whyNotCovered(
  preapproval: Preapproval,
  plan: Plan,
  starter: PersonId,
  textDigest: string | undefined,
  now: Date,
): string | undefined {
  if (preapproval.state !== 'approved') return inWords[preapproval.state];
  if (now >= preapproval.until) return 'has ended';
  if (textDigest !== preapproval.textDigest) return 'is void: the runbook was changed since';
  if (!isInside(preapproval.ranges, plan.parameters)) return 'allows other values';
  const others = preapproval.votes.filter(({ person }) => person !== starter);
  const missing = missingFor({ needed: Math.max(1, plan.approvals), eachOf: plan.asking?.from ?? [] }, others);
  return missing.people > 0 ? 'was given by yourself, and needs more people than are left' : undefined;
}

const inWords: Readonly<Record<Exclude<Preapproval['state'], 'approved'>, string>> = {
  pending: 'is not approved yet',
  denied: 'was denied',
  revoked: 'was revoked',
  void: 'is void: the runbook was changed since',
};
