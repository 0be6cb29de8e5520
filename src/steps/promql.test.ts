// A small server that answers as Prometheus does, and reads a label's value as Prometheus reads it.

import * as fc from 'fast-check';
import { createServer, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hostileText } from '../../test/support/hostile-text.ts';
import { labelsOf } from '../../test/support/promql-labels.ts';
import { fillPromql } from '../runbooks/promql-text.ts';
import type { PlannedPromqlStep } from '../runbooks/planned.ts';
import { promqlKind } from './promql.ts';
import type { StepContext } from './step-kind.ts';

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly query: string;
  readonly authorization: string | undefined;
}

let asked: Asked[] = [];
let respond: (response: ServerResponse) => void;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const url = new URL(request.url ?? '', 'http://prometheus');
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const query = url.searchParams.get('query') ?? form.get('query') ?? '';
    asked.push({ method: request.method ?? '', url, query, authorization: request.headers.authorization });
    respond(response);
  });
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
beforeEach(() => {
  asked = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function json(status: number, body: unknown): (response: ServerResponse) => void {
  return (response) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function success(resultType: string, result: unknown): (response: ServerResponse) => void {
  return json(200, { status: 'success', data: { resultType, result } });
}

function step(query: string): PlannedPromqlStep {
  const headers = { Authorization: 'Bearer ${METRICS_TOKEN}' };
  return {
    kind: 'promql',
    title: '',
    risk: 'read',
    because: [],
    target: { kind: 'prometheus', name: 'metrics', address: `http://127.0.0.1:${port}/prom`, headers },
    save: [],
    timeoutMs: 10_000,
    retry: 0,
    repeat: 'safe',
    secret: false,
    query,
  };
}

const context: StepContext = {
  expand: (template) => template.replace('${METRICS_TOKEN}', 't0ken'),
  signal: new AbortController().signal,
  outputLimit: 10_000,
};

test.each([
  [
    'one sample',
    'vector',
    [{ metric: { __name__: 'up', job: 'shop' }, value: [1, '0.5'] }],
    0.5,
    '1 sample\nup{job="shop"} 0.5',
  ],
  ['a scalar', 'scalar', [1, '42'], 42, '1 sample\n42'],
  ['none', 'vector', [], undefined, 'No sample: nothing fits the query. There is no `value`.'],
  [
    'several',
    'vector',
    [
      { metric: { job: 'a' }, value: [1, '1'] },
      { metric: { job: 'b' }, value: [1, '2'] },
    ],
    undefined,
    '2 samples, so there is no `value`.\n{job="a"} 1\n{job="b"} 2',
  ],
  [
    'one that is no number',
    'vector',
    [{ metric: {}, value: [1, 'NaN'] }],
    undefined,
    '1 sample that is no finite number, so there is no `value`.\n"NaN"',
  ],
  [
    'rows of values',
    'matrix',
    [
      {
        metric: {},
        values: [
          [1, '1'],
          [2, '2'],
        ],
      },
    ],
    undefined,
    '1 sample that is no finite number, so there is no `value`.\n[1,2]',
  ],
])('%s', async (_name, resultType, result, value, output) => {
  respond = success(resultType, result);
  const outcome = await promqlKind.run(step('up'), context);
  expect(outcome).toMatchObject({ kind: 'answered', accepted: true, output });
  expect(outcome).toHaveProperty('facts.json', expect.any(Array));
  expect(outcome.kind === 'answered' ? outcome.facts.value : 'no answer').toBe(value);
  expect(asked).toMatchObject([{ method: 'GET', query: 'up', authorization: 'Bearer t0ken' }]);
  expect(asked[0]?.url.pathname).toBe('/prom/api/v1/query');
});

test('a long query goes as a form', async () => {
  respond = success('scalar', [1, '1']);
  const query = `up{job="${'x'.repeat(7_000)}"}`;
  expect(await promqlKind.run(step(query), context)).toMatchObject({ kind: 'answered', facts: { value: 1 } });
  expect(asked).toMatchObject([{ method: 'POST', query }]);
});

test.each([
  [
    'a refused query',
    json(400, { status: 'error', errorType: 'bad_data', error: '1:3: parse error: unexpected "}"' }),
    'metrics refused the query: 1:3: parse error: unexpected "}". Correct the query.',
  ],
  [
    'a web page',
    (response: ServerResponse) => response.end('<html>hello'),
    'metrics answered HTTP 200 with what is no answer of a Prometheus',
  ],
  [
    'a wrong login',
    (response: ServerResponse) => response.writeHead(401).end('no'),
    'metrics answered HTTP 401 with what',
  ],
  ['a cut connection', (response: ServerResponse) => response.destroy(), 'A query changes nothing; try it again.'],
])('%s has failed and leaves no doubt', async (_name, answer, say) => {
  respond = answer;
  for (const query of ['up', `up{job="${'x'.repeat(7_000)}"}`]) {
    expect(await promqlKind.run(step(query), context)).toMatchObject({
      kind: 'failed',
      say: expect.stringContaining(say),
    });
  }
});

test.each([
  ['"', 'up{job="<{{value}}>", env="prod"}'],
  ["'", "up{job='<{{value}}>', env='prod'}"],
])(
  'between %s any value arrives as exactly that value of the label',
  async (_quote, text) => {
    respond = success('scalar', [1, '1']);
    await fc.assert(
      fc.asyncProperty(hostileText, async (value) => {
        if (/\p{Surrogate}/u.test(value)) {
          expect(() => fillPromql(text, new Map([['value', value]]))).toThrow('half a character');
          return;
        }
        asked = [];
        await promqlKind.run(step(fillPromql(text, new Map([['value', value]]))), context);
        const query = asked[0]?.query ?? '';
        const labels = labelsOf(query);
        expect(labels).toEqual({ job: `<${value}>`, env: 'prod' });
      }),
      { numRuns: 300 },
    );
  },
  30_000,
);

test('a place without quotes gets them', async () => {
  respond = success('scalar', [1, '1']);
  await fc.assert(
    fc.asyncProperty(
      hostileText.filter((value) => !/\p{Surrogate}/u.test(value)),
      async (value) => {
        asked = [];
        await promqlKind.run(step(fillPromql('up{job!={{value}}}', new Map([['value', value]]))), context);
        expect(labelsOf((asked[0]?.query ?? '').replace('!=', '='))).toEqual({ job: value });
      },
    ),
    { numRuns: 200 },
  );
}, 30_000);
