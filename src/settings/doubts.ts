// What `opsbook.yaml` names and nobody knows: a group that is not there, a person who has left, a system without a runbook. None of it
// stops anything; it gives nobody a right. Pure.

import type { Policy } from '../policy/policy.ts';
import { nearestOf } from '../runbooks/nearest.ts';
import type { Problem } from '../runbooks/model.ts';
import { problem } from '../runbooks/problem.ts';

/** Groups and people whom the rules name; somebody at the terminal is nobody's to know. */
export function peopleIn(
  { roles, asking }: Policy,
  onCall: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  const named = [
    ...(roles ?? []).flatMap(({ members }) => members),
    ...Object.values(onCall).flat(),
    ...(asking.escalate?.to ?? []),
  ];
  return [...new Set(named)].filter((name) => name !== '*' && !name.startsWith('cli:'));
}

function systemsIn({ roles, channels, quiet }: Policy, onCall: Readonly<Record<string, unknown>>): readonly string[] {
  const limits = [...(roles ?? []).flatMap(({ may }) => may), ...quiet.freezes, quiet.working ?? { systems: [] }];
  const named = [...limits.flatMap(({ systems }) => systems ?? []), ...Object.keys(channels), ...Object.keys(onCall)];
  return [...new Set(named)].filter((name) => name !== '*');
}

export function doubtsAbout(
  file: string,
  policy: Policy,
  onCall: Readonly<Record<string, readonly string[]>>,
  known: { readonly systems: readonly string[]; readonly strangers: readonly string[] },
): readonly Problem[] {
  const systems = systemsIn(policy, onCall).filter((name) => !known.systems.includes(name));
  return [
    ...known.strangers.map((name) =>
      name.startsWith('@')
        ? problem(
            file,
            1,
            `Slack has no user group ${name}, so it means nobody`,
            'Correct the name, or make the group.',
          )
        : problem(file, 1, `${name} is nobody in this workspace, or has left it`, 'Take the id out, or name a group.'),
    ),
    ...systems.map((name) => {
      const near = nearestOf(name, known.systems);
      const hint = near === undefined ? 'Name a system as its runbook does.' : `Did you mean ${near}?`;
      return problem(file, 1, `No runbook is about the system ${name}`, hint);
    }),
  ];
}
