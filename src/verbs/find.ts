// `/ops find <words> [page=n]`: procedures whose names, alerts, titles, symptoms or text hold the words, best first.

import { whyFound } from '../runbooks/search-why.ts';
import { refused, said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';

const perPage = 10;

export const command: Command = {
  name: 'find',
  usage: 'find <words> [page=n]',
  describe: 'search the runbooks',
  changes: false,
  act: (words, asker, workshop) => {
    const page = /(?:^|\s)page=(\d{1,4})$/i.exec(words.rest);
    return findProcedures(
      workshop,
      asker,
      words.rest.slice(0, page?.index ?? words.rest.length),
      Number(page?.[1] ?? 1),
    );
  },
};

/** `page` counts from 1; beyond the last one it is the last one. */
export async function findProcedures(
  workshop: Workshop,
  { person }: Pick<Asker, 'person'>,
  words: string,
  page: number,
): Promise<Reply> {
  const sight = await workshop.sight(person);
  if (!sight.ok) return refused(sight.refusal.say);
  const { library, search } = workshop;
  await library.refresh();
  const { procedures, ...meant } = await search.find(words);
  const all = procedures.filter(({ name }) => sight.value(library.procedure(name)?.runbook.system ?? null));
  if (all.length === 0)
    return said(
      library.procedureNames().length === 0
        ? 'No runbooks are loaded. Put Markdown runbooks into the folders that OPSBOOK_RUNBOOKS names.'
        : `Nothing in the runbooks matches "${words.slice(0, 80)}". Try fewer or other words.`,
    );
  const last = Math.ceil(all.length / perPage);
  const first = (Math.max(1, Math.min(page, last)) - 1) * perPage;
  const matches = all.slice(first, first + perPage).flatMap((procedure) => {
    const found = library.procedure(procedure.name);
    if (found === undefined) return [];
    const why = whyFound(found, meant.instead ?? words);
    return [{ ...found, ...(why === undefined ? {} : { why }) }];
  });
  return { kind: 'found', words, ...meant, matches, first, total: all.length, perPage };
}
