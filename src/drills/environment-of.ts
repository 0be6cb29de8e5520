// The one place that says which environment a plan goes by. In a drill it is the range's, from the drill's row, so that any replica
// can go on with it; Opsbook's own never stands in for a name that the range does not give.

import type { Sql } from '../db/database.ts';
import { done, refuse } from '../errors.ts';
import { incidentId } from '../incidents/incident.ts';
import type { Environment, EnvironmentOf } from '../runs/drill-shelf.ts';
import { findDrill } from './store.ts';

export function makeEnvironmentOf(sql: Sql, own: Environment): EnvironmentOf {
  return async ({ drill }) => {
    if (drill === undefined) return done(own);
    const row = await findDrill(sql, incidentId.parse(drill.incident));
    if (row === undefined || row.endedAt !== null)
      return refuse(
        'conflict',
        `The drill ${drill.name} is over, and its practice system with it. Start another: /ops drill <procedure>`,
      );
    if (row.environment === null)
      return refuse('conflict', `The practice system of ${drill.name} is not there yet. Wait until its card says so.`);
    return done(row.environment);
  };
}
