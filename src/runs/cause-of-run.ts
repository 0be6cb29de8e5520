// Which request a run follows from, told by its row, so that whoever takes it up after a crash goes on under the same id.

import { requestIdOf, type Cause } from '../trail/cause.ts';
import type { Run } from './run.ts';

/** The steps belong to the request that let the run go on; the one that made it is named beside it. */
export function causeOfRun({ request, requestKey, requestedBy }: Run): Cause | undefined {
  const made = requestKey === null ? undefined : requestIdOf(requestKey);
  if (request === null) return made === undefined ? undefined : { request: made };
  // What an incident or the clock asked for has a key that nobody has sent.
  return made === undefined || made === request || requestedBy === 'opsbook' ? { request } : { request, made };
}
