// The redactor of a running bot. Secrets are looked up anew whenever runbooks were loaded anew: a new header may name a new variable.

import type { Runbook } from '../runbooks/model.ts';
import { createRedactor, followRedactor, type Redactor } from './redact.ts';
import { secretsOf } from './secrets.ts';

/** `runbooks`: undefined while none are loaded. */
export function hideSecrets(
  environment: Parameters<typeof secretsOf>[0],
  runbooks: () => readonly Runbook[] | undefined,
): Redactor {
  let seen: readonly Runbook[] = [];
  let redactor = createRedactor(secretsOf(environment, seen));
  return followRedactor(() => {
    const present = runbooks() ?? seen;
    if (present !== seen) {
      seen = present;
      redactor = createRedactor(secretsOf(environment, seen));
    }
    return redactor;
  });
}
