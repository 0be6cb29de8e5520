// The value of a button that turns the pages of a timeline: `<incident>:<line>`.

import type { IncidentId } from '../incidents/incident.ts';
import { parseIncidentId } from '../verbs/on-incident.ts';

export function incidentAndLine(value: string): { readonly incident: IncidentId | undefined; readonly line: number } {
  const [incident = '', line = '0'] = value.split(':');
  return { incident: parseIncidentId(incident), line: Number(line) };
}
