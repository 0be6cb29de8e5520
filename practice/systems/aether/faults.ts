// What can go wrong with the practice ÆTHER. Each fault writes the files that the trouble would leave behind, and tells the process or
// starts it again where the trouble is in its memory.

import { appendFile, chmod, readFile, truncate, utimes, writeFile } from 'node:fs/promises';
import type { Fault } from '../../kit/system.ts';
import { healthyExperiments, healthyWeights, json, lines, stamp } from './healthy-files.ts';
import { files, type Experiment, type Tree } from './tree.ts';
import type { Unit } from './unit.ts';

export interface Scene {
  readonly tree: Tree;
  readonly unit: Unit;
  readonly now: () => Date;
}

interface Trouble extends Fault {
  readonly make: (scene: Scene) => Promise<void>;
}

/** No process has this number on any system: Linux counts to 4194304. */
const noProcess = '99999999\n';

const troubles: readonly Trouble[] = [
  {
    name: 'runaway-sweeps',
    describe:
      'batch sweeps repeat without end: nearly all of the daily cap is gone, the total cost is above $1.00, the cache rarely hits',
    make: async ({ tree, now }) => {
      await spend(tree, now(), { operation: 'batch_sweep', requests: 110, tokens: 95 });
      const sweep = { at: stamp(now().getTime()), kind: 'batch', prompts: 400, cost: 0.03 };
      const runaways = Array.from({ length: 30 }, (_, index) => ({ id: `batch-${String(index + 1)}`, ...sweep }));
      await writeFile(tree.path(files.sweeps), json([...tree.sweeps(), ...runaways]));
    },
  },
  {
    name: 'outgrown',
    describe: 'ordinary requests need nearly all of the daily cap: answers take above 10 s and sweeps wait in line',
    make: ({ tree, now }) => spend(tree, now(), { operation: 'search_answer', requests: 120, tokens: 89 }),
  },
  {
    name: 'low-usage',
    describe: 'hardly anybody asks: today used under 25 % of the daily cap',
    make: async ({ tree, now }) => {
      const today = stamp(now().getTime()).slice(0, 10);
      const all = tree.usage();
      const few = all.filter(({ timestamp }, index) => !timestamp.startsWith(today) || index % 3 === 0);
      await writeFile(tree.path(files.usage), lines(few));
    },
  },
  {
    name: 'varied-prompts',
    describe: 'each prompt is a little different from the last: the cache hit rate is under 50 %',
    make: ({ tree, now }) => spend(tree, now(), { operation: 'search_answer', requests: 200, tokens: 4 }),
  },
  {
    name: 'grown-cache',
    describe: 'the cache has grown above 1 GB, most of it in an entry that is 45 days old',
    make: async ({ tree, now }) => {
      const entry = tree.path(`${files.cache}/embeddings.bin`);
      const old = new Date(now().getTime() - 45 * 86_400_000);
      await writeFile(entry, '');
      // Sparse: it has the size without taking the room.
      await truncate(entry, 1_200_000_000);
      await utimes(entry, old, old);
    },
  },
  {
    name: 'error-burst',
    describe: 'the provider refuses: 24 errors in the last hour, an error rate above 1 %',
    make: async ({ tree, now }) => {
      const error = { operation: 'search_answer', message: 'the provider answered 503' };
      const burst = Array.from({ length: 24 }, (_, index) => ({
        timestamp: stamp(now().getTime() - (24 - index) * 1_000),
        ...error,
      }));
      await appendFile(tree.path(files.errors), lines(burst));
    },
  },
  {
    name: 'answers-500',
    describe: 'the process lost its state: /api/aether/health answers 500 until it is started again',
    make: ({ unit }) => unit.trouble('fails'),
  },
  {
    name: 'hangs',
    describe: 'the process hangs: /api/aether/health times out until it is started again',
    make: ({ unit }) => unit.trouble('hangs'),
  },
  {
    name: 'restart-fails',
    describe:
      'it answers 500, and a stale lock, a broken cache entry and wrong permissions keep a restart from helping',
    make: async ({ tree, unit }) => {
      await unit.trouble('fails');
      await writeFile(tree.path(files.lock), noProcess);
      await writeFile(tree.path(`${files.cache}/7.json`), '{ "answer": ');
      await chmod(tree.path(files.weights), 0o000);
    },
  },
  {
    name: 'stale-lock',
    describe: 'a sweep that died left its lock behind: no sweep starts any more',
    make: ({ tree }) => writeFile(tree.path(files.lock), noProcess),
  },
  {
    name: 'bad-weights',
    describe: 'a learning run ruined the weights: trust and safety no longer count',
    make: async ({ tree, unit, now }) => {
      const categoryWeights = { general_search: 9.5, location_specific: 0.1, trust_safety: 0 };
      const bad = { ...healthyWeights, categoryWeights, learningRate: 0.9, lastUpdated: stamp(now().getTime()) };
      await writeFile(tree.path(files.weights), json(bad));
      await unit.restart();
    },
  },
  {
    name: 'bad-experiments',
    describe: 'ten experiments from 2 November 2025 on fail: the success rate is under 50 %',
    make: ({ tree }) => writeFile(tree.path(files.experiments), json([...healthyExperiments, ...failing])),
  },
];

const failing: readonly Experiment[] = Array.from({ length: 10 }, (_, index) => ({
  id: `exp-${String(index + 13)}`,
  name: `aggressive wording ${String(index + 1)}`,
  createdAt: `2025-11-${String(index + 2).padStart(2, '0')}T09:00:00Z`,
  success: false,
  mentionRate: 0,
}));

interface Spent {
  readonly operation: string;
  readonly requests: number;
  readonly tokens: number;
}

/** Adds requests of the last minutes that missed the cache. */
async function spend(tree: Tree, now: Date, { operation, requests, tokens }: Spent): Promise<void> {
  const timestamp = stamp(now.getTime());
  const line = { timestamp, operation, model: 'gpt-4o-mini', tokens, cached: false };
  const before = await readFile(tree.path(files.usage), 'utf8');
  await writeFile(tree.path(files.usage), `${before}${lines(Array.from({ length: requests }, () => line))}`);
}

export const faults: readonly Fault[] = troubles.map(({ name, describe }) => ({ name, describe }));

/** Makes it so. Throws a sentence for a fault that it does not have. */
export async function causeFault(fault: string, scene: Scene): Promise<void> {
  const trouble = troubles.find(({ name }) => name === fault);
  if (trouble === undefined) {
    throw new Error(`ÆTHER has no fault ${fault}. It has: ${troubles.map(({ name }) => name).join(', ')}.`);
  }
  await trouble.make(scene);
}
