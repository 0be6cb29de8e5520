// The memory of a process and of those that it started, looked at ten times a second. NaN where the system does not say.

import { readdirSync, readFileSync } from 'node:fs';

const everyMs = 100;

export interface MemoryWatch {
  /** The most that was seen, in MB. What processes share is counted for each. */
  stop(): number;
}

export function watchMemory(pid: number): MemoryWatch {
  let most = Number.NaN;
  const look = (): void => {
    const now = residentMb(pid);
    if (now > most || Number.isNaN(most)) most = now;
  };
  const timer = setInterval(look, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return most;
    },
  };
}

function residentMb(root: number): number {
  const processes = readProcesses();
  const mine = new Set([root]);
  // Children have higher numbers than their parents, but for the rare moment when numbers begin anew.
  for (const { pid, parent } of processes) if (mine.has(parent)) mine.add(pid);
  const sizes = processes.filter(({ pid }) => mine.has(pid)).map(({ mb }) => mb);
  return sizes.length === 0 ? Number.NaN : sizes.reduce((sum, mb) => sum + mb, 0);
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
