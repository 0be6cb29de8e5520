// What duties need of verbs: the runs that an incident or a drill begins, and what one person or one incident is shown.

import type { Result } from '../errors.ts';
import type { StartCalled } from '../incidents/calls.ts';
import type { Incident } from '../incidents/incident.ts';
import { onTrail } from '../runs/desk.ts';
import type { PersonId } from '../ids.ts';
import type { Run } from '../runs/run.ts';
import { bringUp } from './begin-drill.ts';
import { fittingProcedures } from './fitting.ts';
import { readHome } from './home.ts';
import { runForIncident } from './run-for-incident.ts';
import { scoreDrill, type Scored } from './score-drill.ts';
import type { Workshop } from './verb.ts';

interface WorkForDuties {
  readonly startCalled: (handed: Parameters<StartCalled>[0], trail: Workshop['trail']) => ReturnType<StartCalled>;
  readonly drills: {
    readonly bringUp: (incident: Incident) => Promise<Result<unknown>>;
    readonly score: (incident: Incident) => Promise<Scored>;
  };
  readonly homeOf: (person: PersonId) => ReturnType<typeof readHome>;
  readonly fitting: (incident: Incident) => ReturnType<typeof fittingProcedures>;
}

/** `handOver` takes up at once what was set going. */
export function workForDuties(workshop: Workshop, handOver: (run: Run) => void): WorkForDuties {
  return {
    startCalled: async (handed, trail) => {
      const called = await runForIncident(onTrail(workshop, trail), handed);
      if (called.kind === 'started' && called.run !== undefined) handOver(called.run);
      return called;
    },
    drills: {
      bringUp: async (incident) => {
        const up = await bringUp(workshop, incident);
        if (up.ok && up.value !== undefined) handOver(up.value);
        return up;
      },
      score: (incident) => scoreDrill(workshop, incident),
    },
    homeOf: (person) => readHome(workshop, { person, channel: '' }),
    fitting: (incident) => fittingProcedures(workshop, incident),
  };
}
