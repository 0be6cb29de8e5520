// What runs on this machine, as Linux tells it. A process that is over but not yet collected does not count: where Opsbook is the
// first process of a container nobody ever collects it.

import { readFile, readdir } from 'node:fs/promises';

export interface Running {
  readonly pid: number;
  readonly group: number;
  readonly session: number;
}

/** Undefined where the system has no such table. */
export async function runningProcesses(): Promise<readonly Running[] | undefined> {
  let names: string[];
  try {
    names = await readdir('/proc');
  } catch {
    return undefined;
  }
  const read = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(readRunning));
  return read.filter((each) => each !== undefined);
}

/** Whether it was started with this among its variables: `NAME=value`. False when that cannot be seen. */
export async function isMarked(pid: number, entry: string): Promise<boolean> {
  try {
    return (await readFile(`/proc/${pid}/environ`, 'latin1')).split('\0').includes(entry);
  } catch {
    // It ended while we looked, or belongs to somebody else.
    return false;
  }
}

/** The fields behind the name are state, parent, group, session: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function readRunning(pid: string): Promise<Running | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [state = '', , group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return 'ZX'.includes(state) ? undefined : { pid: Number(pid), group: Number(group), session: Number(session) };
  } catch {
    // It ended while we looked.
    return undefined;
  }
}
