// The verbs of the terminal that need neither Slack nor a database: what they print and how they end.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;

const runbook = `---
system: shop
owners: ["@shop-oncall"]
approvers: ["@shop-approvers"]
targets:
  ops: { shell: local }
---
# Shop

## Look

\`\`\`yaml procedure
id: look
params:
  name: { type: string, pattern: "[a-z]+" }
\`\`\`

\`\`\`sh target=ops
echo "$name"
\`\`\`

\`\`\`sh target=ops risk=read because="the script only counts"
./count-orders.sh
\`\`\`

## See

\`\`\`yaml procedure
id: see
params:
  name: { type: string, pattern: "[a-z]+" }
\`\`\`

\`\`\`sh target=ops evidence
echo "hello $name"
\`\`\`
`;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-terminal-'));
  for (const [name, text] of [
    ['good/shop.md', runbook],
    ['bad/shop.md', runbook.replace('target=ops\n', 'target=oops\n')],
    ['pages/restart.md', '# Restart\n\n```sh\nkubectl delete pod <pod>\n```\n'],
  ] as const) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
}

function opsbook(...words: string[]): Promise<Ended> {
  return opsbookIn({ PATH: process.env['PATH'], OPSBOOK_RUNBOOKS: path.join(folder, 'good') }, ...words);
}

function opsbookIn(env: Readonly<Record<string, string | undefined>>, ...words: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', path.join(root, 'src/main.ts'), ...words],
      { env, cwd: root, timeout: 60_000, killSignal: 'SIGKILL' },
      (error, out, err) => resolve({ code: error === null ? 0 : error.code, out, err }),
    );
  });
}

const report = z.object({
  counts: z.record(z.string(), z.number()),
  findings: z.array(z.object({ level: z.string(), rule: z.string(), line: z.number(), say: z.string() })),
  procedures: z.array(
    z.object({ name: z.string(), steps: z.array(z.object({ risk: z.string(), because: z.array(z.string()) })) }),
  ),
});

test('lint tells a lowered risk, and is content', async () => {
  const { code, out } = await opsbook('lint');
  expect(out).toContain('note: The risk is read: lowered from change by the author: the script only counts');
  expect(out).toContain('1 runbook, 0 guides, 2 procedures, 0 errors, 0 warnings, 1 note.');
  expect(code).toBe(0);
});

test('lint ends with 1 on a problem, and says file, line and hint', async () => {
  const { code, out } = await opsbook('lint', path.join(folder, 'bad'));
  expect(out).toMatch(/bad\/shop\.md:18: error: The target `oops` is not declared/);
  expect(out).toContain('Declare it under targets in the front matter; there: ops.');
  expect(code).toBe(1);
});

test('lint --json holds every step with its risk and the reasons', async () => {
  const { code, out } = await opsbook('lint', '--json', path.join(folder, 'good'), path.join(folder, 'pages'));
  const read = report.parse(JSON.parse(out));
  expect(read.counts).toMatchObject({ runbooks: 1, guides: 1, procedures: 3 });
  expect(read.findings).toContainEqual(
    expect.objectContaining({ rule: 'unfilled', say: '`<pod>` has to be filled in' }),
  );
  const steps = read.procedures.flatMap((procedure) => procedure.steps);
  expect(steps.every(({ because }) => because.length > 0)).toBe(true);
  expect(code).toBe(0);
});

test('lint ends with 2 on a folder that is not there', async () => {
  const { code, out, err } = await opsbook('lint', path.join(folder, 'nowhere'));
  expect(`${out}${err}`).toContain('nowhere');
  expect(code).not.toBe(0);
});

test('import writes a copy that lints, and overwrites nothing', async () => {
  const copy = path.join(folder, 'copies', 'restart.md');
  const first = await opsbook('import', path.join(folder, 'pages/restart.md'), '--out', copy);
  expect(first.out).toContain(`Wrote ${copy}. Nothing in it can be executed`);
  expect(first.code).toBe(0);
  expect(await readFile(copy, 'utf8')).toContain('kubectl delete pod <pod>');
  expect(await opsbook('lint', path.dirname(copy))).toMatchObject({ code: 0 });
  const second = await opsbook('import', path.join(folder, 'pages/restart.md'), '--out', copy);
  expect(second.err).toContain('is there already. Move it away, or choose another: --out <file>');
  expect(second.code).toBe(2);
});

test('import of a file that is not there ends with 2 and one sentence', async () => {
  const { code, err } = await opsbook('import', path.join(folder, 'none.md'));
  expect(err).toMatch(/^Cannot read .*none\.md: .*\. Name a Markdown file\.\n$/);
  expect(code).toBe(2);
});

test.each([
  [
    'well',
    'expected=9',
    0,
    /^OK {2}shop\.size {2}Check the size .*\n {2}ok {2}size {2}7 MB {2}\(critical: 9 MB or more\)\n$/,
  ],
  ['critical', 'expected=5', 1, /^CRITICAL {2}shop\.size .*\n {2}critical {2}size {2}7 MB .*\n {2}next: shop\.see\n$/],
  ['not known', 'broken', 1, /^UNKNOWN {2}shop\.size .*\n {2}Step 1 failed: The script ended with exit code 3\.\n$/],
])('check tells a system that is %s (%s), and ends with %s', async (_name, kind, code, expected) => {
  const place = path.join(folder, `checks-${code}-${kind.length}`);
  const limit = /\d+/.exec(kind)?.[0] ?? '9';
  await mkdir(place, { recursive: true });
  await writeFile(path.join(place, 'shop.md'), checkPage(limit, kind === 'broken' ? 'exit 3' : 'echo "7 MB"'));
  const env = { PATH: process.env['PATH'], OPSBOOK_RUNBOOKS: place };
  const ended = await opsbookIn(env, 'check', 'shop');
  expect(ended.out).toMatch(expected);
  expect(ended.code).toBe(code);
});

test('check of a system without checks says what makes one', async () => {
  const { code, out } = await opsbook('check', 'shop');
  expect(out).toContain('shop has no checks. Give a procedure of ');
  expect(code).toBe(1);
});

test('plan prints the exact plan, with what can be seen now', async () => {
  const { code, out } = await opsbook('plan', 'shop.see', 'name=maria');
  expect(out).toContain('echo "hello $name"');
  expect(out).toMatch(/now \(.* UTC\) · exit code 0\n\n {4}hello maria\n/);
  expect(code).toBe(0);
  const planned = z.object({ digest: z.string(), plan: z.object({ procedure: z.string() }), evidence: z.null() });
  const asJson = await opsbook('plan', '--json', '--no-evidence', 'shop.see', 'name=maria');
  expect(planned.parse(JSON.parse(asJson.out))).toMatchObject({ plan: { procedure: 'shop.see' } });
});

test.each([
  ['a missing parameter', ['shop.see'], 1, 'shop.see needs name=…. Say: opsbook plan shop.see name=…'],
  ['a value that does not fit', ['shop.see', 'name=7'], 1, 'name'],
  ['an unknown procedure', ['shop.se'], 1, 'There is no procedure shop.se. Did you mean shop.see?'],
  ['a word that is no parameter', ['shop.see', 'maria'], 2, '"maria" is no parameter. Write name=value.'],
])('plan with %s says what to do', async (_name, words, code, say) => {
  const ended = await opsbook('plan', ...words);
  expect(`${ended.out}${ended.err}`).toContain(say);
  expect(ended.code).toBe(code);
});

function checkPage(limit: string, script: string): string {
  return `---
system: shop
targets: { here: { shell: local, cwd: /tmp } }
---
# Shop

## Check the size
\`\`\`yaml procedure
id: size
thresholds: { size: { critical: ${limit}, unit: MB, then: see } }
\`\`\`
\`\`\`sh target=here risk=read because="it prints" save=size:text
${script}
\`\`\`

## See
\`\`\`yaml procedure
id: see
\`\`\`
- [ ] Look.
`;
}
