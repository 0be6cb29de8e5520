// What the practice application answers. Its queue and its health come from the database, the rest from its condition.

import type { Pool } from 'pg';
import * as z from 'zod/mini';
import { hasWrongCredits, noteJob, readQueue } from './application-rows.ts';
import type { Condition } from './condition.ts';
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
  readonly pool: Pool;
  readonly settings: Settings;
  readonly release: Release;
  readonly condition: Condition;
  /** Users in the cache of recently served art; it is in memory, so only the very first process has any. */
  readonly cache: { readonly users: number; readonly since: Date };
  readonly log: (level: 'INFO' | 'ERROR', text: string) => void;
}

type Route = (application: Application, request: Request) => Answer | Promise<Answer>;

const duration = z.object({ durationMs: z.number().check(z.positive(), z.maximum(3_600_000)) });
const job = z.object({
  sessionId: z.string(),
  preferences: z.object({ styles: z.array(z.string()), artists: z.array(z.string()) }),
});
const stateCodes = { closed: 0, half_open: 1, open: 2 } as const;

const routes = new Map<string, Route>([
  ['GET /api/health', health],
  ['GET /api/monitoring/resilience', forAdmins(resilience)],
  ['GET /api/telemetry/dashboard', forAdmins(dashboard)],
  ['GET /api/admin/circuit-breaker-status', ({ condition }) => ok(condition.breakerStatus())],
  ['GET /api/admin/cache-stats', cacheStats],
  ['POST /api/admin/reset-circuit-breaker', forAdmins(resetBreaker)],
  ['POST /api/test/force-breaker-open', forceOpen],
  ['POST /api/test/generate', generate],
]);

export async function answer(application: Application, request: Request): Promise<Answer> {
  const { session_store: store } = application.release;
  if (store !== 'postgres') {
    application.log('ERROR', `session store "${store}" is not configured, every request fails`);
    return { status: 500, body: { error: 'No session store.' } };
  }
  const route = routes.get(`${request.method} ${request.path}`);
  if (route === undefined) return { status: 404, body: { error: `There is no ${request.path} here.` } };
  return route(application, request);
}

function ok(body: object): Answer {
  return { status: 200, body };
}

function forAdmins(route: Route): Route {
  const refused: Answer = { status: 401, body: { error: 'Give the admin token.' } };
  return (application, request) => (request.isAdmin ? route(application, request) : refused);
}

async function health({ pool }: Application): Promise<Answer> {
  await pool.query('select 1');
  return ok({ status: 'ok' });
}

async function resilience({ pool, settings, release, condition }: Application): Promise<Answer> {
  const { breaker } = condition;
  const queue = await readQueue(pool);
  return ok({
    release: release.version,
    revision: release.revision,
    settings,
    circuitBreaker: {
      ...condition.breakerStatus(),
      code: stateCodes[breaker.state()],
      openSeconds: breaker.openSeconds(),
    },
    queueController: { ...queue, depth: queue.pending + queue.generating, batchSize: settings.BATCH_SIZE },
  });
}

async function dashboard({ pool, condition }: Application, { sockets }: Request): Promise<Answer> {
  const isWrong = await hasWrongCredits(pool);
  return ok({ ...condition.telemetry(sockets), credits: { failurePercent: isWrong ? 7.5 : 0.3 } });
}

function cacheStats({ cache: { users, since } }: Application): Answer {
  return ok({ totalUsers: users, totalArtworks: users * 10, oldestEntry: users === 0 ? null : since.toISOString() });
}

function resetBreaker({ condition, settings, log }: Application): Answer {
  const { breaker } = condition;
  breaker.reset();
  // The provider is asked at once, and its failure opens the breaker again.
  if (condition.has('image-provider-down')) breaker.open(settings.BREAKER_REFILL_MS);
  log('INFO', `generation circuit breaker reset by an administrator, now ${breaker.state()}`);
  return ok({ state: breaker.state() });
}

function forceOpen({ condition: { breaker } }: Application, { body }: Request): Answer {
  const asked = duration.safeParse(jsonOf(body));
  if (!asked.success) return { status: 400, body: { error: 'Give durationMs, at most one hour.' } };
  breaker.open(asked.data.durationMs);
  return ok({ state: breaker.state() });
}

async function generate({ pool, condition }: Application, { body }: Request): Promise<Answer> {
  if (!job.safeParse(jsonOf(body)).success) return { status: 400, body: { error: 'Give sessionId and preferences.' } };
  const isFallback = condition.breaker.state() === 'open';
  const isMade = !isFallback && !condition.has('image-provider-down');
  if (!isFallback) condition.breaker.note(isMade);
  await noteJob(pool, isMade);
  return { status: isMade ? 200 : 503, body: { source: isMade ? 'dall-e' : 'fallback' } };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
