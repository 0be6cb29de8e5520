// `/ops health`, `/readyz` and `opsbook health` say the same of what is not well.

import { execFile } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort, startOpsbook, type Opsbook } from '../support/opsbook.ts';

const runbook = `---
system: shop
owners: ["@ace-oncall"]
targets:
  app: { http: "\${SHOP_URL}" }
  db: { postgres: "postgres://\${SHOP_USER}@\${SHOP_HOST}/shop" }
---
# Shop

## Look

\`\`\`http target=app
GET /
\`\`\`
`;

const answer = z.object({
  database: z.boolean(),
  slack: z.boolean(),
  runbooks: z.boolean(),
  troubles: z.array(z.string()),
});
const root = path.resolve(import.meta.dirname, '../..');
let opsbook: Opsbook;
let port: number;

beforeAll(async () => {
  port = await freePort();
  opsbook = await startOpsbook({
    runbooks: { 'shop.md': runbook },
    environment: { OPSBOOK_HTTP_PORT: String(port), SHOP_USER: 'ops' },
  });
});
afterAll(() => opsbook.stop());

async function ready(): Promise<z.infer<typeof answer> & { readonly status: number }> {
  const response = await fetch(`http://127.0.0.1:${port}/readyz`);
  return { status: response.status, ...answer.parse(await response.json()) };
}

function inTerminal(httpPort: number): Promise<{ readonly code: unknown; readonly said: string }> {
  const env = { PATH: process.env['PATH'], OPSBOOK_HTTP_PORT: String(httpPort) };
  const words = ['--import', 'tsx', path.join(root, 'src/main.ts'), 'health'];
  return new Promise((resolve) => {
    execFile(process.execPath, words, { env, cwd: root }, (error, out, err) =>
      resolve({ code: error === null ? 0 : error.code, said: `${out}${err}` }),
    );
  });
}

test('what is well and what is not, part by part, the same everywhere', async () => {
  const said = await opsbook.answer('/ops health');
  for (const words of [
    /database.*answers in \d+ ms/,
    /slack.*All 2 connections to Slack are open; the last thing came in (?:\d+ seconds? ago|just now)/,
    /1 runbook and 0 pages without settings are loaded, with 1 procedure/,
    /shop\.db: Target.*is switched off: SHOP_HOST is not set/,
    /Not in use, because none of their variables is set: shop\.app/,
    /clocks of the database and of this machine agree/,
    /1 process of Opsbook runs: .*\(this one\)/,
  ])
    expect(said).toMatch(words);
  expect(said.indexOf('SHOP_HOST is not set')).toBeLessThan(said.indexOf('answers in'));
  const { troubles, ...parts } = await ready();
  expect(parts).toEqual({ status: 200, database: true, slack: true, runbooks: true });
  expect(troubles).toEqual([expect.stringContaining('SHOP_HOST is not set')]);
  const terminal = await inTerminal(port);
  expect(terminal).toEqual({ code: 1, said: `${troubles[0]}\n` });
});

test('a page that breaks, and a clock that jumps, are told and over when they are mended', async () => {
  await opsbook.write('shop.md', runbook.replace('target=app', 'target=apps'));
  await opsbook.db.clock.advance(3_600_000);
  await opsbook.answer('/ops find look');
  const said = await opsbook.answer('/ops health');
  expect(said).toMatch(/shop\.md:\d+: The target .*apps.* is not declared/);
  expect(said).toMatch(/The database's clock is (?:1 hour|60 minutes) ahead of this machine's/);
  await opsbook.write('shop.md', runbook);
  await opsbook.db.clock.advance(-3_600_000);
  await opsbook.answer('/ops find look');
  expect((await ready()).troubles).toEqual([expect.stringContaining('SHOP_HOST is not set')]);
});

test('where no bot answers, the terminal says what to do and ends with 2', async () => {
  const { code, said } = await inTerminal(await freePort());
  expect(said).toMatch(
    /^No Opsbook answers at http:\/\/127\.0\.0\.1:\d+\/readyz: .*\. Start it, or set OPSBOOK_HTTP_HOST/,
  );
  expect(code).toBe(2);
});
