// Somebody types too much: they are told so, nobody else notices, and an incident is run all the same.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { incidentScene } from '../support/incident.ts';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';

let opsbook: Opsbook;
beforeAll(async () => {
  opsbook = await startOpsbook({ channels: ['incidents'], environment: { OPSBOOK_RATE_LIMIT: '30' } });
});
afterAll(() => opsbook.stop());

test('the sixth command within a second is refused in words, for one person, and not for what is urgent', async () => {
  const { slack } = opsbook;
  const channel = await incidentScene(opsbook).declare('"Checkout fails" sev=3');
  const said = (): string[] =>
    slack
      .as('maria')
      .sees('ops')
      .filter((message) => message.isEphemeral)
      .map(({ text }) => text);
  const before = said().length;
  await Promise.all(Array.from({ length: 12 }, () => slack.as('maria').type('ops', '/ops runs')));
  await slack.until(() => said().length >= before + 12 || undefined, { what: 'twelve answers' });
  const refused = said().filter((text) => text.includes('You have typed 5 commands within a second'));
  expect(refused.length).toBeGreaterThan(0);
  expect(await opsbook.answer('/ops runs', 'jonas')).not.toContain('You have typed');
  for (const text of ['It is the database.', 'We are on it.', 'Nearly there.', 'Almost.', 'Soon.', 'Now.', 'Really.'])
    await slack.as('maria').type(channel, `/ops update ${text}`);
  await incidentScene(opsbook).see(channel, 'Really.');
  await expect.poll(() => opsbook.answer('/ops runs'), { timeout: 10_000 }).not.toContain('You have typed');
});
