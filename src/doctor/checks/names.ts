// Are the user groups and people there whom runbooks and opsbook.yaml name, and is anybody in the groups that approve?

import { approverNames } from '../../runbooks/approver-names.ts';
import { peopleIn } from '../../settings/doubts.ts';
import { createPeople } from '../../slack/people.ts';
import { fine, wrong, type Check, type Finding, type Patient } from '../check.ts';

export const names: Check = {
  name: 'names',
  look: async (patient) => {
    const asked = await namedIn(patient);
    if (asked.size === 0 || patient.clients === undefined) return [];
    const people = createPeople(patient.clients.background);
    try {
      const strangers = new Set(await people.strangersAmong([...asked.keys()]));
      const found = await Promise.all(
        [...asked].map(async ([name, where]): Promise<Finding[]> => {
          if (strangers.has(name)) return [stranger(name, where)];
          const isEmpty = name.startsWith('@') && (await people.membersOf([name])).size === 0;
          return isEmpty ? [wrong(`Nobody is in ${name} (${where}).`, 'Put people into the user group in Slack.')] : [];
        }),
      );
      const flat = found.flat();
      return flat.length > 0 ? flat : [fine(`${asked.size} groups and people are known to Slack`)];
    } catch {
      // Why Slack cannot say is told by the checks of the token and the scopes.
      return [];
    }
  },
};

function stranger(name: string, where: string): Finding {
  return name.startsWith('@')
    ? wrong(`Slack has no user group ${name} (${where}), so it means nobody.`, 'Correct the name, or make the group.')
    : wrong(`${name} (${where}) is nobody in this workspace, or has left it.`, 'Take the id out, or name a group.');
}

/** By name, where it stands. */
async function namedIn({ base, library, settings }: Patient): Promise<ReadonlyMap<string, string>> {
  const asked = new Map<string, string>();
  const runbooks = (await library())?.runbooks ?? [];
  for (const runbook of runbooks)
    for (const name of [...runbook.owners, ...approverNames([runbook], undefined)])
      if (!asked.has(name)) asked.set(name, runbook.file);
  const said = await settings();
  if (said === undefined || base === undefined) return asked;
  for (const name of peopleIn(said.policy, said.incidents.onCall))
    if (!asked.has(name)) asked.set(name, base.configFile);
  return asked;
}
