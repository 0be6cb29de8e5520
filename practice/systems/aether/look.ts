// The state of the practice ÆTHER as plain data, for people who watch it and for tests: its own answers, and its files.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { files, type Tree } from './tree.ts';
import type { Unit, UnitState } from './unit.ts';

const health = z.object({ ok: z.boolean(), mode: z.string(), cron: z.boolean(), maxTokensPerPrompt: z.number() });
const budget = z.object({
  dailyCap: z.number(),
  tokensUsed: z.number(),
  usagePercentage: z.string(),
  accepting: z.boolean(),
});
const cache = z.object({ hitRate: z.number(), entries: z.number(), sizeBytes: z.number() });
const sweeps = z.object({ totalSweeps: z.number(), totalCost: z.number(), state: z.string() });
const experiments = z.object({ total: z.number(), successRate: z.number() });
const learning = z.object({ learningRate: z.number(), categoryWeights: z.record(z.string(), z.number()) });

export interface AetherState {
  readonly unit: UnitState;
  readonly pid?: number;
  /** `down`: nothing answers. */
  readonly health: 'healthy' | 'failing' | 'down';
  readonly process?: z.infer<typeof health>;
  readonly budget?: z.infer<typeof budget>;
  readonly cache?: z.infer<typeof cache>;
  readonly sweeps?: z.infer<typeof sweeps>;
  readonly experiments?: z.infer<typeof experiments>;
  readonly learning?: z.infer<typeof learning>;
  readonly files: {
    readonly settings: Readonly<Record<string, string>>;
    readonly key: boolean;
    readonly lock: boolean;
    readonly prompts: boolean;
    /** The mode of `weights.json`, e.g. `644`. */
    readonly weightsMode: string;
    readonly archives: readonly string[];
    /** Lines of each log. */
    readonly lines: { readonly usage: number; readonly errors: number };
  };
}

export async function lookAt(tree: Tree, unit: Unit, url: string): Promise<AetherState> {
  const pid = unit.pid();
  return {
    unit: unit.state(),
    ...(pid === undefined ? {} : { pid }),
    ...(await answersAt(`${url}/api/aether`)),
    files: filesIn(tree),
  };
}

async function answersAt(base: string): Promise<Omit<AetherState, 'unit' | 'files'>> {
  const ask = async <S extends z.ZodType>(path: string, shape: S): Promise<z.infer<S>> => {
    const response = await fetch(`${base}/${path}`, { signal: AbortSignal.timeout(1_000) });
    if (response.status !== 200) throw new Refused();
    return shape.parse(await response.json());
  };
  try {
    return {
      process: await ask('health', health),
      budget: await ask('budget/stats', budget),
      cache: await ask('cache/stats', cache),
      sweeps: await ask('sweeps/stats', sweeps),
      experiments: await ask('experiments/stats', experiments),
      learning: await ask('learn/stats', learning),
      health: 'healthy',
    };
  } catch (thrown) {
    return { health: thrown instanceof Refused ? 'failing' : 'down' };
  }
}

class Refused extends Error {}

function filesIn(tree: Tree): AetherState['files'] {
  const count = (file: string): number =>
    tree.has(file) ? readFileSync(tree.path(file), 'utf8').split('\n').length - 1 : 0;
  return {
    settings: Object.fromEntries(tree.settings()),
    key: tree.has(files.key),
    lock: tree.has(files.lock),
    prompts: tree.has(files.prompts),
    weightsMode: (statSync(tree.path(files.weights)).mode & 0o777).toString(8),
    archives: tree.has(files.archives) ? readdirSync(tree.path(files.archives)).toSorted() : [],
    lines: { usage: count(files.usage), errors: count(files.errors) },
  };
}
