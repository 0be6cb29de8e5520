// What can be practised on beside the local Slack. Whoever starts it may hand over such a bench: the page then shows what is on it, and
// has people cause faults there. The local Slack itself knows nothing of what it is.

import type { BenchReading, BenchState, BenchSystem, FromPage } from './page/protocol.ts';
import type { World } from './world.ts';

export interface Bench {
  /** What to do with it, in a sentence or two, for the head of the panel. */
  readonly hint: string;
  /** What there is by now; names are unique. */
  list(): readonly BenchSystem[];
  /** How a system is at this moment. */
  look(system: string): Promise<BenchReading>;
  /** Resolves when the fault shows; throws a sentence when it cannot be. */
  cause(system: string, fault: string): Promise<void>;
  /** Resolves when the system is as it was at its start; throws a sentence when it cannot be. */
  reset(system: string): Promise<void>;
}

type BenchFrame = Extract<FromPage, { readonly system: string }>;
type Deed = Exclude<BenchFrame, { readonly kind: 'bench-look' }>;

/** Everybody's page hears what is done and what came of it: there is one bench for all. */
export async function useBench(world: World, frame: BenchFrame): Promise<void> {
  const { bench } = world;
  if (bench === undefined || bench.list().every(({ name }) => name !== frame.system)) return;
  await (frame.kind === 'bench-look' ? look(world, bench, frame.system) : act(world, bench, frame));
}

const looking = 'looking';

/** Not while something is being done, nor twice at once. What was seen before or during a deed is not told. */
async function look(world: World, bench: Bench, system: string): Promise<void> {
  const { benchWork } = world;
  if (benchWork.has(system)) return;
  benchWork.set(system, looking);
  const seen = await read(bench, system);
  if (benchWork.get(system) !== looking) return;
  benchWork.delete(system);
  tell(world, { system, doing: '', ...seen });
}

async function act(world: World, bench: Bench, deed: Deed): Promise<void> {
  const { benchWork } = world;
  const { system } = deed;
  const under = benchWork.get(system);
  if (under !== undefined && under !== looking)
    return tell(world, {
      system,
      doing: under,
      trouble: `${system} is busy: ${under}. Wait until that is done, then try again.`,
    });
  const doing = deed.kind === 'bench-cause' ? `causing ${deed.fault}` : 'resetting';
  benchWork.set(system, doing);
  tell(world, { system, doing, trouble: '' });
  const trouble = await carryOut(bench, deed);
  const seen = await read(bench, system);
  benchWork.delete(system);
  tell(world, { system, doing: '', ...seen, trouble: [trouble, seen.trouble].filter((each) => each !== '').join(' ') });
}

function tell({ changes }: World, state: BenchState): void {
  changes.announce({ kind: 'bench', state });
}

async function read(bench: Bench, system: string): Promise<Pick<BenchState, 'trouble' | 'reading'>> {
  try {
    return { trouble: '', reading: await bench.look(system) };
  } catch (thrown) {
    return { trouble: `Its state cannot be read: ${sentence(thrown)}` };
  }
}

/** Answers what went wrong; empty when nothing did. */
async function carryOut(bench: Bench, deed: Deed): Promise<string> {
  try {
    await (deed.kind === 'bench-cause' ? bench.cause(deed.system, deed.fault) : bench.reset(deed.system));
    return '';
  } catch (thrown) {
    return sentence(thrown);
  }
}

function sentence(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
