// Every fault of the practice ACE shows where a person would look for it, and a reset takes it away.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type PracticePostgres, startPracticePostgres } from '../../postgres/start-practice-postgres.ts';
import { runScript } from './runbook-scripts.ts';
import { type PracticeAce, startAce } from './start-ace.ts';

const slow = 30_000;
const folder = mkdtempSync(join(tmpdir(), 'ace-faults-'));
let postgres: PracticePostgres;
let ace: PracticeAce;

beforeAll(async () => {
  postgres = await startPracticePostgres({ folder: join(folder, 'postgres') });
  ace = await startAce({ folder: join(folder, 'ace'), postgres });
}, slow);
afterAll(async () => {
  await ace.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true });
}, slow);

const answered = z.object({
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
});

/** The one value of a query; NaN when there is none. */
async function measure(query: string): Promise<number> {
  const response = await fetch(`${ace.environment['ACE_PROMETHEUS_URL'] ?? ''}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query }),
  });
  return Number(answered.parse(await response.json()).data.result[0]?.value[1] ?? 'NaN');
}

const p95 = 'histogram_quantile(0.95, rate(playbook_retrieval_latency_ms_bucket{job="ace-app"}[5m]))';
const errors = 'sum(rate(http_requests_total{job="ace-app", status=~"5.."}[5m]))';
const open = 'sum(circuit_breaker_state{job="ace-app", state="open"})';
const merge = 'histogram_quantile(0.95, rate(batch_merge_duration_seconds_bucket{job="ace-app"}[5m]))';
const memory = 'process_resident_memory_bytes{job="ace-app"}';

interface Shows {
  readonly looks: object;
  /** A query and the value above which it is wrong. */
  readonly above?: readonly [query: string, limit: number];
}

const shows: Readonly<Record<string, Shows>> = {
  'bad-release': { looks: { health: 'degraded', stages: { shadow: 'v1.10.0' } }, above: [errors, 0] },
  'breaker-stuck-open': { looks: { health: 'degraded' }, above: [open, 0] },
  'provider-down': { looks: { health: 'degraded' }, above: [open, 0] },
  'provider-outage': { looks: { health: 'degraded' }, above: [open, 0] },
  hanging: { looks: { health: 'down', phase: 'running' }, above: ['1 - up{job="ace-app"}', 0] },
  'large-index': { looks: { health: 'healthy', vectors: { 'customer-b': 150_000 } }, above: [p95, 15] },
  'memory-leak': { looks: { health: 'healthy' }, above: [memory, 1_000_000_000] },
  'embeddings-leak': { looks: { embeddings: { mebibytes: 6_144, stuckWorkers: 3 } } },
  'large-batches': { looks: { set: { MAX_BATCH_SIZE: '500' } }, above: [merge, 30] },
  'strict-gate': { looks: { set: { PROMOTION_HELPFUL_MIN: '10' } } },
  'stage-manager-stopped': { looks: { hasStageManager: false } },
  'missing-indexes': { looks: { database: { missingIndexes: 2 } }, above: [p95, 15] },
  'lost-bullets': { looks: { database: { bullets: { PROD: 9 } } } },
  'database-unreachable': { looks: { health: 'degraded', database: { isReachable: false } }, above: [errors, 0] },
};

test('each fault is in this table', () => {
  expect(ace.faults.map(({ name }) => name)).toEqual(Object.keys(shows));
});

test.each(Object.entries(shows))(
  '%s shows, and is gone after a reset',
  async (fault, { looks, above }) => {
    await ace.cause(fault);
    expect(await ace.look()).toMatchObject(looks);
    if (above !== undefined) expect(await measure(above[0])).toBeGreaterThan(above[1]);
    await ace.reset();
    expect(await ace.look()).toMatchObject({
      health: 'healthy',
      release: { version: 'v1.9.0' },
      stages: { shadow: 'v1.9.0', staging: 'v1.9.0' },
      set: {},
      vectors: { 'customer-b': 18_344 },
      embeddings: { mebibytes: 912, stuckWorkers: 0 },
      hasStageManager: true,
      database: { isReachable: true, migration: 'e19b7d3c4f60', missingIndexes: 0, bullets: { PROD: 28, SHADOW: 6 } },
      backups: ['backup-20251014-120000.sql.gz'],
      uploaded: [],
    });
    expect(await measure(p95)).toBeLessThanOrEqual(15);
    expect(await measure(open)).toBe(0);
  },
  slow,
);

test(
  'a breaker closes by itself once the provider is back',
  async () => {
    await ace.cause('provider-outage');
    await expect.poll(async () => (await ace.look()).health, { timeout: 25_000, interval: 250 }).toBe('healthy');
    await ace.reset();
  },
  slow,
);

test(
  'a reset while the provider is away opens the breaker again',
  async () => {
    await ace.cause('provider-down');
    const reset = 'kubectl exec deployment/ace-app -- python scripts/reset_circuit_breaker.py --all';
    expect(await runScript(ace, reset)).toMatchObject({ exit: 0 });
    expect(await measure(open)).toBe(1);
    await ace.reset();
  },
  slow,
);

test.each([
  'kubectl exec deployment/ace-app -- rm -rf /',
  'kubectl exec deployment/ace-app -- python scripts/other.py',
  'kubectl exec deployment/ace-app -- alembic stamp head',
  'kubectl set env deployment/ace-app LD_PRELOAD=1',
  `kubectl exec statefulset/ace-db -- psql --dbname=ace --command="drop table playbook_bullets"`,
  'kubectl exec statefulset/ace-db -- dropdb ace',
  'docker exec ace-app sh',
  'aws s3 rm s3://ace-backups/ --recursive',
  'aws s3 cp /etc/hostname s3://another-bucket/',
  './scripts/deploy.sh nowhere',
  'pytest tests/other.py',
])('%s is refused with 64', async (command) => {
  expect(await runScript(ace, command)).toMatchObject({ exit: 64 });
});
