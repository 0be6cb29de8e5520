// What the practice application answers. Its queue and its health come from the database; what goes wrong with it is told from outside.

import type { Pool } from 'pg';
import * as z from 'zod/mini';
import { createBreaker } from './breaker.ts';
import type { Trouble } from './messages.ts';
import type { Release, Settings } from './server-settings.ts';

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string;
  readonly isAdmin: boolean;
  /** WebSocket connections that are open now. */
  readonly sockets: number;
}

export interface Answer {
  readonly status: number;
  readonly body: object;
}

export interface Application {
  readonly answer: (request: Request) => Promise<Answer>;
  readonly take: (trouble: Trouble) => void;
  readonly has: (trouble: Trouble) => boolean;
}

interface Options {
  readonly pool: Pool;
  readonly settings: Settings;
  readonly release: Release;
  readonly log: (level: 'INFO' | 'WARN' | 'ERROR', text: string) => void;
  readonly now: () => number;
  /** Users in the cache of recently served art; it is in memory, so only the very first process has any. */
  readonly cachedUsers: number;
}

const duration = z.object({ durationMs: z.number().check(z.positive(), z.maximum(3_600_000)) });
const job = z.object({
  sessionId: z.string(),
  preferences: z.object({ styles: z.array(z.string()), artists: z.array(z.string()) }),
});
const counted = z.object({ pending: z.number(), generating: z.number() });
const wrong = z.object({ wrong: z.boolean() });
// A user whose balance is not what the ledger says cannot pay.
const wrongCredits = `select exists (select from user_credits c where balance < 0 or balance <>
  (select sum(amount) from credit_ledger l where l.user_id = c.user_id)) as wrong`;
const stateCodes = { closed: 0, half_open: 1, open: 2 } as const;
// Clients that are always there.
const usualSockets = 118;
const stuckMs = 7 * 24 * 3_600_000;

const unauthorized: Answer = { status: 401, body: { error: 'Give the admin token.' } };

export function createApplication({ pool, settings, release, log, now, cachedUsers }: Options): Application {
  const troubles = new Set<Trouble>();
  const breaker = createBreaker(
    { refillMs: settings.BREAKER_REFILL_MS, openTokens: settings.BREAKER_OPEN_TOKENS },
    now,
  );
  const oldestEntry = cachedUsers === 0 ? null : new Date(now() - 50 * 60_000).toISOString();
  const has = (trouble: Trouble): boolean => troubles.has(trouble);

  const p95Latency = (): number => (has('slow-generation') ? 95_000 : 55_000);
  const successRate = (): number => (breaker.state() === 'closed' ? 0.95 : 0.08);

  function take(trouble: Trouble): void {
    troubles.add(trouble);
    if (trouble !== 'breaker-stuck-open' && trouble !== 'image-provider-down') return;
    breaker.open(stuckMs, now() - 8 * 60_000);
    log('ERROR', `generation circuit breaker open after ${settings.BREAKER_OPEN_TOKENS} failures, fallback only`);
  }

  function circuitBreaker(): object {
    return { state: breaker.state(), tokens: breaker.tokens(), successRate: successRate(), p95Latency: p95Latency() };
  }

  async function resilience(): Promise<object> {
    const { rows } = await pool.query(
      `select count(*) filter (where status = 'pending')::int as pending,
              count(*) filter (where status = 'generating')::int as generating
         from generation_jobs where status in ('pending', 'generating')`,
    );
    const queue = counted.parse(rows[0]);
    return {
      release: release.version,
      revision: release.revision,
      settings,
      circuitBreaker: {
        ...circuitBreaker(),
        code: stateCodes[breaker.state()],
        openSeconds: breaker.openSeconds(),
      },
      queueController: { ...queue, depth: queue.pending + queue.generating, batchSize: settings.BATCH_SIZE },
    };
  }

  async function dashboard(sockets: number): Promise<object> {
    const { rows } = await pool.query(wrongCredits);
    const connections = has('websocket-crowd') ? 1_240 : has('websockets-refused') ? 0 : usualSockets + sockets;
    return {
      requests: { errorRatePercent: has('high-error-rate') ? 3.2 : 0.04 },
      generation: { p95LatencySeconds: p95Latency() / 1000 },
      credits: { failurePercent: wrong.parse(rows[0]).wrong ? 7.5 : 0.3 },
      websockets: { connections },
    };
  }

  async function generate(): Promise<Answer> {
    const isFallback = breaker.state() === 'open';
    if (!isFallback) breaker.note(!has('image-provider-down'));
    const isMade = !isFallback && !has('image-provider-down');
    await pool.query(
      `insert into generation_jobs (session_id, status, error_message, completed_at)
       values ('test-session', $1, $2, now())`,
      isMade ? ['completed', null] : ['failed', 'image provider did not answer'],
    );
    return { status: isMade ? 200 : 503, body: { source: isMade ? 'dall-e' : 'fallback' } };
  }

  const routes: Readonly<Record<string, (request: Request) => Answer | Promise<Answer>>> = {
    'GET /api/health': async () => {
      await pool.query('select 1');
      return { status: 200, body: { status: 'ok' } };
    },
    'GET /api/monitoring/resilience': async ({ isAdmin }) =>
      isAdmin ? { status: 200, body: await resilience() } : unauthorized,
    'GET /api/telemetry/dashboard': async ({ isAdmin, sockets }) =>
      isAdmin ? { status: 200, body: await dashboard(sockets) } : unauthorized,
    'GET /api/admin/circuit-breaker-status': () => ({ status: 200, body: circuitBreaker() }),
    'GET /api/admin/cache-stats': () => ({
      status: 200,
      body: { totalUsers: cachedUsers, totalArtworks: cachedUsers * 10, oldestEntry },
    }),
    'POST /api/admin/reset-circuit-breaker': ({ isAdmin }) => {
      if (!isAdmin) return unauthorized;
      breaker.reset();
      // The provider is asked at once, and its failure opens the breaker again.
      if (has('image-provider-down')) breaker.open(settings.BREAKER_REFILL_MS);
      log('INFO', `generation circuit breaker reset by an administrator, now ${breaker.state()}`);
      return { status: 200, body: { state: breaker.state() } };
    },
    'POST /api/test/force-breaker-open': ({ body }) => {
      const asked = duration.safeParse(jsonOf(body));
      if (!asked.success) return { status: 400, body: { error: 'Give durationMs, at most one hour.' } };
      breaker.open(asked.data.durationMs);
      return { status: 200, body: { state: breaker.state() } };
    },
    'POST /api/test/generate': ({ body }) =>
      job.safeParse(jsonOf(body)).success
        ? generate()
        : { status: 400, body: { error: 'Give sessionId and preferences.' } },
  };

  return {
    take,
    has,
    answer: async (request) => {
      if (release.session_store !== 'postgres') {
        log('ERROR', `session store "${release.session_store}" is not configured, every request fails`);
        return { status: 500, body: { error: 'No session store.' } };
      }
      const route = new Map(Object.entries(routes)).get(`${request.method} ${request.path}`);
      if (route === undefined) return { status: 404, body: { error: `There is no ${request.path} here.` } };
      return route(request);
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
