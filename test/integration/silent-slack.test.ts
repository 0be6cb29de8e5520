// What was acknowledged while Slack does not say who is in a group: it is kept, tried again, and comes to something after all.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';

const shop = `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local }
---
# Shop

## Turn
\`\`\`yaml procedure
id: turn
approve: 1
\`\`\`
\`\`\`sh target=ops risk=change because="prints only"
echo turned
\`\`\`
`;

const waits =
  'Slack does not say who is in its user groups right now. What you asked for is kept and tried again for an hour: do not repeat it.';
const notShown = 'Slack did not take what Opsbook wanted to show, so nothing was done. Try again in a minute.';
const givenUp = 'Slack could not say who is in its user groups, so nothing was done. Try again in a minute.';

let opsbook: Opsbook;
beforeAll(async () => {
  opsbook = await startOpsbook({ runbooks: { 'shop.md': shop } });
});
afterAll(() => opsbook.stop());

/** Times that it fails; it is asked again after five seconds. What it has said before is believed for a minute, by a running bot. */
async function silence(times: number): Promise<void> {
  await opsbook.halt();
  await opsbook.restart();
  opsbook.slack.fail('usergroups.list', { status: 500, times });
}

const told = (person: string, words: string): number =>
  opsbook.slack
    .as(person)
    .sees('ops')
    .filter(({ text, isEphemeral }) => isEphemeral && text === words).length;

test('a command is carried out when Slack answers again, and who typed it is told once that it waits', async () => {
  await silence(1);
  expect(await opsbook.answer('/ops run shop.turn')).toBe(waits);
  expect(await opsbook.answer('/ops may see')).toContain('Yes: opsbook.yaml names no roles');
  await opsbook.card('maria', 'Planned.');
  expect(told('maria', waits)).toBe(1);
});

test('a form that Slack does not open is told of, and opens at the next press', async () => {
  const maria = opsbook.slack.as('maria');
  const planned = await opsbook.card('maria', 'Planned.');
  for (const fault of [{ error: 'internal_error' }, { error: 'expired_trigger_id' }]) {
    const before = told('maria', notShown);
    opsbook.slack.fail('views.open', fault);
    await maria.click(planned, 'Ask for approval');
    await opsbook.slack.until(() => told('maria', notShown) > before, { what: `word of ${JSON.stringify(fault)}` });
  }
  await maria.click(planned, 'Ask for approval');
  await opsbook.slack.until(() => maria.form(), { what: 'the form' });
  await maria.closeForm();
});

test('the click of an approver is carried out when Slack answers again, and they are told once', async () => {
  const planned = await opsbook.card('maria', 'Planned.');
  await opsbook.slack.as('maria').click(planned, 'Ask for approval');
  await opsbook.submit('maria', { reason: 'to see it turn' });
  const asked = await opsbook.card('jonas', 'Waiting for');
  // A click is tried before its acknowledgement and after it.
  await silence(2);
  await opsbook.slack.as('jonas').click(asked, 'Approve');
  await opsbook.card('jonas', 'Done.');
  expect(told('jonas', waits)).toBe(1);
});

test('after an hour nobody gets what they may not want any more, and they are told', async () => {
  await silence(2);
  expect(await opsbook.answer('/ops run shop.turn')).toBe(waits);
  await opsbook.db.clock.advance(3_601_000);
  await opsbook.slack.until(() => told('maria', givenUp) === 1, { what: 'the end of the patience', timeoutMs: 15_000 });
  const runs = await opsbook.db.database.rows(z.object({ id: z.number() }), 'select id from run');
  expect(runs).toHaveLength(1);
});

test('what was handled is forgotten after a week, with what people typed; what waits is not', async () => {
  const payloads = z.object({ text: z.string().nullable() });
  const kept = (): Promise<unknown[]> =>
    opsbook.db.database.rows(payloads, `select payload ->> 'text' as text from request order by received_at`);
  await opsbook.db.database.run(
    `insert into request (key, kind, payload) values ('never-taken-up', 'command', '{"text": "it waits"}')`,
  );
  expect(await kept()).toContainEqual({ text: 'run shop.turn' });
  await opsbook.db.clock.advance(8 * 86_400_000);
  await opsbook.halt();
  await opsbook.restart();
  await expect.poll(kept, { timeout: 15_000 }).toEqual([{ text: 'it waits' }]);
});
