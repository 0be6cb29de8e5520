// Watches how many processes a script has, and ends them all at once when there are too many. The system tells the last process id
// that it gave away: while fewer than are allowed have been given away since the last count, nothing has to be counted.
// https://man7.org/linux/man-pages/man5/proc_loadavg.5.html

import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { familyOf, tell, type Family } from './family.ts';
import { signalGroup } from './group-alive.ts';

const lookEveryMs = 200;

/** Goes on until `over` aborts, or until there were too many: then `tooMany` is called, and all of them get SIGKILL. */
export async function watchProcesses(
  family: Family,
  most: number,
  tooMany: () => void,
  over: AbortSignal,
): Promise<void> {
  const highest = await readNumber('/proc/sys/kernel/pid_max');
  const first = await lastGiven();
  // Not Linux: nothing can be watched.
  if (highest === undefined || first === undefined) return;
  let counted = { members: 1, last: first };
  while (!over.aborted) {
    const last = (await lastGiven()) ?? counted.last;
    const given = (last - counted.last + highest) % highest;
    if (counted.members + given > most) {
      const members = await familyOf(family);
      if (members.length > most) {
        tooMany();
        signalGroup(family.group, 'SIGKILL');
        for (const pid of members) tell(pid, 'SIGKILL');
        return;
      }
      counted = { members: members.length, last };
    }
    await delay(lookEveryMs, undefined, { signal: over, ref: false }).catch(() => undefined);
  }
}

async function lastGiven(): Promise<number | undefined> {
  return readNumber('/proc/loadavg', (text) => text.trim().split(' ').at(-1) ?? '');
}

async function readNumber(file: string, part = (text: string): string => text): Promise<number | undefined> {
  try {
    return Number(part(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}
