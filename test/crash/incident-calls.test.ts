// SIGKILL around what an incident calls: between its task and its run, and in the middle of the run. One moment, one run.

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { verifyAudit } from '../../src/audit/verify.ts';
import { killedAt, revive, type Moment } from '../support/killing.ts';
import { startOpsbookOnServer, type OpsbookOnServer } from '../support/opsbook-process.ts';

const runbook = `---
system: shop
owners: ["@ace-oncall"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Shop

## Page
\`\`\`yaml procedure
on: incident.opened
params: { incident: {} }
\`\`\`

\`\`\`sh target=ops
echo paged >> "$incident"
\`\`\`
`;

const callRow = z.object({ id: z.number(), state: z.string(), say: z.string() });
const runRow = z.object({ requestKey: z.string(), state: z.string() });

describe.skipIf(inject('postgres') === undefined)('on a PostgreSQL server', { timeout: 60_000 }, () => {
  let opsbook: OpsbookOnServer;

  beforeAll(async () => {
    opsbook = await startOpsbookOnServer(runbook);
    await opsbook.start();
  });
  afterAll(async () => {
    const verdict = await verifyAudit(opsbook.db.database);
    // What was done before the bot died is asked for again, and Slack says that it has it.
    const expected = new Set(['missed_ack', 'already_in_channel', 'already_pinned']);
    const refusals = opsbook.slack.refusals.filter(({ error }) => !expected.has(error));
    await opsbook.stop();
    expect(verdict).toMatchObject({ ok: true });
    expect(refusals).toEqual([]);
  });

  /** The call of the incident that was declared last. */
  async function call(): Promise<z.infer<typeof callRow> | undefined> {
    return opsbook.db.database.one(
      callRow,
      `select incident as id, state, say from incident_task where task like 'procedure:%' order by incident desc limit 1`,
    );
  }

  async function runsOf(incident: number): Promise<z.infer<typeof runRow>[]> {
    return opsbook.db.database.rows(runRow, 'select request_key, state from run where incident = $1', [incident]);
  }

  async function number(incident: number): Promise<string> {
    const row = await opsbook.db.database.one(
      z.object({ name: z.string() }),
      `select to_char(day, 'YYYYMMDD') || '-' || lpad(number::text, 3, '0') as name from incident where id = $1`,
      [incident],
    );
    return row?.name ?? '';
  }

  async function declareAndDie(moment: Moment, words: string): Promise<void> {
    const dead = killedAt(opsbook, moment, words);
    await opsbook.slack.as('maria').type('ops', '/ops incident "Checkout fails" sev=1');
    await dead;
    await revive(opsbook);
  }

  test.each([
    ['before its run was made', 'before', 'insert into run ('],
    ['after its run was made', 'afterCommit', 'insert into run ('],
    ['before the first step', 'before', 'insert into step_attempt'],
  ] as const)('killed %s, it pages once', async (_when, moment, words) => {
    await declareAndDie(moment, words);
    await expect.poll(async () => (await call())?.state, { timeout: 30_000 }).toBe('done');
    const { id = 0 } = (await call()) ?? {};
    expect(await runsOf(id)).toMatchObject([{ state: 'succeeded' }]);
    expect(await opsbook.file(await number(id))).toBe('paged\n');
  });

  test('killed in the middle of the step, it says that this is in doubt, and follows what a person answers', async () => {
    const { slack } = opsbook;
    await declareAndDie('afterCommit', 'insert into step_attempt');
    await expect.poll(async () => (await call())?.say, { timeout: 30_000 }).toMatch(/^run \d+ is in doubt: Step 1 may/);
    const { id = 0 } = (await call()) ?? {};
    const name = `incident-${await number(id)}`;
    const asked = await slack.until(
      () =>
        slack
          .as('maria')
          .sees(name)
          .find(({ buttons }) => buttons.some(({ text }) => text === 'It happened')),
      { what: 'the question on the card', timeoutMs: 20_000 },
    );
    await slack.as('maria').click(asked, 'It happened');
    await expect.poll(async () => (await call())?.state, { timeout: 30_000 }).toBe('done');
    expect(await runsOf(id)).toMatchObject([{ state: 'succeeded' }]);
  });
});
