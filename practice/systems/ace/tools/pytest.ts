// The stand-in for `pytest`: the smoke tests and the benchmark ask the application, the regression tests ask a stage.

import { z } from 'zod';
import { type Answer, failed, printed } from '../../../kit/answer.ts';
import type { CommandTable, Flags } from '../../../kit/command.ts';
import { canRetrieve } from '../application/health.ts';
import { answerQuery } from '../neighbours/prometheus.ts';
import { conditionOf, stageNames } from '../neighbours/stages.ts';
import type { World } from '../world.ts';

interface Test {
  readonly name: string;
  /** Why it failed; absent when it passed. */
  readonly why?: string;
}

const verbose = ['verbose'];

export const pytest: CommandTable<World> = {
  name: 'pytest',
  options: { verbose: { type: 'boolean', short: 'v' }, stage: { type: 'string' } },
  numbers: [],
  commands: {
    'tests/e2e/test_smoke.py': { usage: 'pytest tests/e2e/test_smoke.py -v', flags: verbose, run: smoke },
    'tests/benchmarks/test_retrieval_perf.py': {
      usage: 'pytest tests/benchmarks/test_retrieval_perf.py -v',
      flags: verbose,
      run: benchmark,
    },
    'tests/': { usage: 'pytest tests/ -v --stage=shadow', flags: verbose, needs: ['stage'], run: regression },
  },
};

function reported(file: string, tests: readonly Test[]): Answer {
  const lines = tests.flatMap(({ name, why }) => [
    `${file}::${name} ${why === undefined ? 'PASSED' : 'FAILED'}`,
    ...(why === undefined ? [] : [`E   ${why}`]),
  ]);
  const bad = tests.filter(({ why }) => why !== undefined).length;
  const summary = [...(bad > 0 ? [`${String(bad)} failed`] : []), `${String(tests.length - bad)} passed`].join(', ');
  return { ...printed(...lines, `== ${summary} ==`), exit: bad > 0 ? 1 : 0 };
}

function passes(name: string, isGood: boolean, why: string): Test {
  return isGood ? { name } : { name, why };
}

const healthBody = z.object({
  status: z.string(),
  database: z.string(),
  faiss: z.string(),
  circuit_breakers: z.record(z.string(), z.string()),
});

async function smoke({ url }: World): Promise<Answer> {
  const file = 'tests/e2e/test_smoke.py';
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(3_000) });
    const { database, faiss, circuit_breakers: breakers } = healthBody.parse(await response.json());
    const open = Object.entries(breakers).filter(([, state]) => state === 'open');
    return reported(file, [
      { name: 'test_answers' },
      passes('test_database', database === 'connected', `the database is ${database}`),
      passes('test_retrieval', faiss === 'ready', `the FAISS index: ${faiss}`),
      passes('test_breakers', open.length === 0, `open: ${open.map(([name]) => name).join(', ')}`),
    ]);
  } catch {
    return reported(file, [{ name: 'test_answers', why: `nothing answers at ${url}` }]);
  }
}

const targets = [
  { quantile: '0.5', name: 'test_p50', atMost: 10 },
  { quantile: '0.95', name: 'test_p95', atMost: 15 },
] as const;
const vector = z.object({
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
});

async function benchmark({ url }: World): Promise<Answer> {
  const tests = await Promise.all(
    targets.map(async ({ quantile, name, atMost }): Promise<Test> => {
      const query = `histogram_quantile(${quantile}, rate(playbook_retrieval_latency_ms_bucket[5m]))`;
      const { body } = await answerQuery({ 'ace-app': url }, query);
      const found = vector.safeParse(body).data?.data.result[0]?.value[1] ?? 'NaN';
      const ms = Number(found);
      const named = `${name} ${Number.isNaN(ms) ? 'no retrieval' : `${ms.toFixed(1)} ms`}`;
      return passes(named, ms <= atMost, `more than the target of ${String(atMost)} ms`);
    }),
  );
  return reported('tests/benchmarks/test_retrieval_perf.py', tests);
}

function regression({ stages }: World, flags: Flags): Answer {
  const stage = stageNames.find((name) => name === flags['stage']);
  if (stage === undefined) return failed(`There is no stage ${flags['stage'] ?? ''}: give ${stageNames.join(' or ')}.`);
  const condition = conditionOf(stages[stage]);
  const { settings, indexDimension } = condition;
  const why = `the model makes ${String(settings.embeddingDimension)} dimensions, the index has ${String(indexDimension)}`;
  return reported(`tests/ on ${stage}, ${condition.version}`, [
    { name: 'test_starts' },
    passes('test_retrieval', canRetrieve(condition), why),
    passes('test_batches', settings.maxBatchSize <= 100, 'batches of more than 100 insights'),
  ]);
}
