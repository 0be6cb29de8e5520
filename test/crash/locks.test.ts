// SIGKILL where locks change hands: there is never a lock without a run that goes on, never a change under way without its lock, and
// whoever waits has its turn.

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { verifyAudit } from '../../src/audit/verify.ts';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { killedAt, revive, type Moment } from '../support/killing.ts';
import { lastRun } from '../support/last-run.ts';
import { startOpsbookOnServer, type OpsbookOnServer } from '../support/opsbook-process.ts';

const runbook = `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Shop

## Till
\`\`\`yaml procedure
id: till
when_locked: queue
params: { name: { pattern: "[a-z]+" } }
\`\`\`

1. Write it down.
   \`\`\`sh target=ops verify='grep -qx "$name" effects'
   echo "$name" >> effects
   \`\`\`
2. - [ ] Count it.

## Break
\`\`\`yaml procedure
id: break
\`\`\`

\`\`\`sh target=ops risk=change because="stands for a change" repeat=safe
test -e mended
\`\`\`
`;

describe.skipIf(inject('postgres') === undefined)('on a PostgreSQL server', { timeout: 90_000 }, () => {
  let opsbook: OpsbookOnServer;

  beforeAll(async () => {
    opsbook = await startOpsbookOnServer(runbook);
    await opsbook.start();
  });
  afterAll(async () => {
    const verdict = await verifyAudit(opsbook.db.database);
    const refusals = opsbook.slack.refusals.filter(({ error }) => error !== 'missed_ack');
    await opsbook.stop();
    expect(verdict).toMatchObject({ ok: true });
    expect(refusals).toEqual([]);
  });

  /** What becomes of a click: a bot that dies may or may not have acknowledged it. */
  const pressed = (card: ReadableMessage, button: string, person = 'maria'): Promise<string> =>
    opsbook.slack
      .as(person)
      .click(card, button)
      .then(
        () => 'acknowledged',
        (thrown: unknown) => String(thrown),
      );

  async function plan(words: string): Promise<number> {
    const before = await lastRun(opsbook.db.database);
    await opsbook.slack.as('maria').type('ops', `/ops run shop.${words}`);
    await expect.poll(() => lastRun(opsbook.db.database), { timeout: 20_000 }).toBe(before + 1);
    return before + 1;
  }

  async function started(words: string, until: string): Promise<number> {
    const run = await plan(words);
    await pressed(await opsbook.card(run, 'Planned.'), 'Run');
    await opsbook.card(run, until);
    return run;
  }

  /** The rows as they are, whoever is dead. */
  async function expectSound(): Promise<void> {
    const { database } = opsbook.db;
    const row = z.object({ id: z.number(), state: z.string(), lock: z.string().nullable() });
    const rows = await database.rows(
      row,
      `select r.id, r.state, l.state as lock from run r left join run_lock l on l.run = r.id and l.name = 'shop:ops'`,
    );
    const held = new Set(['running', 'waiting', 'in_doubt']);
    for (const { id, state, lock } of rows) {
      const expected = held.has(state) ? 'held' : state === 'queued' ? 'waiting' : null;
      expect(lock, `the lock of run ${id}, which is ${state}`).toBe(expected);
    }
    expect(rows.filter(({ lock }) => lock === 'held').length).toBeLessThanOrEqual(1);
  }

  async function deadAt(moment: Moment, words: string, press: () => Promise<string>): Promise<void> {
    const dead = killedAt(opsbook, moment, words);
    await press();
    await dead;
    await expectSound();
    await revive(opsbook);
  }

  const times = async (name: string): Promise<number> =>
    (await opsbook.file('effects')).split('\n').filter((line) => line === name).length;

  async function finish(run: number): Promise<void> {
    await pressed(await opsbook.card(run, 'Waiting for a person'), 'Done');
    await opsbook.card(run, 'Done.');
  }

  test.each([
    ['before its lock is committed, the same button works again', 'before', 'a'],
    ['right after it, the run goes on with its lock', 'afterCommit', 'b'],
  ] as const)('a start that is killed %s', async (_what, moment, name) => {
    const run = await plan(`till name=${name}`);
    const card = await opsbook.card(run, 'Planned.');
    await deadAt(moment, 'insert into run_lock', () => pressed(card, 'Run'));
    if (moment === 'before') await pressed(await opsbook.card(run, 'Planned.'), 'Run');
    await finish(run);
    expect(await times(name)).toBe(1);
    await expectSound();
  });

  test.each([
    ['before it is committed', 'before', 'c', 'd'],
    ['before anybody in line was woken', 'afterCommit', 'e', 'f'],
  ] as const)('an end that is killed %s: the next one has its turn', async (_what, moment, first, second) => {
    const holder = await started(`till name=${first}`, 'Waiting for a person');
    const next = await started(`till name=${second}`, 'Waits for its turn.');
    const card = await opsbook.card(holder, 'Waiting for a person');
    await deadAt(moment, 'delete from run_lock', () => pressed(card, 'Done'));
    await opsbook.card(holder, 'Done.');
    await finish(next);
    expect([await times(first), await times(second)]).toEqual([1, 1]);
    await expectSound();
  });

  test('a turn that comes and is killed: it comes again, once', async () => {
    const holder = await started('till name=g', 'Waiting for a person');
    const next = await started('till name=h', 'Waits for its turn.');
    const card = await opsbook.card(holder, 'Waiting for a person');
    await deadAt('before', 'insert into run_lock', () => pressed(card, 'Done'));
    await opsbook.card(holder, 'Done.');
    await finish(next);
    expect(await times('h')).toBe(1);
    await expectSound();
  });

  test('a lock whose taking away is killed right after it: the run is cancelled, and nobody holds it', async () => {
    const holder = await started('till name=i', 'Waiting for a person');
    const { slack } = opsbook;
    await slack.as('aisha').type('ops', '/ops unlock shop:ops it stands in the way');
    const asked = await slack.until(
      () =>
        slack
          .as('aisha')
          .sees('ops')
          .find(({ text }) => text.includes('Take the lock shop:ops')),
      { what: 'the question', timeoutMs: 20_000 },
    );
    await deadAt('afterCommit', 'update unlock_request', () => pressed(asked, 'Approve', 'jonas'));
    expect((await opsbook.card(holder, 'Cancelled')).text).toContain('was taken from it');
    await expectSound();
  });

  test('a retry that is killed right after it: it goes on once, with its lock', async () => {
    const run = await started('break', 'Failed.');
    await opsbook.touch('mended');
    const card = await opsbook.card(run, 'Failed.');
    await deadAt('afterCommit', 'insert into run_lock', () => pressed(card, 'Retry from step 1'));
    await opsbook.card(run, 'Done.');
    await expectSound();
  });
});
