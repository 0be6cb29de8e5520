// Which runs can be asked for again: those that ended before anything was done, because the runbook changed or nobody decided. Pure.

import type { Run } from './run.ts';

export function canAskAgain({ state, startedAt }: Run): boolean {
  return state === 'void' || (state === 'expired' && startedAt === null);
}
