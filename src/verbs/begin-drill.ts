// The task that brings a drill's practice system up, in its channel's first moments: started and broken once, whoever tries again, and then
// the procedure is planned for whoever asked, as they would plan the real one.

import { done, refuse, type Result } from '../errors.ts';
import { personId } from '../ids.ts';
import { showIncident } from '../incidents/apply.ts';
import { insertEntry } from '../incidents/entries.ts';
import { nameOf, type Incident } from '../incidents/incident.ts';
import { beginDrill, findDrill } from '../drills/store.ts';
import type { Drill } from '../drills/drill.ts';
import type { Run } from '../runs/run.ts';
import { beforeRun, startRun } from './run.ts';
import type { Workshop } from './verb.ts';

/** The run that was planned; undefined when a parameter is still to be filled in. */
export async function bringUp(workshop: Workshop, incident: Incident): Promise<Result<Run | undefined>> {
  const drill = await findDrill(workshop.database, incident.id);
  if (drill === undefined || drill.endedAt !== null || incident.channel === null)
    return refuse('conflict', 'the drill is over');
  const begun = drill.startedAt === null ? await start(workshop, incident, drill) : done(undefined);
  if (!begun.ok) return begun;
  await workshop.library.refresh();
  const asker = {
    person: personId.parse(incident.declaredBy),
    channel: incident.channel,
    requestKey: `drill:${incident.id}`,
  };
  const why = await beforeRun(workshop, asker, drill.procedure, drill.parameters);
  if (why?.kind === 'form') return done(undefined);
  if (why?.kind === 'said') return refuse('conflict', why.say);
  // No request stands behind it: the run itself is made once, by its key.
  const alone: Workshop = { ...workshop, claim: async () => true, hold: () => false };
  const reply = await startRun(alone, asker, drill.procedure, drill.parameters);
  if (reply.kind === 'said') return refuse('conflict', reply.say);
  return done(reply.kind === 'run' ? reply.run : undefined);
}

async function start(workshop: Workshop, incident: Incident, drill: Drill): Promise<Result<undefined>> {
  const { range } = workshop;
  if (range === undefined)
    return refuse(
      'conflict',
      'There is no practice range any more. Set OPSBOOK_RANGE_URL and OPSBOOK_RANGE_TOKEN again.',
    );
  const started = await range.start({
    id: drill.instance,
    system: drill.system,
    ...(drill.fault === null ? {} : { fault: drill.fault }),
  });
  if (!started.ok) return started;
  const { environment, path, fault } = started.value;
  await workshop.database.transaction(async (tx) => {
    const isOurs = await beginDrill(tx, incident.id, {
      fault: fault.name,
      describe: fault.describe,
      environment: { ...environment, PATH: path },
    });
    if (!isOurs) return;
    showIncident(tx, workshop, incident);
    const text = `The practice ${drill.system} has the fault ${fault.name}: ${fault.describe}`;
    const subject = `incident:${incident.id}`;
    workshop.record(tx, {
      actor: 'opsbook',
      action: 'drill.fault-caused',
      subject,
      detail: { drill: nameOf(incident), procedure: drill.procedure, fault: fault.name },
    });
    await insertEntry(tx, { incident: incident.id, kind: 'alert', actor: 'opsbook', text });
  });
  return done(undefined);
}
