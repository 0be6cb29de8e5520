// What every practice system is to the demo and to tests.

export interface Fault {
  /** In words with hyphens, e.g. `bad-release`. */
  readonly name: string;
  /** What goes wrong, for the person who causes it. */
  readonly describe: string;
}

export interface PracticeSystem {
  /** As the runbook names it, e.g. `ace`. */
  readonly name: string;
  /** What the runbook's targets and scripts need, without PATH. */
  readonly environment: Readonly<Record<string, string>>;
  /** The folder of its stand-in programs, for PATH. */
  readonly bin: string;
  readonly faults: readonly Fault[];
  /** Its present state as plain data, for people who watch it and for tests. */
  readonly look: () => Promise<object>;
  /** Makes the fault so, and resolves when it shows. Throws a sentence for a fault that it does not have. */
  readonly cause: (fault: string) => Promise<void>;
  /** Back to how it was at the start, on the same addresses. */
  readonly reset: () => Promise<void>;
  /** After it no process and no file of it is left. */
  readonly stop: () => Promise<void>;
}

/** PATH with the stand-ins of these systems first. */
export function pathWith(systems: readonly PracticeSystem[], path = process.env['PATH'] ?? '/usr/bin:/bin'): string {
  return [...systems.map(({ bin }) => bin), path].join(':');
}
