// Whether anything of a process group still runs. A process that is over but not yet collected does not count: where Opsbook is
// the first process of a container nobody ever collects it.

import { readFile, readdir } from 'node:fs/promises';

export async function isGroupAlive(group: number): Promise<boolean> {
  const heard = signalGroup(group, 0);
  if (heard !== 'sent') return heard === 'forbidden';
  let names: string[];
  try {
    names = await readdir('/proc');
  } catch {
    // Not Linux: the signal's answer is all there is.
    return true;
  }
  const alive = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map((pid) => isRunningIn(group, pid)));
  return alive.includes(true);
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

/** The fields behind the name are state, parent, group: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function isRunningIn(group: number, pid: string): Promise<boolean> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [state = '', , itsGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(itsGroup) === group && !'ZX'.includes(state);
  } catch {
    // It ended while we looked.
    return false;
  }
}
