// Hides the secrets of the runbooks as they are now: a page that is loaded anew may name a new variable.

import type { Runbook } from '../runbooks/model.ts';
import { createRedactor, type Redactor } from './redact.ts';
import { secretsOf } from './secrets.ts';

/** `runbooks` is undefined for as long as none are loaded. */
export function createLiveRedactor(
  environment: Parameters<typeof secretsOf>[0],
  runbooks: () => readonly Runbook[] | undefined,
): Redactor {
  let seen: readonly Runbook[] = [];
  let redactor = createRedactor(secretsOf(environment, seen));
  return (text) => {
    const now = runbooks() ?? seen;
    if (now !== seen) {
      seen = now;
      redactor = createRedactor(secretsOf(environment, seen));
    }
    return redactor(text);
  };
}
