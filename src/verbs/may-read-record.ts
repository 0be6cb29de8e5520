// Who may read the record: whoever is named in some runbook as an owner or an approver.

import type { Workshop } from './verb.ts';

/** Undefined when they may, else the sentence that says how to be allowed. */
export async function whyMayNotReadRecord(workshop: Workshop, person: string): Promise<string | undefined> {
  const named = [...new Set(workshop.library.runbooks.flatMap(({ owners, approvers }) => [...owners, ...approvers]))];
  const members = await workshop.membersOf(named);
  if (members.has(person)) return undefined;
  return 'The record is for those whom a runbook names as owners or approvers. Have yourself added to one of them.';
}
