// Who belongs to a script besides its process group: whoever is in its session, and whoever has left both and still carries its mark,
// a variable that no other step has. Who drops the mark as well, or runs as another user, is not known any more.

import { setTimeout as delay } from 'node:timers/promises';
import { isMarked, runningProcesses, type Running } from './process-table.ts';

export interface Family {
  /** The process group and the session that the script was started in. */
  readonly group: number;
  /** `NAME=value`, as it stands in the environment; without it nobody is looked for outside the session. */
  readonly mark: string | undefined;
}

/** All of them that run, by process id. */
export async function familyOf({ group, mark }: Family): Promise<readonly number[]> {
  const running = (await runningProcesses()) ?? [];
  const known = await Promise.all(running.map((each) => isOf(each, group, mark)));
  return running.filter((_, index) => known[index]).map(({ pid }) => pid);
}

async function isOf({ pid, group, session }: Running, own: number, mark: string | undefined): Promise<boolean> {
  return group === own || session === own || (mark !== undefined && (await isMarked(pid, mark)));
}

export interface Patience {
  /** What they may take to end by themselves, then after SIGTERM, then after SIGKILL. */
  readonly settleMs: number;
  readonly afterTermMs: number;
  readonly afterKillMs: number;
}

export type FamilyEnd = 'nobody left' | 'stopped' | 'still running';

const lookEveryMs = 100;

/** Ends whoever is left. `stop` ends the first of the three times. */
export async function endFamily(family: Family, patience: Patience, stop: AbortSignal): Promise<FamilyEnd> {
  if (await untilGone(family, undefined, patience.settleMs, stop)) return 'nobody left';
  if (await untilGone(family, 'SIGTERM', patience.afterTermMs)) return 'stopped';
  return (await untilGone(family, 'SIGKILL', patience.afterKillMs)) ? 'stopped' : 'still running';
}

/** Each gets the signal once; who appears meanwhile gets it too. True when nobody is left. */
async function untilGone(
  family: Family,
  signal: NodeJS.Signals | undefined,
  withinMs: number,
  stop?: AbortSignal,
): Promise<boolean> {
  const end = performance.now() + withinMs;
  const told = new Set<number>();
  for (;;) {
    const left = await familyOf(family);
    if (left.length === 0) return true;
    if (signal !== undefined) for (const pid of left) if (!told.has(pid)) tell(pid, signal);
    for (const pid of left) told.add(pid);
    if (performance.now() >= end || stop?.aborted === true) return false;
    await delay(lookEveryMs);
  }
}

export function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended, or belongs to another user: then it is still there at the next look.
  }
}
