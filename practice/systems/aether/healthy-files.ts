// The files of a healthy ÆTHER, relative to a given time: a week of requests that use about 45 % of each day's tokens and hit the cache
// in three of four cases. Pure, and the same at each call but for the times.

import type { ErrorLine, Experiment, Sweep, UsageLine, Weights } from './tree.ts';
import { files } from './tree.ts';

export const dailyCap = 20_000;
const requestsPerDay = 200;
const dayMs = 86_400_000;

export const healthyWeights: Weights = {
  promptWeights: { 'compare-carpools': 1.12, 'airport-rides': 0.94, 'verified-drivers': 1.31 },
  categoryWeights: { general_search: 1.0, location_specific: 1.1, trust_safety: 1.2 },
  learningRate: 0.1,
  lastUpdated: '2025-11-01T04:00:00Z',
};

const operations = ['geo_sweep', 'search_answer', 'trust_check', 'experiment'] as const;

/** `2026-03-01T12:00:00Z`, as the application writes times. */
export function stamp(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

export function lines(entries: readonly object[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The requests of one day, spread over the time from `from` to `to`. */
function requestsBetween(from: number, to: number): UsageLine[] {
  return Array.from({ length: requestsPerDay }, (_, index) => {
    const timestamp = stamp(from + ((to - from) * index) / requestsPerDay);
    const operation = operations[Math.floor(index / 4) % operations.length] ?? 'geo_sweep';
    // Every fiftieth is one of the tests that run in mock mode.
    if (index % 50 === 49) return { timestamp, operation, model: 'mock', tokens: 0, cached: false };
    const cached = index % 4 !== 0;
    return {
      timestamp,
      operation,
      model: 'gpt-4o-mini',
      tokens: cached ? 0 : 170 + (index % 7) * 3 + ((from / dayMs) % 7),
      cached,
    };
  });
}

function usage(now: number): UsageLine[] {
  const today = Math.floor(now / dayMs) * dayMs;
  const earlier = [6, 5, 4, 3, 2, 1].map((days) => today - days * dayMs);
  return [...earlier.flatMap((day) => requestsBetween(day, day + dayMs)), ...requestsBetween(today, now)];
}

function errors(now: number): ErrorLine[] {
  return [5, 3, 1].map((days) => ({
    timestamp: stamp(now - days * dayMs),
    operation: 'geo_sweep',
    message: 'the provider answered 429; tried again after 2 s',
  }));
}

function sweeps(now: number): Sweep[] {
  return Array.from({ length: 24 }, (_, index) => ({
    id: `sweep-${String(index + 1).padStart(3, '0')}`,
    at: stamp(now - (24 - index) * 7 * dayMs + 2 * dayMs),
    kind: 'weekly',
    prompts: 40,
    cost: 0.0175,
  }));
}

export const healthyExperiments: readonly Experiment[] = Array.from({ length: 12 }, (_, index) => ({
  id: `exp-${String(index + 1).padStart(2, '0')}`,
  name: `wording of prompt ${String(index + 1)}`,
  createdAt: stamp(Date.parse('2025-10-06T09:00:00Z') + index * 2 * dayMs),
  success: index % 4 !== 3,
  mentionRate: index % 3 === 0 ? 0.02 : 0,
}));

const guide = `# ÆTHER

Asks language models the questions that riders ask, and learns which wording makes them mention us.

- \`npm run dev\` starts it; the unit \`aether\` does that with the settings of \`aether.env\`.
- Without an OpenAI key it answers from mocks and spends nothing.
- A cap of 0 refuses every request that would cost tokens.
`;

/** Path in the tree → content. Folders without a file in them are not among them. */
export function healthyFiles(now: number): Readonly<Record<string, string>> {
  return {
    [files.settings]: `AETHER_DAILY_TOKEN_CAP=${String(dailyCap)}\nAETHER_CRON_ENABLED=true\nAETHER_MAX_TOKENS_PER_PROMPT=1500\n`,
    [files.guide]: guide,
    [files.prompts]: json(
      Object.keys(healthyWeights.promptWeights).map((id) => ({ id, text: `Which service … ${id}?` })),
    ),
    [files.weights]: json(healthyWeights),
    [files.experiments]: json(healthyExperiments),
    [files.sweeps]: json(sweeps(now)),
    [files.usage]: lines(usage(now)),
    [files.errors]: lines(errors(now)),
    [`${files.archives}/20251026/weights.json`]: json({ ...healthyWeights, lastUpdated: '2025-10-26T04:00:00Z' }),
    [`${files.archives}/20251102/weights.json`]: json(healthyWeights),
    [files.cacheSince]: stamp(Math.floor(now / dayMs) * dayMs),
    ...Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`${files.cache}/${String(index)}.json`, json({ answer: index })]),
    ),
  };
}
