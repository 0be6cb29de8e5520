// Two hundred runs that wait for people for a week: half for an approval, which has its hour, half for a tick, which has all the time of
// the world. Afterwards each is decided or over as it should be, and the process has not grown.

import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { startReplicas, type Replicas } from '../support/replicas.ts';

const runbook = `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Shop

## Wipe
\`\`\`yaml procedure
id: wipe
lock: false
approve: 1
params: { name: { type: string, pattern: "[a-z0-9-]+" } }
\`\`\`

\`\`\`sh target=ops risk=destroy
echo wiped >> "wiped-$name"
\`\`\`

## Tick
\`\`\`yaml procedure
id: tick
lock: false
params: { name: { type: string, pattern: "[a-z0-9-]+" } }
\`\`\`

1. - [ ] Look first.
2. Then this.
   \`\`\`sh target=ops
   echo ticked >> "ticked-$name"
   \`\`\`
`;

const each = 100;
const week = 7 * 24 * 3_600_000;
/** Slack takes a post a second in a channel, so they are spread over many. */
const channels = Array.from({ length: 50 }, (_, index) => `parked-${index + 1}`);

describe.skipIf(inject('postgres') === undefined)('on a PostgreSQL server', { timeout: 300_000 }, () => {
  let replicas: Replicas;

  beforeAll(async () => {
    replicas = await startReplicas(1, { runbook, channels });
  });
  afterAll(async () => {
    const verdict = await verifyAudit(replicas.db.database);
    await replicas.stop();
    expect(verdict).toMatchObject({ ok: true });
  });

  const states = async (procedure: string): Promise<Readonly<Record<string, number>>> => {
    const rows = await replicas.db.database.rows(
      z.object({ state: z.string(), count: z.number() }),
      'select state, count(*) as count from run where procedure = $1 group by state',
      [`shop.${procedure}`],
    );
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  };
  const come = (procedure: string, state: string): Promise<void> =>
    expect
      .poll(() => states(procedure), { timeout: 90_000, interval: 500, message: `${procedure} to be ${state}` })
      .toEqual({ [state]: each });
  const inChannel = (number: number): string => channels[number % channels.length] ?? '';

  /** Presses a button on each card that has it. */
  async function pressAll(button: string, person: string, then: () => Promise<void>): Promise<void> {
    for (const card of cardsOffering(button)) {
      await replicas.slack.as(person).click(card, button);
      await then();
    }
  }

  const cardsOffering = (button: string): readonly ReadableMessage[] =>
    channels
      .flatMap((channel) => replicas.slack.as('maria').sees(channel))
      .filter(({ buttons }) => buttons.some(({ text }) => text === button));
  const cards = (button: string): Promise<unknown> =>
    replicas.slack.until(() => cardsOffering(button).length === each, {
      what: `${each} × ${button}`,
      timeoutMs: 90_000,
    });

  test('parked for a week', async () => {
    const { slack, db, home } = replicas;
    const maria = slack.as('maria');
    for (let number = 0; number < each; number += 1) {
      await maria.type(inChannel(number), `/ops run shop.wipe name=n${number}`);
      await maria.type(inChannel(number), `/ops run shop.tick name=n${number}`);
    }
    await cards('Run');
    await cards('Ask for approval');
    await pressAll('Run', 'maria', () => Promise.resolve());
    await pressAll('Ask for approval', 'maria', async () => {
      await slack.until(() => maria.form(), { what: 'the form for the reason', timeoutMs: 10_000 });
      maria.fill({ reason: 'the cache is poisoned' });
      await maria.submit();
    });
    await come('tick', 'waiting');
    await come('wipe', 'awaiting_approval');
    await cards('Approve');
    const approvals = cardsOffering('Approve');
    const before = replicas.memory(0);

    for (let day = 0; day < 7; day += 1) await db.clock.advance(week / 7);
    await come('wipe', 'expired');
    await come('tick', 'waiting');
    await cards('Done');
    expect(replicas.memory(0) - before).toBeLessThan(100 * 1024 ** 2);

    // As the message looked when it was read, a week ago.
    for (const card of approvals) await slack.as('jonas').click(card, 'Approve');
    await pressAll('Done', 'maria', () => Promise.resolve());
    await come('tick', 'succeeded');
    expect(await states('wipe')).toEqual({ expired: each });
    const files = await readdir(home);
    expect(files.filter((name) => name.startsWith('ticked-'))).toHaveLength(each);
    expect(files.filter((name) => name.startsWith('wiped-'))).toEqual([]);
  });
});
