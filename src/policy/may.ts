// Who may start what. Until roles are configured, a runbook's own `owners` and `approvers` are the people who may change its
// system; everybody may see and run read-only procedures. Pure: the groups' members are looked up by the caller.

import type { Risk } from '../runbooks/model.ts';

export interface Asked {
  readonly person: string;
  readonly procedure: string;
  readonly risk: Risk;
  readonly owners: readonly string[];
  readonly approvers: readonly string[];
  /** Slack user ids of everybody in `owners` and `approvers` now. */
  readonly members: ReadonlySet<string>;
}

/** Undefined when allowed, else the sentence that says how to be allowed. */
export function whyMayNotStart(asked: Asked): string | undefined {
  if (asked.risk === 'read' || asked.members.has(asked.person)) return undefined;
  const named = [...asked.owners, ...asked.approvers];
  const who = named.length === 0 ? 'nobody: the runbook names no owners' : named.join(', ');
  return `${asked.procedure} changes things, and may be started by ${who}. Ask one of them, or have yourself added to \`owners\` in the runbook.`;
}
