// Who may do something, in a few words for everybody to read. Pure; `may` decides for one person.

import { granting, memberInWords, type Policy } from './policy.ts';
import type { Matter } from './may.ts';
import type { Permission } from './permission.ts';

export function whoMay({ roles }: Policy, permission: Permission, matter: Matter): string {
  const { owners = [], approvers = [], system } = matter;
  const asked = permission.startsWith('approve:') ? approvers : undefined;
  if (asked !== undefined) {
    const holding = roles === undefined ? '' : `, who also need \`${permission}\``;
    return asked.length === 0 ? 'nobody: the runbook names no approvers' : `${listed(asked)}${holding}`;
  }
  if (roles !== undefined) {
    const holders = granting(roles, permission, system);
    if (holders.some(({ members }) => members.includes('*'))) return 'everybody';
    return holders.length === 0
      ? `nobody: no role gives \`${permission}\``
      : holders.map(({ name, members }) => `${name} (${listed(members)})`).join(', ');
  }
  if (permission === 'run:change' || permission === 'run:destroy')
    return owners.length + approvers.length === 0
      ? 'nobody: the runbook names no owners'
      : listed([...owners, ...approvers]);
  return permission === 'see' || permission === 'run:read' || permission === 'incident' ? 'everybody' : 'nobody';
}

function listed(names: readonly string[]): string {
  return [...new Set(names)].map(memberInWords).join(', ');
}
