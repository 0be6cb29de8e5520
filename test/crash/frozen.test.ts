// A process that is stopped right before an effect, for longer than others wait for a sign of it, and then goes on as if nothing had
// been: what it was about to do is not its own any more.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { verifyAudit } from '../../src/audit/verify.ts';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { startReplicas, type Replicas } from '../support/replicas.ts';

const runbook = `---
system: shop
owners: ["@ace-oncall"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Shop

## Note
\`\`\`yaml procedure
id: note
\`\`\`

\`\`\`sh target=ops risk=change because="appends a line"
echo noted >> noted
\`\`\`
`;

const row = z.object({ executor: z.string() });

describe.skipIf(inject('postgres') === undefined)('on a PostgreSQL server', { timeout: 90_000 }, () => {
  let replicas: Replicas;
  beforeAll(async () => {
    replicas = await startReplicas(2, { runbook });
  });
  afterAll(async () => {
    const verdict = await verifyAudit(replicas.db.database);
    await replicas.stop();
    expect(verdict).toMatchObject({ ok: true });
  });

  const maria = (): ReturnType<Replicas['slack']['as']> => replicas.slack.as('maria');

  function card(words: string): Promise<ReadableMessage> {
    const isIt = ({ text }: ReadableMessage): boolean => text.includes('run 1 ·') && text.includes(words);
    return replicas.slack.until(() => maria().sees('ops').find(isIt), {
      what: `the card to say "${words}"`,
      timeoutMs: 30_000,
    });
  }

  async function begunBy(): Promise<string> {
    const find = async (): Promise<string | undefined> =>
      (await replicas.db.database.one(row, 'select executor::text from step_attempt where run = 1'))?.executor;
    await expect.poll(find, { timeout: 20_000, interval: 20 }).toBeDefined();
    return (await find()) ?? '';
  }

  test('the one that comes back finds that somebody was asked, and does nothing', async () => {
    await maria().type('ops', '/ops run shop.note');
    const planned = await card('Planned.');
    // The message is never taken out of play, so the effect stands back for a second, and the process is stopped within it.
    replicas.slack.fail('chat.update', { hang: true });
    await maria().click(planned, 'Run');
    const frozen = await begunBy();
    await replicas.freeze(frozen);
    const stoppedAt = performance.now();

    const doubt = await card('In doubt');
    await expect.poll(() => performance.now() - stoppedAt, { timeout: 30_000 }).toBeGreaterThan(9_000);
    await replicas.thaw(frozen);
    await maria().click(doubt, 'Run it again');
    await card('Done.');
    expect(await readFile(path.join(replicas.home, 'noted'), 'utf8')).toBe('noted\n');
  });
});
