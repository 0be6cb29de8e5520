// Parameters without a pattern, from what somebody types to what arrives: in bash, in PostgreSQL, over HTTP and at a Prometheus each
// value is exactly what was typed, and nothing else happens. OPSBOOK_TEST_FUZZ says how many values of each kind.

import * as fc from 'fast-check';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { bindClassifiers } from '../../src/runbooks/bind-classifiers.ts';
import type { Procedure } from '../../src/runbooks/model.ts';
import { readParameters } from '../../src/runbooks/parameters.ts';
import { parseRunbook } from '../../src/runbooks/parse.ts';
import { makePlan } from '../../src/runbooks/plan.ts';
import { loadParsers } from '../../src/runbooks/risk/parsers.ts';
import { resolveTargets } from '../../src/runbooks/targets.ts';
import { expandOrSay } from '../../src/runbooks/variables.ts';
import { runStep } from '../../src/steps/kinds.ts';
import type { StepOutcome } from '../../src/steps/step-kind.ts';
import { hostileText, isUnstorable } from '../support/hostile-text.ts';
import { labelsOf } from '../support/promql-labels.ts';
import { openSqlShop, type SqlShop } from '../support/sql-shop.ts';

const count = Number(process.env['OPSBOOK_TEST_FUZZ'] ?? 400);
/** So many go together: a process or a statement for each would take hours. */
const together = 40;
const inTime = Math.max(60_000, count * 20);

const names = Array.from({ length: together }, (_, index) => `v${index}`);
const each = (write: (name: string) => string, between: string): string => names.map(write).join(between);

function procedure(id: string, block: string): string {
  return `## ${id}
\`\`\`yaml procedure
id: ${id}
params: { ${each((name) => `${name}: { type: string }`, ', ')} }
\`\`\`
${block}
`;
}

const page = `---
system: fuzz
targets:
  ops: { shell: local, cwd: "\${FUZZ_HOME}" }
  db: { postgres: "\${FUZZ_DATABASE_URL}" }
  app: { http: "\${FUZZ_URL}" }
  metrics: { prometheus: "\${FUZZ_URL}" }
---
# Fuzz

${procedure('bash', `\`\`\`sh target=ops\nprintf '%s\\0' ${each((name) => `"$${name}"`, ' ')} > echoed\n\`\`\``)}
${procedure('sql', `\`\`\`sql target=db\nselect ${each((name) => `:${name}::text as ${name}`, ', ')}, ':v0' as text\n\`\`\``)}
${procedure(
  'http',
  `\`\`\`http target=app
POST /items/<{{v0}}>/done?${each((name) => `${name}={{${name}}}`, '&')}
Content-Type: application/json

{ ${each((name) => `"${name}": {{${name}}}, "in-${name}": "<{{${name}}}>"`, ', ')} }
\`\`\``,
)}
${procedure('promql', `\`\`\`promql target=metrics\nup{${each((name) => `${name}="{{${name}}}", in_${name}='<{{${name}}}>', bare_${name}={{${name}}}`, ', ')}}\n\`\`\``)}
`;

const { runbook, problems } = parseRunbook('fuzz.md', Buffer.from(page), bindClassifiers(await loadParsers()));

interface Arrived {
  readonly url: string;
  readonly headers: readonly string[];
  readonly body: string;
}

const nothing: Arrived = { url: '', headers: [], body: '' };

let folder: string;
let shop: SqlShop | undefined;
let base: string;
let arrived: Arrived[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { url = '', rawHeaders: headers } = request;
    arrived.push({ url, headers, body: Buffer.concat(chunks).toString() });
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'scalar', result: [1, '1'] } }));
  });
});

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-fuzz-'));
  if (inject('postgres') !== undefined) shop = await openSqlShop();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await shop?.close();
  await rm(folder, { recursive: true, force: true });
});

function found(id: string): Procedure {
  const one = runbook?.procedures.find((candidate) => candidate.id === id);
  if (one === undefined) throw new Error(`The page has no ${id}: ${JSON.stringify(problems)}`);
  return one;
}

/** From what was typed to what came of the step. */
async function through(id: string, values: readonly string[]): Promise<StepOutcome> {
  const called = found(id);
  if (runbook === undefined) throw new Error('The page is no runbook.');
  const environment = {
    PATH: process.env['PATH'],
    FUZZ_HOME: folder,
    FUZZ_URL: base,
    FUZZ_DATABASE_URL: shop?.url ?? 'postgres://nobody@127.0.0.1:1/nothing',
  };
  const read = readParameters(called, Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const planned = makePlan(runbook, called, read.values, resolveTargets(runbook, environment), () => undefined);
  if (!planned.ok) throw new Error(planned.say);
  const [step] = planned.plan.steps;
  if (step === undefined || !('target' in step)) throw new Error(`${id} has no step that acts.`);
  arrived = [];
  return runStep(step, {
    expand: (template) => expandOrSay(template, environment),
    signal: new AbortController().signal,
    outputLimit: 1_000_000,
  });
}

const batch = fc.array(
  hostileText.filter((text) => !isUnstorable(text)),
  { minLength: together, maxLength: together },
);
const runs = { numRuns: Math.ceil(count / together) };

describe('a parameter without a pattern', () => {
  test(
    'is refused at the door when nothing could hold it, and only then',
    () => {
      const called = found('bash');
      const rest = Object.fromEntries(names.map((name) => [name, '']));
      fc.assert(
        fc.property(hostileText, (value) => {
          expect(readParameters(called, { ...rest, v0: value }).ok).toBe(!isUnstorable(value));
        }),
        { numRuns: count },
      );
    },
    inTime,
  );

  test(
    'is the same in bash, and nothing else is done',
    async () => {
      await fc.assert(
        fc.asyncProperty(batch, async (values) => {
          expect(await through('bash', values)).toMatchObject({ kind: 'answered', accepted: true, output: '' });
          const echoed = await readFile(path.join(folder, 'echoed'), 'utf8');
          expect(echoed.split('\0')).toEqual([...values, '']);
          expect(await readdir(folder)).toEqual(['echoed']);
        }),
        runs,
      );
    },
    inTime,
  );

  test.skipIf(inject('postgres') === undefined)(
    'is the same in PostgreSQL',
    async () => {
      await fc.assert(
        fc.asyncProperty(batch, async (values) => {
          const row = Object.fromEntries(names.map((name, index) => [name, values[index]]));
          const outcome = await through('sql', values);
          expect(outcome).toMatchObject({ kind: 'answered', facts: { rows: [{ ...row, text: ':v0' }] } });
        }),
        runs,
      );
    },
    inTime,
  );

  test(
    'is the same in the path, the query and the body of a request',
    async () => {
      await fc.assert(
        fc.asyncProperty(batch, async ([first = '', ...others]) => {
          // Nothing may be missing from a path: an empty value there is refused.
          const values = [first === '' ? '-' : first, ...others];
          expect(await through('http', values)).toMatchObject({ kind: 'answered', accepted: true });
          expect(arrived).toHaveLength(1);
          const [{ url, headers, body } = nothing] = arrived;
          const [where = '', query = ''] = url.split('?');
          expect(where.split('/').map(decodeURIComponent)).toEqual(['', 'items', `<${values[0]}>`, 'done']);
          expect([...new URLSearchParams(query)]).toEqual(names.map((name, index) => [name, values[index]]));
          const wanted = names.flatMap((name, index) => [
            [name, values[index]],
            [`in-${name}`, `<${values[index]}>`],
          ]);
          expect(JSON.parse(body)).toEqual(Object.fromEntries(wanted));
          expect(headers.map((name) => name.toLowerCase())).not.toContain('x-pwned');
        }),
        runs,
      );
    },
    inTime,
  );

  test(
    'is the same in the labels of a query',
    async () => {
      await fc.assert(
        fc.asyncProperty(batch, async (values) => {
          expect(await through('promql', values)).toMatchObject({ kind: 'answered' });
          const [{ url, body } = nothing] = arrived;
          const query = new URL(url, base).searchParams.get('query') ?? new URLSearchParams(body).get('query') ?? '';
          const wanted = names.flatMap((name, index) => [
            [name, values[index]],
            [`in_${name}`, `<${values[index]}>`],
            [`bare_${name}`, values[index]],
          ]);
          expect(labelsOf(query)).toEqual(Object.fromEntries(wanted));
        }),
        runs,
      );
    },
    inTime,
  );
});
