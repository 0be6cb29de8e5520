// The small HTTP server beside the bot: health for everybody, metrics, and webhooks for who knows the token. It listens on loopback
// unless told otherwise, says no more than it must, and never shows a stack.

import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { isWell, type Health } from '../health/finding.ts';

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
  readonly token: string | undefined;
  readonly log: Logger;
}

/** Alertmanager's largest notifications are far below. */
const largestBody = 1024 * 1024;

export async function serve(where: { readonly host: string; readonly port: number }, served: Served): Promise<Server> {
  const server = createServer((request, response) => {
    route(served, request, response).catch((thrown: unknown) => {
      served.log.error({ err: thrown, path: pathOf(request) }, 'an HTTP request broke');
      if (!response.headersSent)
        reply(response, 500, { error: 'Something broke on our side; nothing was lost. Send it again.' });
    });
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 5_000;
  server.listen(where.port, where.host);
  await once(server, 'listening');
  return server;
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}

async function route(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = pathOf(request);
  switch (path) {
    case '/healthz':
      return reply(response, 200, { status: 'alive' });
    case '/readyz': {
      const health = await served.health();
      const ready = {
        database: isWell(health, 'database'),
        slack: isWell(health, 'slack'),
        runbooks: isWell(health, 'runbooks'),
      };
      const troubles = health.findings.filter(({ state }) => state !== 'ok').map(({ say }) => say);
      return reply(response, Object.values(ready).every(Boolean) ? 200 : 503, { ...ready, troubles });
    }
    case '/metrics': {
      const { type, text } = await served.metrics();
      response.writeHead(200, { 'Content-Type': type }).end(text);
      return;
    }
    default: {
      const hook = Object.hasOwn(served.hooks, path) ? served.hooks[path] : undefined;
      if (hook === undefined)
        return reply(response, 404, { error: 'There are /healthz, /readyz, /metrics and the hooks here.' });
      return callHook(served, hook, request, response);
    }
  }
}

async function callHook(
  { token }: Served,
  hook: Hook,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (token === undefined)
    return reply(response, 404, { error: 'The hooks are off: OPSBOOK_WEBHOOK_TOKEN is not set.' });
  if (request.method !== 'POST') return reply(response, 405, { error: 'Send a POST.' });
  if (!isToken(request.headers.authorization ?? '', token)) {
    response.setHeader('WWW-Authenticate', 'Bearer');
    return reply(response, 401, { error: 'Send the header Authorization: Bearer <OPSBOOK_WEBHOOK_TOKEN>.' });
  }
  const body = await readBody(request);
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

/** In constant time, whatever was sent: digests have one length. */
function isToken(header: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header), digest(`Bearer ${token}`));
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > largestBody) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
