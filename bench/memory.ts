// The memory of a process and of those that it started, looked at ten times a second. NaN where the system does not say.

import { readdirSync, readFileSync } from 'node:fs';

const everyMs = 100;

/** The most that was seen at one moment, in MB. */
export interface Peak {
  /** Resident memory of all of them together. What they share, such as Node's own code, is counted for each. */
  readonly residentMb: number;
  /** Of these, the process itself. */
  readonly ownMb: number;
  readonly processes: number;
}

export interface MemoryWatch {
  stop(): Peak;
}

export function watchMemory(pid: number): MemoryWatch {
  let most: Peak = { residentMb: Number.NaN, ownMb: Number.NaN, processes: 0 };
  const look = (): void => {
    const now = residentNow(pid);
    if (now.residentMb > most.residentMb || Number.isNaN(most.residentMb)) most = now;
  };
  const timer = setInterval(look, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return most;
    },
  };
}

function residentNow(root: number): Peak {
  const processes = readProcesses();
  const mine = new Set([root]);
  // Children have higher numbers than their parents, but for the rare moment when numbers begin anew.
  for (const { pid, parent } of processes) if (mine.has(parent)) mine.add(pid);
  const own = processes.filter(({ pid }) => mine.has(pid));
  return {
    residentMb: own.length === 0 ? Number.NaN : own.reduce((sum, { mb }) => sum + mb, 0),
    ownMb: own.find(({ pid }) => pid === root)?.mb ?? Number.NaN,
    processes: own.length,
  };
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly mb: number;
}

function readProcesses(): Process[] {
  const pids = namesIn('/proc')
    .map(Number)
    .filter((pid) => pid > 0)
    .sort((a, b) => a - b);
  return pids.flatMap((pid) => {
    const status = textOf(`/proc/${pid}/status`);
    const parent = /^PPid:\s*(\d+)/m.exec(status)?.[1];
    const kilobytes = /^VmRSS:\s*(\d+) kB/m.exec(status)?.[1];
    return parent === undefined || kilobytes === undefined
      ? []
      : [{ pid, parent: Number(parent), mb: Number(kilobytes) / 1024 }];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
