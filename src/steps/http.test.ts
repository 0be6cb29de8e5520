import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { Server as TcpServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HttpRequest, PlannedHttpStep } from '../runbooks/planned.ts';
import { httpKind } from './http.ts';
import type { Facts, StepContext } from './step-kind.ts';

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

let seen: Seen[] = [];
let arrived: () => void = () => undefined;
const app = createServer((request, response) => void answer(request, response));
const other = createServer((_, response) => response.end('you left the host'));
const garbage = createTcpServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-not-http\r\n'));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  seen.push({
    method: request.method,
    url: request.url,
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  });
  arrived();
  const path = new URL(request.url ?? '/', 'http://app').pathname.replace('/base', '');
  const routes: Record<string, () => unknown> = {
    '/json': () => response.writeHead(200, { 'content-type': 'application/json', 'X-Two': 'b' }).end('{"ok":true}'),
    '/bare-json': () => response.end('[1, 2]'),
    '/word': () => response.writeHead(200, { 'content-type': 'text/plain' }).end('42'),
    '/missing': () => response.writeHead(404).end('no'),
    '/broken': () => response.writeHead(500).end('oops'),
    '/hang': () => undefined,
    '/half': () => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => response.destroy());
    },
    '/cut': () => response.destroy(),
    '/same': () => response.writeHead(302, { location: '/base/json' }).end(),
    '/away': () => response.writeHead(302, { location: addressOf(other) }).end(),
    '/loop': () => response.writeHead(302, { location: '/base/loop' }).end(),
    '/big': () => response.end(`begin${'x'.repeat(2_000_000)}end`),
  };
  (routes[path] ?? (() => response.end(path)))();
}

function addressOf(server: Server | TcpServer): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

beforeAll(async () => {
  for (const server of [app, other, garbage])
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  for (const server of [app, other]) server.closeAllConnections();
  for (const server of [app, other, garbage]) server.close();
});
beforeEach(() => {
  seen = [];
});

type Changes = Partial<Omit<PlannedHttpStep, 'request'>> & { address?: string; headers?: Record<string, string> };

function step(request: Partial<HttpRequest>, { address, headers = {}, ...changes }: Changes = {}): PlannedHttpStep {
  return {
    kind: 'http',
    title: '',
    risk: 'change',
    because: [],
    target: { kind: 'http', name: 'app', address: address ?? `${addressOf(app)}/base/`, headers },
    save: [],
    timeoutMs: 10_000,
    retry: 0,
    repeat: 'ask',
    secret: false,
    request: { method: 'GET', path: '/json', headers: {}, ...request },
    ...changes,
  };
}

function context(changes: Partial<StepContext> = {}): StepContext {
  const expand = (template: string): string => {
    if (template.includes('${MISSING}')) throw new Error('MISSING is not set. Set it and restart Opsbook.');
    return template.replace('${TOKEN}', 's3cr3t');
  };
  return { expand, signal: new AbortController().signal, outputLimit: 10_000, ...changes };
}

async function run(request: Partial<HttpRequest>, changes: Changes = {}, within = context()) {
  return await httpKind.run(step(request, changes), within);
}

describe('an answer', () => {
  test.each<[string, Facts, boolean]>([
    ['/json', { status: 200, json: { ok: true }, text: '{"ok":true}' }, true],
    ['/bare-json', { status: 200, json: [1, 2] }, true],
    ['/word', { status: 200, text: '42' }, true],
    ['/missing', { status: 404, text: 'no' }, false],
    ['/broken', { status: 500 }, false],
    ['/same', { status: 200, json: { ok: true } }, true],
    ['/away', { status: 302, text: '' }, false],
    ['/loop', { status: 302 }, false],
  ])('%s', async (path, { json, ...facts }, accepted) => {
    const outcome = await run({ path });
    expect(outcome).toMatchObject({ kind: 'answered', facts, accepted });
    expect(outcome.kind === 'answered' && outcome.facts.json).toEqual(json);
  });

  test('has lower-case headers and begins its output with the status', async () => {
    const outcome = await run({ path: '/json' });
    expect(outcome).toMatchObject({ facts: { headers: { 'x-two': 'b', 'content-type': 'application/json' } } });
    expect(outcome.output).toBe('HTTP 200 OK\n\n{"ok":true}');
    expect((await run({ path: '/away' })).output).toBe(
      `HTTP 302 Found\n[It points to ${addressOf(other)}, which was not followed.]\n\n`,
    );
  });

  test('of two megabytes is cut in the middle', async () => {
    const outcome = await run({ path: '/big' }, {}, context({ outputLimit: 100 }));
    expect(outcome.output).toMatch(/begin?x+\n\[… 1999908 bytes left out here …\]\nx+end$/);
  });
});

describe('what is sent', () => {
  test('is the planned request under the base path, with the secrets of the target filled in', async () => {
    await run(
      {
        method: 'POST',
        path: '/users/%40me?q=it%27s',
        headers: { 'Content-Type': 'application/json' },
        body: '{"a":"é"}',
      },
      { headers: { Authorization: 'Bearer ${TOKEN}' } },
    );
    expect(seen).toMatchObject([{ method: 'POST', url: '/base/users/%40me?q=it%27s', body: '{"a":"é"}' }]);
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer s3cr3t', 'content-type': 'application/json' });
  });

  test('is not sent again when a POST is redirected', async () => {
    expect(await run({ method: 'POST', path: '/same' })).toMatchObject({ kind: 'answered', facts: { status: 302 } });
    expect(seen).toHaveLength(1);
  });
});

describe('refused before anything is sent', () => {
  test.each<[Partial<HttpRequest>, Changes, RegExp]>([
    [{ path: '//evil.example/x' }, {}, /^The path must begin with exactly one \//],
    [{ path: 'http://evil.example/' }, {}, /^The path must begin with exactly one \//],
    [{ path: '@evil.example/' }, {}, /^The path must begin with exactly one \//],
    [{ path: '/\\evil.example' }, {}, /a backslash/],
    [{ path: '/a b' }, {}, /contains a space/],
    [{ path: '/a\r\nX: y' }, {}, /a control character/],
    [{ path: '/users/../admin' }, {}, /a \. or \.\. part/],
    [{ path: '/users/%2E%2e/admin' }, {}, /a \. or \.\. part/],
    [{ path: '/users/.%2e' }, {}, /a \. or \.\. part/],
    [{ method: 'GET /x HTTP/1.1\r\n' }, {}, /is no method/],
    [{ body: 'x' }, {}, /^A GET request cannot carry a body/],
    [{ headers: { 'x-a': 'b\r\nx-c: d' } }, {}, /^The value of the header x-a contains a character/],
    [{ headers: { 'x-a: b\r\nx-c': 'd' } }, {}, /cannot be set/],
    [{ headers: { 'Content-Length': '1' } }, {}, /^The header "content-length" cannot be set/],
    [{ headers: { Host: 'evil' } }, {}, /^A step cannot set the Host header/],
    [{}, { headers: { 'x-key': '${MISSING}' } }, /^MISSING is not set/],
    [{}, { address: 'file:///etc/' }, /^The address of target app must be http/],
    [{}, { address: 'app' }, /^The address of target app must be http/],
    [{}, { address: 'http://op:pass@app/' }, /^The address of target app must be http/],
  ])('%j %j', async (request, changes, sentence) => {
    expect(await run(request, changes)).toMatchObject({ kind: 'failed', say: expect.stringMatching(sentence) });
    expect(seen).toEqual([]);
  });
});

describe('trouble', () => {
  test('a closed port is a failure that says so', async () => {
    const closed = createTcpServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const address = addressOf(closed);
    await new Promise((resolve) => closed.close(resolve));
    const sentence = /^app could not be reached: connection refused, nothing listens there; .* Nothing was sent\.$/;
    for (const method of ['GET', 'POST'])
      expect(await run({ method }, { address })).toMatchObject({
        kind: 'failed',
        say: expect.stringMatching(sentence),
      });
  });

  test.each([
    ['/hang', 'Stopped after 0.3 seconds, before an answer came'],
    ['/cut', 'The connection to app broke before an answer came'],
    ['/half', 'The connection to app broke in the middle of its answer (HTTP 200)'],
  ])('%s: a GET failed, a POST is unknown', async (path, what) => {
    const short = path === '/hang' ? { timeoutMs: 300 } : {};
    expect(await run({ path }, short)).toMatchObject({
      kind: 'failed',
      say: `${what}. A GET request changes nothing; try it again.`,
    });
    expect(await run({ method: 'POST', path }, short)).toMatchObject({
      kind: 'unknown',
      say: `${what}; the POST request may have been carried out.`,
    });
    expect(seen).toHaveLength(2);
  });

  test('an answer that is not HTTP', async () => {
    expect(await run({ method: 'POST' }, { address: addressOf(garbage) })).toMatchObject({
      kind: 'unknown',
      say: expect.stringContaining('app sent something that is not HTTP'),
    });
  });

  test('a cancel after the request arrived is unknown; one before it begins sends nothing', async () => {
    const cancel = new AbortController();
    const within = context({ signal: cancel.signal });
    const received = new Promise<void>((resolve) => (arrived = resolve));
    const waiting = run({ method: 'PUT', path: '/hang' }, {}, within);
    await received;
    cancel.abort();
    expect(await waiting).toMatchObject({ kind: 'unknown', say: expect.stringContaining('it was cancelled') });
    expect(await run({ method: 'PUT' }, {}, within)).toMatchObject({ kind: 'failed' });
    expect(seen).toHaveLength(1);
  });
});

test.each([
  ['/json', 'GET', true],
  ['/missing', 'GET', false],
  ['/broken', 'GET', undefined],
  ['/cut', 'GET', undefined],
  ['/json', 'POST', undefined],
])('the probe %s by %s tells %s', async (path, method, happened) => {
  const probed = step({ method: 'POST', path: '/act' }, { verify: { method, path, headers: {} } });
  expect(await httpKind.probe(probed, context())).toBe(happened);
  expect(seen.map(({ url }) => url)).not.toContain('/base/act');
});
