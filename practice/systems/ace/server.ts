// The practice application: a process of its own that serves the release it found checked out when it started, and no later
// one. It ends with the process that started it, however that one ends.
// Arguments: tree, index file, port (0 = any). Talks to its parent over the IPC channel: see application/orders.ts.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { createMind } from './application/condition.ts';
import { healthOf } from './application/health.ts';
import { renderMetrics } from './application/metrics.ts';
import { numberedOrder } from './application/orders.ts';
import { readSettings } from './application/settings.ts';
import { quantile, batchMerge } from './application/traffic.ts';

function log(level: 'INFO' | 'ERROR', text: string): void {
  process.stdout.write(`${new Date().toISOString()} ${level} ace-app ${text}\n`);
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  // A kept connection would greet the next process's clients with a reset.
  response.writeHead(status, { 'content-type': type, connection: 'close' }).end(body);
}

process.on('uncaughtException', (error) => {
  log('ERROR', error.message);
  process.exit(1);
});

const [tree = '.', indexFile = 'index.json', port = '0'] = process.argv.slice(2);
const releaseFile = z.object({ version: z.string() });
const { version } = releaseFile.parse(JSON.parse(readFileSync(join(tree, 'release.json'), 'utf8')));
const settings = readSettings(readFileSync(join(tree, 'ace', 'settings.json'), 'utf8'), process.env);
const revision = execFileSync('git', ['-C', tree, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
const mind = createMind({ version, settings, indexFile, databaseUrl: process.env['DATABASE_URL'], log });

async function route({ pathname, searchParams }: URL, response: ServerResponse): Promise<void> {
  const asJson = (status: number, body: object): void => {
    answer(response, status, 'application/json', `${JSON.stringify(body, null, 2)}\n`);
  };
  switch (pathname) {
    case '/health': {
      const health = healthOf(await mind.condition());
      asJson(health.status === 'healthy' ? 200 : 503, health);
      return;
    }
    case '/version':
      asJson(200, { version, revision });
      return;
    case '/metrics': {
      // The practice Prometheus has no past of its own, so it asks for the counters as they stood.
      const ago = Number(searchParams.get('ago') ?? '0');
      answer(response, 200, 'text/plain; version=0.0.4', renderMetrics(await mind.readings(ago)));
      return;
    }
    default:
      asJson(404, { error: `There is no ${pathname} here. Try /health, /version or /metrics.` });
  }
}

const server = createServer((request, response) => {
  request.resume();
  if (mind.isHanging()) return;
  route(new URL(request.url ?? '/', 'http://ace-app'), response).catch((thrown: unknown) => {
    log('ERROR', String(thrown));
    answer(response, 500, 'text/plain', 'ACE failed. Its log says why.\n');
  });
});

function logBatches(): void {
  const size = settings.maxBatchSize;
  const slowness = { settings, vectors: 0, missingIndexes: 0 };
  for (const domain of ['customer-a', 'customer-b', 'customer-a']) {
    log('INFO', `batch_merge_start domain=${domain} insights=${String(size)}`);
    const seconds = quantile(batchMerge(slowness), 0.95);
    if (seconds <= settings.batchTimeoutSeconds) continue;
    log('ERROR', `batch_merge timed out after ${String(settings.batchTimeoutSeconds)} s with ${String(size)} insights`);
  }
}

async function report(ownPort: number): Promise<void> {
  const { status, faiss, database } = healthOf(await mind.condition());
  if (status === 'degraded') log('ERROR', `faiss ${faiss}, database ${database}; searches answer 500`);
  process.send?.({ kind: 'listening', port: ownPort, version, revision });
}

server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('ace-app has no TCP port');
  log('INFO', `started ${version} at ${revision.slice(0, 7)} on port ${String(address.port)}`);
  logBatches();
  void report(address.port);
});

process.on('message', (message) => {
  const { number, order } = numberedOrder.parse(message);
  mind.obey(order);
  process.send?.({ kind: 'done', number });
});
process.on('disconnect', () => process.exit(0));
// The parent may have died before this line was reached.
if (!process.connected) process.exit(0);
process.on('SIGTERM', () => {
  log('INFO', `stopped ${version}`);
  process.exit(0);
});
