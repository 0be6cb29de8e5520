// What a script may take of its machine, as lines that its bash reads before the script. They bind each process that it starts, and
// none of them can be raised again. The number of processes is watched from outside (`process-watch.ts`): the system counts those
// of a user, not those of a script, and does not count root's.

import type { PlannedTarget } from '../runbooks/planned.ts';

type ShellTarget = Extract<PlannedTarget, { kind: 'shell' }>;

const gigabyte = 1024 ** 3;

/** Above what ordinary tools take: they reserve far more than they write, and only what can be written counts. */
const usualLimits = { memory: 4 * gigabyte, file: 8 * gigabyte, processes: 1_000, handles: 4_096 } as const;

/** Its files are closed to everybody else, unless the target says otherwise; another machine's own rule is left alone. */
export function limitLines({ host, umask, limits = {} }: ShellTarget): readonly string[] {
  const { memory = usualLimits.memory, file = usualLimits.file, handles = usualLimits.handles } = limits;
  const mask = umask ?? (host === 'local' ? '077' : undefined);
  return [
    ...(mask === undefined ? [] : [`umask ${mask}`]),
    // No core files: they would hold what the script held.
    ...['-c 0', `-d ${kilobytes(memory)}`, `-f ${kilobytes(file)}`, `-n ${handles}`].map(
      // Where the system's own limit is lower, that one stays.
      (limit) => `ulimit ${limit} 2>/dev/null || :`,
    ),
  ];
}

// https://www.gnu.org/software/bash/manual/bash.html#index-ulimit
function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 1024);
}

export function mostProcesses({ limits = {} }: ShellTarget): number {
  return limits.processes ?? usualLimits.processes;
}
