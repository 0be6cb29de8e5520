// Whether anything of a process group still runs.

import { runningProcesses } from './process-table.ts';

export async function isGroupAlive(group: number): Promise<boolean> {
  const heard = signalGroup(group, 0);
  if (heard !== 'sent') return heard === 'forbidden';
  const running = await runningProcesses();
  // Not Linux: the signal's answer is all there is.
  return running === undefined || running.some((each) => each.group === group);
}

/** Signal 0 only asks. `forbidden`: there is a group, and all of it belongs to somebody else. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): 'sent' | 'nobody' | 'forbidden' {
  try {
    process.kill(-group, signal);
    return 'sent';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? 'forbidden' : 'nobody';
  }
}
