// What the forms that ask for a reason have in common: `slack/messages/reason-form.ts` opens them with `<channel>:<run>`.

import { parseRunId, type RunId } from '../ids.ts';
import type { Submission } from './edge.ts';

export function checkReason(submission: Submission): Readonly<Record<string, string>> | undefined {
  return reasonIn(submission) === '' ? { reason: 'Say why in a few words.' } : undefined;
}

export function reasonIn(submission: Submission): string {
  return (submission.values['reason'] ?? '').trim();
}

export function runOf(submission: Submission): RunId | undefined {
  return parseRunId(submission.metadata.split(':')[1] ?? '');
}
