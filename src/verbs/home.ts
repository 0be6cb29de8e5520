// `/ops` alone, and the app's home tab: what waits for the one who looks, what is open, what they may run, and how the systems are.

import { done, type Result } from '../errors.ts';
import type { Home, Startable } from '../home/home.ts';
import { noteOpened, wakeHome, wakeHomes } from '../home/home-views.ts';
import type { PersonId } from '../ids.ts';
import type { Curious } from '../incidents/may-know.ts';
import { countIncidents, listIncidents, listSystems } from '../incidents/store.ts';
import { listCardsFor, listOwnRuns, listUsual } from '../runs/own-runs.ts';
import { listRunsById } from '../runs/store.ts';
import { systemStates } from './check-overview.ts';
import type { Happening } from './keep-message.ts';
import { matterOf, neededFor } from './start-rights.ts';
import { refused, type Command, type Workshop } from './verb.ts';
import { visibleRuns, waitingFor, type Looker } from './waiting-for.ts';

export const command: Command = {
  name: 'home',
  usage: 'home',
  describe: 'what waits for you, what is open, and what you may run; so does /ops alone',
  changes: false,
  act: async (_words, asker, workshop) => {
    await workshop.library.refresh();
    const home = await readHome(workshop, asker);
    return home.ok ? { kind: 'home', home: home.value } : refused(`${home.refusal.say} /ops help lists what there is.`);
  },
};

const mostShown = 5;
/** Of so many procedures it is asked whether the person may start them. */
const mostTried = 25;

/** Somebody opened the home tab; `isBlank`: there is nothing of ours on it yet. */
export async function openHome(
  { database, queue, claim }: Workshop,
  { key }: Happening,
  { person, isBlank }: { readonly person: PersonId; readonly isBlank: boolean },
): Promise<void> {
  await database.transaction(async (tx) => {
    if (!(await claim(tx, key))) return;
    noteOpened(tx, person, isBlank);
    wakeHome(tx, queue, person, true);
    wakeHomes(tx, queue);
  });
}

export async function readHome(
  workshop: Workshop,
  asker: Curious & { readonly person: PersonId },
): Promise<Result<Home>> {
  const sight = await workshop.sight(asker.person);
  if (!sight.ok) return sight;
  const { person, channel } = asker;
  const looker = { person, channel, sees: sight.value };
  const { library } = workshop;
  return done({
    waiting: await waitingFor(workshop, looker),
    ...(await incidentsFor(workshop, looker)),
    runs: await ownRuns(workshop, looker),
    mayRun: await startable(workshop, looker),
    procedures: library.procedureNames().filter((name) => sees(workshop, looker, name)).length,
    checks: await systemStates(workshop, looker.sees),
    problems: library.problems.length,
  });
}

function sees({ library }: Workshop, looker: Looker, name: string): boolean {
  return looker.sees(library.procedure(name)?.runbook.system ?? null);
}

async function incidentsFor(
  { database }: Workshop,
  looker: Looker,
): Promise<Pick<Home, 'incidents' | 'openIncidents'>> {
  const hidden = (await listSystems(database)).filter((system) => !looker.sees(system));
  const { open } = await countIncidents(database, looker, hidden);
  const latest = await listIncidents(database, looker, hidden, 0, mostShown);
  return { incidents: latest.filter(({ state }) => state === 'open'), openIncidents: open };
}

async function ownRuns(workshop: Workshop, looker: Looker): Promise<Home['runs']> {
  const { database } = workshop;
  const ids = await listOwnRuns(database, looker.person, mostShown);
  const cards = await listCardsFor(database, looker.person, ids);
  const runs = new Map(
    (await visibleRuns(workshop, looker, await listRunsById(database, ids))).map((run) => [run.id, run]),
  );
  return ids.flatMap((id) => {
    const run = runs.get(id);
    return run === undefined ? [] : [{ run, card: cards.get(id) }];
  });
}

/** In a channel: what may be started there; on the home tab, which is in none: what may be started anywhere. */
async function startable(workshop: Workshop, looker: Looker): Promise<readonly Startable[]> {
  const { library, database } = workshop;
  const { person, channel } = looker;
  const names = new Set([...(await listUsual(database, mostTried)), ...library.procedureNames()]);
  const candidates = [...names]
    .filter((name) => sees(workshop, looker, name))
    .flatMap((name) => library.procedure(name) ?? [])
    .filter(({ procedure }) => procedure.repairs.length === 0)
    .slice(0, mostTried);
  const refusals = await Promise.all(
    candidates.map((found) =>
      workshop.whyNot(person, neededFor(found), { ...matterOf(found), ...(channel === '' ? {} : { channel }) }),
    ),
  );
  return candidates
    .filter((_, index) => refusals[index] === undefined)
    .slice(0, mostShown)
    .map(({ procedure: { name, title, risk } }) => ({ name, title, risk }));
}
