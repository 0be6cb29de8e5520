// What the step kinds tell before a run, with real servers and a real shell. SQL has its own: test/integration/sql-preview.test.ts.

import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { executable, scriptStep } from '../../test/support/sample-run.ts';
import type { PlannedExecutable, PlannedHttpStep, PlannedPromqlStep, PlannedShellStep } from '../runbooks/planned.ts';
import { previewStep } from './kinds.ts';
import type { Preview } from './step-kind.ts';

const asked: string[] = [];
const server = createServer(({ method, url = '', headers }, response) => {
  asked.push(`${method} ${url} ${headers.authorization ?? ''}`.trimEnd());
  if (url === '/status') response.writeHead(503).end('down for now\n');
  else if (url.startsWith('/api/v1/query'))
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result: samples } }));
  else response.setHeader('content-type', 'application/json').end('{ "version": "1.4" }');
});
let samples: unknown[] = [];
let folder: string;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-preview-test-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

function preview(step: PlannedExecutable): Promise<Preview> {
  return previewStep(step, {
    expand: (template) => {
      if (template.includes('${MISSING}')) throw new Error('MISSING is not set. Set it and restart Opsbook.');
      return template.replace('${TOKEN}', 'tok').replace('${PATH}', process.env['PATH'] ?? '');
    },
    signal: new AbortController().signal,
    outputLimit: 10_000,
    readSql: () => ({ ok: false, say: 'nobody asks' }),
  });
}

function request(method: string, at: string, change: Partial<PlannedHttpStep> = {}): PlannedHttpStep {
  return {
    ...executable,
    kind: 'http',
    risk: method === 'GET' ? 'read' : 'change',
    target: { kind: 'http', name: 'app', address, headers: { Authorization: 'Bearer ${TOKEN}' } },
    request: { method, path: at, headers: {} },
    ...change,
  };
}

test('a request that reads is sent, and its answer told', async () => {
  expect(await preview(request('GET', '/version'))).toMatchObject({
    kind: 'seen',
    headline: 'HTTP 200',
    text: '{"version":"1.4"}',
    facts: { json: { version: '1.4' } },
  });
  expect(asked).toEqual(['GET /version Bearer tok']);
  // It is what is there now, good or bad.
  expect(await preview(request('GET', '/status'))).toMatchObject({ headline: 'HTTP 503', text: 'down for now\n' });
});

test.each<[string, () => PlannedHttpStep, object]>([
  [
    'is not sent',
    () => request('POST', '/close'),
    { kind: 'none', say: 'what a request does is known only when it is sent' },
  ],
  [
    'that could not be sent is told',
    () => request('POST', '/a/../../close'),
    { kind: 'unseen', say: expect.stringContaining('would change where the request goes') },
  ],
  [
    'of a target without its variable is told',
    () => request('POST', '/', { target: { kind: 'http', name: 'a', address, headers: { 'X-A': '${MISSING}' } } }),
    { kind: 'unseen', say: 'MISSING is not set. Set it and restart Opsbook.' },
  ],
])('a request that changes something %s', async (_, step, seen) => {
  expect(await preview(step())).toEqual(seen);
  expect(asked).toEqual([]);
});

test('a target that is away is told', async () => {
  const gone = { kind: 'http', name: 'gone', address: 'http://127.0.0.1:9', headers: {} } as const;
  expect(await preview(request('GET', '/', { target: gone }))).toMatchObject({
    kind: 'unseen',
    say: expect.stringContaining('gone could not be reached: connection refused'),
  });
});

function script(text: string, change: Partial<PlannedShellStep> = {}): PlannedShellStep {
  const target = { kind: 'shell', name: 'ops', host: 'local', cwd: folder, env: [] } as const;
  return scriptStep({ target: { ...target, env: [] }, script: text, risk: 'read', environment: {}, ...change });
}

test('a script that reads is run, and what it prints is told', async () => {
  expect(await preview(script('echo "$who"; echo more >&2; exit 3', { environment: { who: 'me' } }))).toMatchObject({
    kind: 'seen',
    headline: 'exit code 3',
    text: expect.stringContaining('me\n'),
    facts: { exit: 3 },
  });
  expect(await preview(script('sleep 60', { timeoutMs: 100 }))).toMatchObject({
    kind: 'unseen',
    say: expect.stringContaining('Stopped after 0.1 seconds'),
  });
});

test('a script that changes something is not run', async () => {
  expect(await preview(script('touch there', { risk: 'change' }))).toEqual({
    kind: 'none',
    say: 'what a script does is known only when it runs',
  });
  expect(existsSync(path.join(folder, 'there'))).toBe(false);
  expect(await preview(script('true', { risk: 'change', environment: { PATH: '/evil' } }))).toMatchObject({
    kind: 'unseen',
    say: expect.stringContaining('A parameter cannot be called PATH'),
  });
});

test.each<[string, unknown[], object]>([
  ['one number', [{ metric: {}, value: [1, '0.25'] }], { headline: 'value 0.25', text: '' }],
  [
    'several',
    ['a', 'b'].map((job) => ({ metric: { job }, value: [1, '2'] })),
    { headline: '2 samples, so there is no `value`.', text: '{job="a"} 2\n{job="b"} 2' },
  ],
])('a query that gives %s', async (_, result, seen) => {
  samples = result;
  const step: PlannedPromqlStep = {
    ...executable,
    kind: 'promql',
    risk: 'read',
    target: { kind: 'prometheus', name: 'metrics', address, headers: {} },
    query: 'up',
  };
  expect(await preview(step)).toMatchObject({ kind: 'seen', ...seen });
});
