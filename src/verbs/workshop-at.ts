// The workshop as it is in a channel. In a drill's channel every plan is one of the drill: nothing real can be planned there, and nothing
// of the drill elsewhere.

import type { Database } from '../db/database.ts';
import { done, refuse, type Result } from '../errors.ts';
import type { RunId } from '../ids.ts';
import { nameOf, type Incident } from '../incidents/incident.ts';
import { findIncidentIn } from '../incidents/store.ts';
import { shelfFor } from '../runs/drill-shelf.ts';
import { findRun } from '../runs/store.ts';
import type { Workshop } from './verb.ts';

/** `undoes`: the run that is to be taken back by what is planned there. */
export async function workshopAt(workshop: Workshop, channel: string, undoes?: RunId): Promise<Result<Workshop>> {
  const { database } = workshop;
  const own = await drillIn(database, channel);
  const taken = undoes === undefined ? undefined : await findRun(database, undoes);
  if (taken !== undefined && taken.plan.drill?.incident !== own?.id)
    return refuse(
      'conflict',
      taken.plan.drill === undefined
        ? `Run ${taken.id} is real, and this is the channel of a drill. Undo it where it was run.`
        : `Run ${taken.id} belongs to ${taken.plan.drill.name}. Undo it in the channel of that drill.`,
    );
  if (own === undefined) return done(workshop);
  return shelfFor(workshop, { drill: { incident: own.id, name: nameOf(own) } });
}

/** Undefined where the real thing is at hand. */
export async function whyNotInDrill(
  { database }: Workshop,
  channel: string,
  instead: string,
): Promise<string | undefined> {
  return (await drillIn(database, channel)) === undefined
    ? undefined
    : `This is the channel of a drill, and that would reach the real system. ${instead}`;
}

/** One in a thread has no channel, and nothing is planned in it. */
async function drillIn(database: Database, channel: string): Promise<Incident | undefined> {
  const here = channel === '' ? undefined : await findIncidentIn(database, channel);
  return here?.isDrill === true && here.thread === null ? here : undefined;
}
