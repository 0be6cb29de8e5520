// The files of the practice ÆTHER: their paths in its tree, their shapes, and how they are read. The server is built with it, so it
// imports nothing of the kit.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

export const files = {
  settings: 'aether.env',
  /** OPENAI_API_KEY; without this file the application answers from mocks. */
  key: 'openai.env',
  guide: 'README_AETHER.md',
  prompts: 'data/aether/prompts.json',
  weights: 'data/aether/weights.json',
  experiments: 'data/aether/experiments.json',
  sweeps: 'data/aether/sweeps.json',
  usage: 'data/aether/token_usage.log',
  errors: 'data/aether/error.log',
  lock: 'data/aether/.initial_sweep.lock',
  archives: 'data/aether/archives',
  cache: '.aether_cache',
  /** Hits and misses are counted from the time in it. */
  cacheSince: '.aether_cache/.since',
} as const;

const usageLine = z.object({
  timestamp: z.string(),
  operation: z.string(),
  model: z.string(),
  tokens: z.number(),
  cached: z.boolean(),
});
const errorLine = z.object({ timestamp: z.string(), operation: z.string(), message: z.string() });
const sweep = z.object({ id: z.string(), at: z.string(), kind: z.string(), prompts: z.number(), cost: z.number() });
const experiment = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  success: z.boolean(),
  mentionRate: z.number(),
});
const weights = z.object({
  promptWeights: z.record(z.string(), z.number()),
  categoryWeights: z.record(z.string(), z.number()),
  learningRate: z.number(),
  lastUpdated: z.nullable(z.string()),
});

export type UsageLine = z.infer<typeof usageLine>;
export type ErrorLine = z.infer<typeof errorLine>;
export type Sweep = z.infer<typeof sweep>;
export type Experiment = z.infer<typeof experiment>;
export type Weights = z.infer<typeof weights>;

function readLines<S extends z.ZodMiniType>(shape: S, file: string): z.infer<S>[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => shape.parse(JSON.parse(line)));
}

function readJson<S extends z.ZodMiniType>(shape: S, file: string): z.infer<S> {
  return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
}

export interface Tree {
  readonly usage: () => readonly UsageLine[];
  readonly errors: () => readonly ErrorLine[];
  readonly sweeps: () => readonly Sweep[];
  readonly experiments: () => readonly Experiment[];
  readonly weights: () => Weights;
  /** What `aether.env` sets, by name. */
  readonly settings: () => ReadonlyMap<string, string>;
  readonly path: (file: string) => string;
  readonly has: (file: string) => boolean;
}

/** Reads the tree below `home` as it is at each call; JSON files that were removed count as empty. */
export function treeAt(home: string): Tree {
  const path = (file: string): string => join(home, file);
  const has = (file: string): boolean => existsSync(path(file));
  return {
    path,
    has,
    usage: () => readLines(usageLine, path(files.usage)),
    errors: () => readLines(errorLine, path(files.errors)),
    sweeps: () => (has(files.sweeps) ? readJson(z.array(sweep), path(files.sweeps)) : []),
    experiments: () => (has(files.experiments) ? readJson(z.array(experiment), path(files.experiments)) : []),
    weights: () => readJson(weights, path(files.weights)),
    settings: () => {
      const lines = readFileSync(path(files.settings), 'utf8').split('\n');
      return new Map(
        lines.flatMap((line) => [...line.matchAll(/^([A-Z_]+)=(.*)$/g)].map(([, a = '', b = '']) => [a, b])),
      );
    },
  };
}
