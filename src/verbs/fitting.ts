// The procedures that may help with an incident: of its system, and by the words of its title.

import type { Incident } from '../incidents/incident.ts';
import type { Procedure } from '../runbooks/model.ts';
import type { Workshop } from './verb.ts';

const most = 4;

export async function fittingProcedures(
  { search, library }: Pick<Workshop, 'search' | 'library'>,
  { title, system }: Pick<Incident, 'title' | 'system'>,
): Promise<readonly Pick<Procedure, 'name' | 'title'>[]> {
  const { procedures } = await search.find(title);
  const ofSystem = system === null ? [] : (library.runbooks.find((each) => each.system === system)?.procedures ?? []);
  const names = new Set(ofSystem.map(({ name }) => name));
  const first = procedures.filter(({ name }) => system === null || names.has(name));
  return [...new Map([...first, ...ofSystem].map((each) => [each.name, each])).values()].slice(0, most);
}
