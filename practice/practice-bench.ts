// The practice systems as the local Slack's page shows them: their faults, and how each is, compared with how it was at first.

import type { PracticeSystem } from './kit/system.ts';
import { readingOf } from './reading.ts';
import type { Bench } from './slack/bench.ts';

const hint =
  'Cause a fault, then be on call: type /ops check and the name of the system in a channel, and do what its runbook says.';

/** `systems` may still grow while the range starts. */
export function practiceBench(systems: readonly PracticeSystem[]): Bench {
  const first = new Map<PracticeSystem, object>();
  const named = (name: string): PracticeSystem => {
    const found = systems.find((system) => system.name === name);
    if (found === undefined) throw new Error(`There is no practice system ${name}.`);
    return found;
  };
  /** Looks at it once before anything was done to it. */
  const atFirst = async (system: PracticeSystem): Promise<object> => {
    const state = first.get(system) ?? (await system.look());
    first.set(system, state);
    return state;
  };
  return {
    hint,
    list: () =>
      systems
        .map(({ name, faults }) => ({
          name,
          faults: faults.map(({ name: fault, describe }) => ({ name: fault, describe })),
        }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    look: async (name) => {
      const system = named(name);
      const start = await atFirst(system);
      return readingOf(await system.look(), start);
    },
    cause: async (name, fault) => {
      const system = named(name);
      await atFirst(system);
      await system.cause(fault);
    },
    reset: (name) => named(name).reset(),
  };
}
