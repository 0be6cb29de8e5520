// What the forms about one incident have in common: they are opened with `<channel>:<incident>`.

import type { IncidentId } from '../incidents/incident.ts';
import { parseIncidentId } from '../verbs/on-incident.ts';
import type { Submission } from './edge.ts';

export function incidentOf(submission: Submission): IncidentId | undefined {
  return parseIncidentId(submission.metadata.split(':')[1] ?? '');
}

export function writtenIn(submission: Submission): string {
  return (submission.values['text'] ?? '').trim();
}

export function checkWritten(submission: Submission): Readonly<Record<string, string>> | undefined {
  return writtenIn(submission) === '' ? { text: 'Say it in a few words.' } : undefined;
}
