// The practice application: a process of its own that serves the release it found checked out when it started, and no later
// one. It ends with the process that started it, however that one ends.
// Arguments: tree, index file, port (0 = any). Talks to its parent over the IPC channel: see server-process.ts.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type BreakerState, type Condition, healthOf } from './health.ts';
import { renderMetrics } from './metrics.ts';

const indexFile = z.object({ dimension: z.number(), vectors: z.record(z.string(), z.number()) });

function readJson<S extends z.ZodMiniType>(schema: S, path: string): z.infer<S> {
  return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

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

const [tree = '.', index = 'index.json', port = '0'] = process.argv.slice(2);
const { version } = readJson(z.object({ version: z.string() }), join(tree, 'release.json'));
const settings = readJson(z.object({ embedding_dimension: z.number() }), join(tree, 'ace', 'settings.json'));
const { dimension, vectors } = readJson(indexFile, index);
const revision = execFileSync('git', ['-C', tree, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
let generator: BreakerState = 'closed';

function condition(): Condition {
  return {
    version,
    modelDimension: settings.embedding_dimension,
    indexDimension: dimension,
    breakers: { generator, reflector: 'closed' },
  };
}

function route(path: string, response: ServerResponse): void {
  const asJson = (status: number, body: object): void => {
    answer(response, status, 'application/json', `${JSON.stringify(body, null, 2)}\n`);
  };
  switch (path) {
    case '/health': {
      const health = healthOf(condition());
      asJson(health.status === 'healthy' ? 200 : 503, health);
      return;
    }
    case '/version':
      asJson(200, { version, revision });
      return;
    case '/metrics': {
      const residentBytes = process.memoryUsage.rss();
      const readings = { condition: condition(), uptimeSeconds: process.uptime(), residentBytes, vectors };
      answer(response, 200, 'text/plain; version=0.0.4', renderMetrics(readings));
      return;
    }
    default:
      asJson(404, { error: `There is no ${path} here. Try /health, /version or /metrics.` });
  }
}

const server = createServer((request, response) => {
  request.resume();
  route(request.url?.split('?', 1)[0] ?? '/', response);
});

server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('ace-app has no TCP port');
  log('INFO', `started ${version} at ${revision.slice(0, 7)} on port ${String(address.port)}`);
  const health = healthOf(condition());
  if (health.status === 'degraded') log('ERROR', `faiss ${health.faiss}; searches answer 500`);
  process.send?.({ kind: 'listening', port: address.port, version, revision });
});

process.on('message', (message) => {
  if (message !== 'breaker-stuck-open') return;
  generator = 'open';
  log('ERROR', "Circuit breaker 'generator' is OPEN after 5 failures");
  process.send?.({ kind: 'injected' });
});
process.on('disconnect', () => process.exit(0));
// The parent may have died before this line was reached.
if (!process.connected) process.exit(0);
process.on('SIGTERM', () => {
  log('INFO', `stopped ${version}`);
  process.exit(0);
});
