// The practice application: a process of its own that goes by the settings it found when it started. It ends with the process that
// started it, however that one ends. Its one argument is JSON; it talks to its parent over the IPC channel: see server-process.ts.

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { createChat } from './chat.ts';
import { type Connection, openDatabase } from './database.ts';
import { openJournal } from './journal.ts';
import { assignmentsIn, settingsFrom } from './settings.ts';
import { postgresStore, sqliteStore } from './store.ts';

const given = z.object({ driver: z.string(), home: z.string(), port: z.number(), outside: z.string() });
const question = z.object({ session_id: z.string().check(z.minLength(1)), message: z.string() });

const { driver, home, port, outside } = given.parse(JSON.parse(process.argv[2] ?? '{}'));
const env = readFileSync(join(home, '.env'), 'utf8');
const [, version = 'unknown'] = /"(.+)"/.exec(readFileSync(join(home, 'src', '__init__.py'), 'utf8')) ?? [];
const settings = settingsFrom(version, readFileSync(join(home, 'src', 'config.py'), 'utf8'), env);
const journal = openJournal(join(home, 'logs'), settings.logLevel);
const database = join(home, 'data', 'aeris_agent.db');
const store = settings.databaseUrl.startsWith('postgresql:')
  ? postgresStore(`${outside}/postgres`)
  : sqliteStore(driver, database);
const openAiKey = assignmentsIn(env)['OPENAI_API_KEY'] ?? '';
const chat = createChat({ settings, store, journal, outside, openAiKey });
let held: Connection | undefined;
let hangs = false;
const answered = new Map<number, number>();

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  // A kept connection would greet the next process's clients with a reset.
  response.writeHead(status, { 'content-type': type, connection: 'close' }).end(body);
}

async function health(): Promise<{ status: number; body: object }> {
  const found = await store.examine().then(
    () => 'connected',
    (thrown: unknown) => `error: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
  );
  const cache =
    settings.cacheBackend === 'memory' ||
    (await fetch(`${outside}/redis/ping`).then(
      ({ ok }) => ok,
      () => false,
    ))
      ? 'operational'
      : 'unreachable';
  const good = found === 'connected' && cache === 'operational';
  if (!good) journal.error('HealthError', `database ${found}, cache ${cache}`);
  const body = { status: good ? 'healthy' : 'unhealthy', database: found, cache, timestamp: new Date().toISOString() };
  return { status: good ? 200 : 503, body };
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

async function route(request: IncomingMessage): Promise<{ status: number; body: object }> {
  const path = request.url?.split('?', 1)[0] ?? '/';
  if (hangs) return { status: 503, body: { error: 'Service Unavailable: every worker is busy' } };
  if (path === '/health') return health();
  if (path === '/docs') return { status: 200, body: { openapi: '3.1.0', info: { title: 'AERIS-AQ', version } } };
  if (path === '/api/v1/agent/chat' && request.method === 'POST') {
    const asked = question.safeParse(JSON.parse(await bodyOf(request)));
    if (!asked.success) return { status: 422, body: { error: 'Give a session_id and a message.' } };
    return chat.ask(asked.data.session_id, asked.data.message);
  }
  const [, session] = /^\/sessions\/([^/]+)$/.exec(path) ?? [];
  if (session !== undefined && request.method === 'DELETE') {
    const removed = await store.remove(decodeURIComponent(session));
    return removed
      ? { status: 200, body: { deleted: decodeURIComponent(session) } }
      : { status: 404, body: { error: 'There is no such session.' } };
  }
  return { status: 404, body: { error: `There is no ${path} here. Try /health or /docs.` } };
}

async function answerFor(request: IncomingMessage): Promise<{ status: number; body: object }> {
  try {
    return await route(request);
  } catch (thrown) {
    journal.error('ServerError', String(thrown));
    return { status: 500, body: { error: 'Internal Server Error' } };
  }
}

/** Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
function metrics(): string {
  const requests = [...answered].map(
    ([status, count]) => `http_requests_total{status="${String(status)}"} ${String(count)}`,
  );
  return [
    '# TYPE http_requests_total counter',
    ...requests,
    '# TYPE tool_calls_total counter',
    `tool_calls_total{tool="waqi"} ${String(chat.toolCalls())}`,
    '# TYPE tool_breaker_open gauge',
    `tool_breaker_open{tool="waqi"} ${chat.breaker() === 'open' ? '1' : '0'}`,
    '',
  ].join('\n');
}

const server = createServer((request, response) => {
  const path = request.url ?? '/';
  if (path === '/metrics' && !hangs) {
    answer(response, 200, 'text/plain; version=0.0.4', metrics());
    return;
  }
  void answerFor(request).then(({ status, body }) => {
    journal.access(request.method ?? 'GET', path, status);
    answered.set(status, (answered.get(status) ?? 0) + 1);
    return answer(response, status, 'application/json', `${JSON.stringify(body, null, 2)}\n`);
  });
});

process.on('uncaughtException', (error) => {
  journal.error('ServerError', error.message);
  process.exit(1);
});
server.listen(port, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the application has no TCP port');
  journal.info('Server', `started ${version} with ${String(settings.workers)} worker(s) on ${String(address.port)}`);
  process.send?.({ kind: 'listening', port: address.port, settings });
});

process.on('message', (message) => {
  if (message === 'hang') hangs = true;
  if (message === 'hold-lock') {
    held = openDatabase(driver, database);
    held.all('begin exclusive');
    journal.error('DatabaseError', 'database is locked: a write was begun and never ended');
  }
  process.send?.({ kind: 'state', breaker: chat.breaker(), impaired: chat.impaired(), toolCalls: chat.toolCalls() });
});
process.on('disconnect', () => process.exit(0));
// The parent may have died before this line was reached.
if (!process.connected) process.exit(0);
process.on('SIGTERM', () => {
  held?.close();
  journal.info('Server', `stopped ${version}`);
  process.exit(0);
});
