// The practice application: a process of its own that serves the release it found checked out when it started. It ends with the
// process that started it, however that one ends.
// Arguments: home folder, settings file, pid file, users in its cache, port (0 = any). DATABASE_URL and ADMIN_TOKEN come by its environment.

import { createHash, timingSafeEqual } from 'node:crypto';
import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { Pool } from 'pg';
import { answer, type Answer, type Application } from './application.ts';
import { createCondition } from './condition.ts';
import { trouble, type Trouble } from './messages.ts';
import { readRelease, readSettings } from './server-settings.ts';

const [home = '.', settingsFile = '', pidFile = '', cachedUsers = '0', port = '0'] = process.argv.slice(2);
const errorLog = join(home, 'logs', 'error_current.log');

const cachedForMs = 50 * 60_000;

function log(level: 'INFO' | 'ERROR', text: string): void {
  const line = `${new Date().toISOString()} ${level} ${text}\n`;
  process.stdout.write(line);
  if (level === 'ERROR') appendFileSync(errorLog, line);
}

process.on('uncaughtException', (error) => {
  log('ERROR', `server ${error.message}`);
  process.exit(1);
});

const release = readRelease(join(home, 'app'));
const settings = readSettings(settingsFile);
const pool = new Pool({
  connectionString: process.env['DATABASE_URL'],
  max: settings.POOL_MAX,
  idleTimeoutMillis: settings.POOL_IDLE_MS,
  connectionTimeoutMillis: settings.POOL_CONNECT_MS,
});
pool.on('error', (error) => log('ERROR', `database ${error.message}`));
const condition = createCondition(settings, Date.now);
const cache = { users: Number(cachedUsers), since: new Date(Date.now() - cachedForMs) };
const application: Application = { pool, settings, release, condition, cache, log };
const token = Buffer.from(`Bearer ${process.env['ADMIN_TOKEN'] ?? ''}`);
const sockets = new Set<Duplex>();

function mayPass({ headers }: IncomingMessage): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  return given.length === token.length && timingSafeEqual(given, token);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

async function answerTo(request: IncomingMessage, path: string): Promise<Answer> {
  const body = await bodyOf(request);
  try {
    const method = request.method === 'POST' ? 'POST' : 'GET';
    return await answer(application, { method, path, body, isAdmin: mayPass(request), sockets: sockets.size });
  } catch (thrown) {
    log('ERROR', `${path} ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    return { status: 503, body: { error: 'The database does not answer.' } };
  }
}

const server = createServer((request, response) => {
  if (!condition.has('process-hung')) void serve(request, response);
});

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url?.split('?', 1)[0] ?? '/';
  const began = performance.now();
  const { status, body } = await answerTo(request, path);
  const took = Math.round(performance.now() - began);
  log(status >= 500 ? 'ERROR' : 'INFO', `${request.method ?? 'GET'} ${path} ${status} in ${took}ms`);
  // A kept connection would greet the next process's clients with a reset.
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(`${JSON.stringify(body, null, 2)}\n`);
}

// https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2
server.on('upgrade', (request, socket) => {
  const refused = request.url !== '/ws' || condition.has('websockets-refused') || condition.has('process-hung');
  log(refused ? 'ERROR' : 'INFO', `WebSocket ${refused ? 'refused: no free slot' : 'connected'}`);
  if (refused) {
    socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
    return;
  }
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  // A client that ends its side has gone.
  socket.on('end', () => socket.end()).resume();
  const key = `${request.headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash('sha1').update(key).digest('base64');
  const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
  socket.write([...head, `Sec-WebSocket-Accept: ${accept}`, '', ''].join('\r\n'));
});

server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no TCP port');
  writeFileSync(pidFile, `${process.pid}\n`);
  log('INFO', `server started ${release.version} at ${release.revision.slice(0, 7)} on port ${address.port}`);
  const { version, revision } = release;
  process.send?.({ kind: 'listening', port: address.port, release: version, revision });
});

function takeTrouble(said: Trouble): void {
  condition.take(said);
  if (said === 'breaker-stuck-open' || said === 'image-provider-down')
    log('ERROR', `generation circuit breaker open after ${settings.BREAKER_OPEN_TOKENS} failures, fallback only`);
  process.send?.({ kind: 'troubled', trouble: said });
}

process.on('message', (said) => takeTrouble(trouble.parse(said)));
process.on('disconnect', () => process.exit(0));
// The parent may have died before this line was reached.
if (!process.connected) process.exit(0);
process.on('SIGTERM', () => {
  log('INFO', `server stopped ${release.version}`);
  process.exit(0);
});
