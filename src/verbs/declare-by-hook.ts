// An incident that another program declares, by `POST /hooks/incident`. Nobody leads it until somebody takes the role.

import { personId } from '../ids.ts';
import { declareIncident } from '../incidents/declare.ts';
import { nameOf, type Severity } from '../incidents/incident.ts';
import { findIncidentByRequest } from '../incidents/store.ts';
import type { Workshop } from './verb.ts';

export interface HookWords {
  readonly title: string;
  readonly severity: Severity;
  readonly system?: string | undefined;
  readonly private: boolean;
  readonly key?: string | undefined;
}

/** Who declares what no person did. */
export const hook = personId.parse('hook');

export async function declareByHook(
  workshop: Workshop,
  said: HookWords,
): Promise<{ readonly name: string; readonly isNew: boolean }> {
  const requestKey = said.key === undefined ? null : `hook:${said.key}`;
  const system = workshop.library.runbooks.find((each) => each.system === said.system)?.system ?? null;
  return workshop.database.transaction(async (tx) => {
    const incident = await declareIncident(tx, workshop, workshop.incidents, {
      requestKey,
      by: hook,
      title: said.title,
      severity: said.severity,
      isPrivate: said.private,
      system,
      origin: workshop.incidents.announceChannel ?? '',
      originTs: null,
    });
    if (incident !== undefined) return { name: nameOf(incident), isNew: true };
    const known = requestKey === null ? undefined : await findIncidentByRequest(tx, requestKey);
    if (known === undefined) throw new Error('an incident was neither made nor found');
    return { name: nameOf(known), isNew: false };
  });
}
