// No parameter can become code: whatever its text, it arrives in a script and in a request as exactly that text, or is refused
// with a sentence.

import * as fc from 'fast-check';
import { createServer } from 'node:http';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostileText, isUnstorable } from '../../test/support/hostile-text.ts';
import { parseHttpFile } from '../runbooks/http-file.ts';
import { fillHttpFile } from '../runbooks/http-request.ts';
import { httpKind } from './http.ts';
import { shellKind } from './shell.ts';
import type { StepContext } from './step-kind.ts';

let folder: string;
let requests: { url: string; rawHeaders: string[]; body: string }[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    requests.push({ url: request.url ?? '', rawHeaders: request.rawHeaders, body: Buffer.concat(chunks).toString() });
    response.end();
  });
});
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opsbook-injection-test-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const context: StepContext = {
  expand: (template) => process.env[template.slice(2, -1)] ?? '',
  signal: new AbortController().signal,
  outputLimit: 100_000,
};
const common = {
  title: '',
  risk: 'change',
  because: [],
  save: [],
  timeoutMs: 20_000,
  retry: 0,
  repeat: 'ask',
  secret: false,
} as const;

async function throughBash(values: readonly string[]) {
  const target = { kind: 'shell', name: 'ops', host: 'local', cwd: folder, env: [] } as const;
  const names = values.map((_, index) => `value_${index}`);
  const script = names.map((name) => `printf %s "$${name}" > ${name}; printf '[%s]' "$${name}"`).join('\n');
  const environment = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  return await shellKind.run(
    { ...common, because: [], save: [], kind: 'sh', target: { ...target, env: [] }, script, environment },
    context,
  );
}

test('in a script', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hostileText, { minLength: 1, maxLength: 10 }), async (values) => {
      const outcome = await throughBash(values);
      if (values.some(isUnstorable)) {
        expect(outcome).toMatchObject({
          kind: 'failed',
          say: expect.stringMatching(/^The parameter value_\d+ contains /),
        });
        return;
      }
      expect(outcome).toMatchObject({ kind: 'answered', accepted: true });
      for (const [index, value] of values.entries())
        expect(await readFile(join(folder, `value_${index}`), 'utf8')).toBe(value);
      expect((await readdir(folder)).filter((name) => !/^value_\d$/.test(name))).toEqual([]);
    }),
    { numRuns: 80 },
  );
}, 60_000);

const block = `POST /items/{{value}}/done?q={{value}}&z=1
X-Kept: yes

{"value": {{value}}, "inside": "<{{value}}>", "last": true}`;

async function throughHttp(text: string, value: string) {
  const parsed = parseHttpFile(text);
  if (!parsed.ok) throw new Error(parsed.say);
  const filled = fillHttpFile(parsed.file, new Map([['value', value]]));
  if (!filled.ok) return filled.say;
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const target = { kind: 'http', name: 'app', address: `http://127.0.0.1:${port}/base`, headers: {} } as const;
  requests = [];
  const outcome = await httpKind.run(
    { ...common, because: [], save: [], kind: 'http', target, request: filled.request },
    context,
  );
  return outcome.kind === 'failed' ? outcome.say : outcome;
}

test('in the path, the query and the JSON body of a request', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (value) => {
      const outcome = await throughHttp(block, value);
      if (typeof outcome === 'string') {
        expect(outcome).toMatch(/\.$/);
        // Nothing else is refused: everything else can be encoded.
        expect(value === '' || /^\.{1,2}$/.test(value) || /\p{Surrogate}/u.test(value)).toBe(true);
        return;
      }
      expect(outcome).toMatchObject({ kind: 'answered', accepted: true });
      expect(requests).toHaveLength(1);
      const [request] = requests;
      const [path = '', query = ''] = request?.url.split('?') ?? [];
      expect(path.split('/').map(decodeURIComponent)).toEqual(['', 'base', 'items', value, 'done']);
      expect([...new URLSearchParams(query)]).toEqual([
        ['q', value],
        ['z', '1'],
      ]);
      expect(JSON.parse(request?.body ?? '')).toEqual({ value, inside: `<${value}>`, last: true });
      expect(request?.rawHeaders.map((name) => name.toLowerCase())).not.toContain('x-pwned');
    }),
    { numRuns: 300 },
  );
}, 60_000);

test('in a header of a request', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (value) => {
      const outcome = await throughHttp('GET /\nX-Note: <{{value}}>', value);
      if (typeof outcome === 'string') {
        expect(outcome).toMatch(/\.$/);
        return;
      }
      const headers = requests[0]?.rawHeaders ?? [];
      expect(headers[headers.findIndex((name) => name.toLowerCase() === 'x-note') + 1]).toBe(`<${value}>`);
      expect(headers).toHaveLength(12);
    }),
    { numRuns: 200 },
  );
}, 60_000);
