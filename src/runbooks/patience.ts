// How much longer than usual work may take, because other programs want the processors too. A page is refused for the work that it
// makes, not for a busy machine: what is refused stays away until its file changes.

import { availableParallelism, loadavg } from 'node:os';

const most = 4;

/** 1 on a machine with time to spare, up to 4 where so many programs wait for each processor. */
export function patience(load = loadavg()[0] ?? 0, processors = availableParallelism()): number {
  return Math.min(most, Math.max(1, load / processors));
}
