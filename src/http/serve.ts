// The small HTTP server beside the bot: health for everybody, metrics for who may read them, and webhooks for who knows the token. It
// listens on loopback unless told otherwise, says no more than it must, and never shows a stack.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { isWell, type Health } from '../health/finding.ts';
import { largestBody, mostConnections, serverLimits } from '../http-limits.ts';
import { hasToken } from './has-token.ts';
import { readBody } from './read-body.ts';

/** What a hook answers with. */
export interface HookAnswer {
  readonly status: number;
  readonly body: object;
}

export type Hook = (body: unknown) => Promise<HookAnswer>;

export interface Served {
  readonly health: () => Promise<Health>;
  /** Prometheus' text format. */
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
  /** By path, e.g. `/hooks/incident`. */
  readonly hooks: Readonly<Record<string, Hook>>;
  /** Who may call the hooks; undefined switches them off. */
  readonly hookToken: string | undefined;
  /** Who may read the metrics; undefined leaves them to this machine. */
  readonly metricsToken: string | undefined;
  readonly log: Logger;
}

interface Where {
  readonly host: string;
  readonly port: number;
}

export async function serve(where: Where, served: Served): Promise<Server> {
  const isLocal = isLoopback(where.host);
  const server = createServer(serverLimits, (request, response) => {
    route({ ...served, isLocal }, request, response).catch((thrown: unknown) => {
      served.log.error({ err: thrown, path: pathOf(request) }, 'an HTTP request broke');
      if (!response.headersSent)
        reply(response, 500, { error: 'Something broke on our side; nothing was lost. Send it again.' });
    });
  });
  server.maxConnections = mostConnections;
  server.listen(where.port, where.host);
  await once(server, 'listening');
  return server;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

/** Whoever is refused does not keep the connection. */
function reply(response: ServerResponse, status: number, body: object): void {
  if (status >= 400) response.setHeader('Connection', 'close');
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}

interface Serving extends Served {
  /** Nobody but this machine can connect. */
  readonly isLocal: boolean;
}

async function route(served: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = pathOf(request);
  const hook = Object.hasOwn(served.hooks, path) ? served.hooks[path] : undefined;
  if (hook !== undefined) return callHook(served, hook, request, response);
  const answer = readable.get(path);
  if (answer === undefined)
    return reply(response, 404, { error: 'There are /healthz, /readyz, /metrics and the hooks here.' });
  if (request.method !== 'GET' && request.method !== 'HEAD') return reply(response, 405, { error: 'Send a GET.' });
  return answer(served, request, response);
}

type Answer = (served: Serving, request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

const readable = new Map<string, Answer>([
  ['/healthz', (_served, _request, response) => reply(response, 200, { status: 'alive' })],
  ['/readyz', tellReadiness],
  ['/metrics', tellMetrics],
]);

/** Strangers hear three words; who may read the metrics hears what is wrong, too. */
async function tellReadiness(
  { health, metricsToken, isLocal }: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const seen = await health().catch(() => undefined);
  if (seen === undefined) return reply(response, 503, { database: false, slack: false, runbooks: false });
  const ready = {
    database: isWell(seen, 'database'),
    slack: isWell(seen, 'slack'),
    runbooks: isWell(seen, 'runbooks'),
  };
  const isKnown = isLocal || (metricsToken !== undefined && hasToken(request, metricsToken));
  const troubles = seen.findings.filter(({ state }) => state !== 'ok').map(({ say }) => say);
  reply(response, Object.values(ready).every(Boolean) ? 200 : 503, { ...ready, ...(isKnown ? { troubles } : {}) });
}

async function tellMetrics(
  { metrics, metricsToken, isLocal }: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (metricsToken === undefined && !isLocal)
    return reply(response, 403, { error: 'The metrics are for this machine until OPSBOOK_METRICS_TOKEN is set.' });
  if (metricsToken !== undefined && !hasToken(request, metricsToken))
    return unauthorised(response, 'OPSBOOK_METRICS_TOKEN');
  const { type, text } = await metrics();
  response.writeHead(200, { 'Content-Type': type }).end(text);
}

async function callHook(
  { hookToken }: Serving,
  hook: Hook,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (hookToken === undefined)
    return reply(response, 404, { error: 'The hooks are off: OPSBOOK_WEBHOOK_TOKEN is not set.' });
  if (request.method !== 'POST') return reply(response, 405, { error: 'Send a POST.' });
  if (!hasToken(request, hookToken)) return unauthorised(response, 'OPSBOOK_WEBHOOK_TOKEN');
  const body = await readBody(request, largestBody);
  if (body === undefined) return reply(response, 413, { error: `The body is larger than ${largestBody} bytes.` });
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return reply(response, 400, { error: 'The body is not JSON.' });
  }
  const answer = await hook(parsed);
  reply(response, answer.status, answer.body);
}

function unauthorised(response: ServerResponse, name: string): void {
  response.setHeader('WWW-Authenticate', 'Bearer');
  reply(response, 401, { error: `Send the header Authorization: Bearer <${name}>.` });
}
