// The database and Slack away while people type: each command gets its effect or a sentence, the process stays, and everything
// that was taken is done when they are back.

import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { verifyAudit } from '../../src/audit/verify.ts';
import { startOpsbookOnServer, type OpsbookOnServer } from '../support/opsbook-process.ts';

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
params:
  file: { type: string, pattern: "[a-z0-9-]+" }
\`\`\`

1. Write it down.
   \`\`\`sh target=ops
   echo first >> "$file"
   \`\`\`
2. Write more.
   \`\`\`sh target=ops
   echo second >> "$file"
   \`\`\`
`;

describe.skipIf(inject('postgres') === undefined)('on a PostgreSQL server', { timeout: 60_000 }, () => {
  let opsbook: OpsbookOnServer;

  beforeAll(async () => {
    opsbook = await startOpsbookOnServer(runbook);
    await opsbook.start();
  });
  afterEach(() => opsbook.slack.refusals.splice(0));
  afterAll(async () => {
    const verdict = await verifyAudit(opsbook.db.database);
    await opsbook.stop();
    expect(verdict).toMatchObject({ ok: true });
  });

  /** What Maria reads after typing this: Slack's own sentence, or the bot's private one, or nothing. */
  async function typed(words: string): Promise<string> {
    const maria = opsbook.slack.as('maria');
    const before = maria.sees('ops').length;
    try {
      await maria.type('ops', words);
    } catch (thrown) {
      return String(thrown);
    }
    return (
      maria
        .sees('ops')
        .slice(before)
        .find((message) => message.isEphemeral)?.text ?? ''
    );
  }

  const runsOf = (file: string): Promise<{ id: number }[]> =>
    opsbook.db.database.rows(
      z.object({ id: z.number() }),
      `select id from run where plan -> 'parameters' ->> 'file' = $1`,
      [file],
    );

  async function runOf(file: string): Promise<number> {
    await expect.poll(() => runsOf(file), { timeout: 20_000 }).toHaveLength(1);
    return (await runsOf(file))[0]?.id ?? 0;
  }

  const isPosted = (run: number): Promise<boolean> =>
    opsbook.db.database
      .one(z.object({ ts: z.string().nullable() }), 'select ts from card where subject = $1', [`run:${run}`])
      .then((card) => typeof card?.ts === 'string');

  async function planned(file: string): Promise<number> {
    expect(await typed(`/ops run shop.note file=${file}`)).toBe('');
    const run = await runOf(file);
    await opsbook.card(run, 'Planned.');
    return run;
  }

  test('PostgreSQL restarts: what is typed meanwhile is refused in words, and the next command works', async () => {
    opsbook.proxy.close();
    for (const file of ['away-1', 'away-2'])
      expect(await typed(`/ops run shop.note file=${file}`)).toContain('cannot reach its database right now');
    opsbook.proxy.open();
    await planned('back');
    for (const file of ['away-1', 'away-2']) expect(await runsOf(file)).toEqual([]);
  });

  test('PostgreSQL goes away while a step runs: its result is kept, and recorded when it is back', async () => {
    const run = await planned('kept');
    const cut = new Promise<void>((resolve) => {
      opsbook.proxy.before('update step_attempt set ended_at', () => {
        opsbook.proxy.close();
        resolve();
      });
    });
    await opsbook.slack.as('maria').click(await opsbook.card(run, 'Planned.'), 'Run');
    await cut;
    await opsbook.proxy.knocked();
    opsbook.proxy.open();
    await opsbook.card(run, 'Done.');
    expect(await opsbook.file('kept')).toBe('first\nsecond\n');
  });

  test('PostgreSQL does not answer: Slack says that it failed, and whatever arrives later happens once', async () => {
    opsbook.proxy.stall();
    expect(await typed('/ops run shop.note file=stalled')).toContain('/ops failed because the app did not respond');
    opsbook.proxy.open();
    await opsbook.card(await runOf('stalled'), 'Planned.');
    await planned('after-the-stall');
  });

  test.each([
    ['429', { retryAfterSeconds: 1, times: 2 }],
    ['500', { status: 500, times: 2 }],
    ['an error of its own', { error: 'internal_error', times: 1 }],
    ['a web page', { html: true, times: 1 }],
    ['a cut connection, the message posted', { cut: true, times: 1 }],
    ['no answer, the message posted', { hang: true, times: 1 }],
  ] as const)('Slack answers a post with %s: the card arrives, once', async (what, fault) => {
    opsbook.slack.fail('chat.postMessage', fault);
    const file = what.replaceAll(/[^a-z0-9]+/g, '-');
    expect(await typed(`/ops run shop.note file=${file}`)).toBe('');
    const run = await runOf(file);
    await expect.poll(() => isPosted(run), { timeout: 20_000 }).toBe(true);
    await opsbook.card(run, 'Planned.');
  });
});
