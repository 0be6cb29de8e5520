// The HTTP API of the practice application as a function from request to answer. What it was started with stays until it is started
// again: settings, weights, and a cap that was set by the API.

import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import * as figures from './figures.ts';
import { checkStart } from './start-check.ts';
import { files, treeAt, type Tree, type Weights } from './tree.ts';

export type Trouble = 'none' | 'fails' | 'hangs';

export interface Asked {
  readonly method: string;
  readonly path: string;
  /** The header `x-aether-admin-key`. */
  readonly key: string;
  readonly body: string;
}

export interface Answered {
  readonly status: number;
  readonly json: object;
}

export interface Application {
  /** What it says of itself once it serves. */
  readonly greeting: readonly string[];
  readonly answer: (asked: Asked, trouble: Trouble) => Answered;
}

const capBody = z.object({ cap: z.int().check(z.minimum(0), z.maximum(10_000_000)) });
const rateBody = z.object({ rate: z.number().check(z.positive(), z.maximum(1)) });

interface Running {
  readonly tree: Tree;
  readonly adminKey: string;
  readonly mode: 'live' | 'mock';
  readonly cron: boolean;
  readonly maxTokensPerPrompt: number;
  readonly startedAt: Date;
  cap: number;
  weights: Weights;
}

/** Throws a sentence when it cannot be started from these files. */
export function openApplication(home: string, adminKey: string): Application {
  const tree = treeAt(home);
  checkStart(tree);
  const settings = tree.settings();
  const running: Running = {
    tree,
    adminKey,
    mode: tree.has(files.key) ? 'live' : 'mock',
    cron: settings.get('AETHER_CRON_ENABLED') !== 'false',
    maxTokensPerPrompt: Number(settings.get('AETHER_MAX_TOKENS_PER_PROMPT') ?? 1_500),
    startedAt: new Date(),
    cap: Number(settings.get('AETHER_DAILY_TOKEN_CAP') ?? 20_000),
    weights: tree.weights(),
  };
  const { cap, mode, cron } = running;
  return {
    greeting: [`ready: ${mode} mode, daily cap ${String(cap)} tokens, cron ${cron ? 'on' : 'off'}`],
    answer: (asked, trouble) => answer(running, asked, trouble),
  };
}

function answer(running: Running, asked: Asked, trouble: Trouble): Answered {
  const { method, path } = asked;
  const route = `${method} ${path.replace(/^\/api\/aether\//, '')}`;
  switch (route) {
    case 'GET health':
      return health(running, trouble);
    case 'GET budget/stats':
      return fine(figures.budgetOf(readingsOf(running)));
    case 'GET cache/stats':
      return fine({ ...figures.hitsOf(readingsOf(running)), ...cacheFolder(running.tree) });
    case 'GET sweeps/stats':
      return fine(sweeps(running));
    case 'GET experiments/stats':
      return fine(figures.experimentStatsOf(running.tree.experiments()));
    case 'GET learn/stats':
      return fine(figures.learningOf(running.weights));
    case 'POST budget/set-cap':
      return setCap(running, asked);
    case 'POST cache/clear':
      return clearCache(running.tree);
    case 'POST learn/set-rate':
      return setRate(running, asked.body);
    default:
      return { status: 404, json: { ok: false, error: `There is no ${method} ${path} here.` } };
  }
}

function fine(json: object): Answered {
  return { status: 200, json };
}

function health(running: Running, trouble: Trouble): Answered {
  if (trouble !== 'none') return { status: 500, json: { ok: false, error: 'sweep engine lost its state' } };
  const { mode, cron, maxTokensPerPrompt, startedAt } = running;
  const readings = readingsOf(running);
  return fine({
    ok: true,
    mode,
    cron,
    maxTokensPerPrompt,
    uptimeSeconds: Math.floor((readings.now.getTime() - startedAt.getTime()) / 1000),
    requests: figures.requestsOf(readings),
  });
}

function readingsOf({ tree, cap }: Running): figures.Readings {
  const cacheSince = tree.has(files.cacheSince) ? readFileSync(tree.path(files.cacheSince), 'utf8').trim() : '';
  return { now: new Date(), cap, usage: tree.usage(), errors: tree.errors(), cacheSince };
}

function cacheEntries(tree: Tree): readonly string[] {
  if (!tree.has(files.cache)) return [];
  return readdirSync(tree.path(files.cache)).filter((name) => !name.startsWith('.'));
}

function cacheFolder(tree: Tree): { readonly entries: number; readonly sizeBytes: number } {
  const sizes = cacheEntries(tree).map((name) => statSync(tree.path(`${files.cache}/${name}`)).size);
  return { entries: sizes.length, sizeBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function sweeps({ tree, cron }: Running): object {
  const isLocked = tree.has(files.lock);
  const state = isLocked ? 'locked' : cron ? 'scheduled' : 'off';
  return { ...figures.sweepStatsOf(tree.sweeps(), tree.experiments()), state };
}

function setCap(running: Running, { key, body }: Asked): Answered {
  if (key === '' || key !== running.adminKey) {
    return { status: 401, json: { ok: false, error: 'The header x-aether-admin-key is missing or wrong.' } };
  }
  const asked = parsed(capBody, body);
  if (asked === undefined) return { status: 400, json: { ok: false, error: 'Send {"cap": <whole number from 0>}.' } };
  const previousCap = running.cap;
  running.cap = asked.cap;
  return fine({ ok: true, previousCap, ...figures.budgetOf(readingsOf(running)) });
}

function clearCache(tree: Tree): Answered {
  const cleared = cacheEntries(tree);
  for (const name of cleared) rmSync(tree.path(`${files.cache}/${name}`), { recursive: true });
  writeFileSync(tree.path(files.cacheSince), new Date().toISOString());
  return fine({ ok: true, cleared: cleared.length });
}

function setRate(running: Running, body: string): Answered {
  const asked = parsed(rateBody, body);
  if (asked === undefined) return { status: 400, json: { ok: false, error: 'Send {"rate": <above 0, at most 1>}.' } };
  running.weights = { ...running.weights, learningRate: asked.rate, lastUpdated: new Date().toISOString() };
  writeFileSync(running.tree.path(files.weights), `${JSON.stringify(running.weights, null, 2)}\n`);
  return fine({ ok: true, ...figures.learningOf(running.weights) });
}

function parsed<S extends z.ZodMiniType>(shape: S, body: string): z.infer<S> | undefined {
  try {
    return shape.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}
