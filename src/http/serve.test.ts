// The server beside the bot, over real connections: who gets what, and who is sent away.

import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import type { Health } from '../health/finding.ts';
import { serve, type Served } from './serve.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const well: Health = { version: '1.2.3', findings: [{ part: 'database', state: 'ok', say: 'It answers.' }] };
const away: Health = {
  version: '1.2.3',
  findings: [{ part: 'database', state: 'bad', say: 'The database is away.' }],
};
const served: Served = {
  health: () => Promise.resolve(well),
  metrics: () => Promise.resolve({ type: 'text/plain; version=0.0.4', text: 'opsbook_runs 1\n' }),
  hooks: { '/hooks/echo': (body) => Promise.resolve({ status: 200, body: { body } }) },
  hookToken: 'hook-word',
  metricsToken: undefined,
  log: pino({ level: 'silent' }),
};

async function start(changes: Partial<Served> = {}, host = '127.0.0.1'): Promise<number> {
  server = await serve({ host, port: 0 }, { ...served, ...changes });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function ask(
  port: number,
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

const bearer = (token: string): RequestInit => ({ headers: { authorization: `Bearer ${token}` } });

test('health is for everybody: which part is not ready; why is for this machine and who may read the metrics', async () => {
  const port = await start({ health: () => Promise.resolve(away) });
  expect(await ask(port, '/healthz')).toMatchObject({ status: 200, text: '{"status":"alive"}\n' });
  const troubled = '{"database":false,"slack":true,"runbooks":true,"troubles":["The database is away."]}\n';
  expect(await ask(port, '/readyz')).toMatchObject({ status: 503, text: troubled });
  const open = await start({ health: () => Promise.resolve(away), metricsToken: 'word' }, '0.0.0.0');
  const curt = '{"database":false,"slack":true,"runbooks":true}\n';
  expect(await ask(open, '/readyz')).toMatchObject({ status: 503, text: curt });
  expect(await ask(open, '/readyz', bearer('wor'))).toMatchObject({ text: curt });
  expect(await ask(open, '/readyz', bearer('word'))).toMatchObject({ text: troubled });
});

test('health that cannot be found out is told without its reason', async () => {
  const port = await start({ health: () => Promise.reject(new Error('postgres://ops:hidden-word@db is away')) });
  const { status, text } = await ask(port, '/readyz');
  expect(status).toBe(503);
  expect(text).toBe('{"database":false,"slack":false,"runbooks":false}\n');
});

test.each([
  ['127.0.0.1', undefined, {}, 200, 'opsbook_runs 1'],
  ['0.0.0.0', undefined, {}, 403, 'until OPSBOOK_METRICS_TOKEN is set'],
  ['0.0.0.0', 'word', {}, 401, 'Bearer <OPSBOOK_METRICS_TOKEN>'],
  ['0.0.0.0', 'word', bearer('wor'), 401, 'Bearer <OPSBOOK_METRICS_TOKEN>'],
  ['0.0.0.0', 'word', bearer('hook-word'), 401, 'Bearer <OPSBOOK_METRICS_TOKEN>'],
  ['0.0.0.0', 'word', bearer('word'), 200, 'opsbook_runs 1'],
  ['127.0.0.1', 'word', {}, 401, 'Bearer <OPSBOOK_METRICS_TOKEN>'],
])('metrics on %s with the token %s', async (host, metricsToken, init, status, words) => {
  const answer = await ask(await start({ metricsToken }, host), '/metrics', init);
  expect(answer).toMatchObject({ status, text: expect.stringContaining(words) });
});

test.each([
  ['/', {}, 404, 'There are /healthz'],
  ['/constructor', {}, 404, 'There are /healthz'],
  ['/hooks', {}, 404, 'There are /healthz'],
  ['/metrics/', {}, 404, 'There are /healthz'],
  ['/metrics', { method: 'POST' }, 405, 'Send a GET'],
  ['/healthz', { method: 'DELETE' }, 405, 'Send a GET'],
  ['/hooks/echo', {}, 405, 'Send a POST'],
  ['/hooks/echo', { method: 'POST' }, 401, 'OPSBOOK_WEBHOOK_TOKEN'],
  ['/hooks/echo', { method: 'POST', ...bearer('hook-word'), body: '{' }, 400, 'is not JSON'],
])('%s %o is refused in one line, without a banner', async (path, init, status, words) => {
  const { text, headers, ...answer } = await ask(await start(), path, init);
  expect(answer.status).toBe(status);
  expect(text).toContain(words);
  expect(text.trim().split('\n')).toHaveLength(1);
  expect(headers.get('connection')).toBe('close');
  expect([headers.get('server'), headers.get('x-powered-by')]).toEqual([null, null]);
});

test('what breaks shows neither its stack nor its words', async () => {
  const port = await start({ metrics: () => Promise.reject(new Error('hidden-word')) });
  const { status, text } = await ask(port, '/metrics');
  expect(status).toBe(500);
  expect(text).not.toMatch(/hidden-word|\bat |node:/);
});

test.each([
  ['announced', { 'content-length': String(2 ** 21) }, ''],
  ['sent in pieces', { 'transfer-encoding': 'chunked' }, `180000\r\n${' '.repeat(0x180000)}\r\n`],
])('a body that is too large is refused, %s', async (_how, headers, body) => {
  const port = await start();
  const head = { host: 'opsbook', authorization: 'Bearer hook-word', ...headers };
  const text = `POST /hooks/echo HTTP/1.1\r\n${lines(head)}\r\n${body}`;
  expect(await conversation(port, text)).toMatch(/^HTTP\/1\.1 413 [^]*The body is larger than 1048576 bytes/);
});

test.each([
  ['headers', 'GET /healthz HTTP/1.1\r\nhost: opsbook\r\n'],
  [
    'a body',
    `POST /hooks/echo HTTP/1.1\r\n${lines({ host: 'opsbook', authorization: 'Bearer hook-word', 'content-length': '9' })}\r\n{`,
  ],
  ['nothing at all', ''],
])(
  'who sends %s too slowly is sent away',
  async (_what, text) => {
    const port = await start();
    expect(await conversation(port, text)).toMatch(/^(?:HTTP\/1\.1 408 [^]*)?$/);
  },
  20_000,
);

test('headers without end are refused', async () => {
  const port = await start();
  const text = `GET /healthz HTTP/1.1\r\nhost: opsbook\r\n${'x-a: 1234567890\r\n'.repeat(2_000)}\r\n`;
  expect(await conversation(port, text)).toMatch(/^HTTP\/1\.1 431 /);
});

function lines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}

/** What the server says until it closes the connection. */
async function conversation(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  if (text !== '') socket.write(text);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}
