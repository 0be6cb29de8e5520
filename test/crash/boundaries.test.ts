// SIGKILL at every boundary of a run. What was acknowledged is carried out, an effect happens once at most unless a person chose
// *Run it again*, and each run keeps its one card.

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { verifyAudit } from '../../src/audit/verify.ts';
import { killedAt, revive, type Moment } from '../support/killing.ts';
import { lastRun } from '../support/last-run.ts';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { startOpsbookOnServer, type OpsbookOnServer } from '../support/opsbook-process.ts';

const runbook = `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Shop

## Note
\`\`\`yaml procedure
id: note
params:
  file: { type: string, pattern: "[a-z-]+" }
\`\`\`

1. Write it down.
   \`\`\`sh target=ops
   echo first >> "$file"
   while [ "$file" = slow ] && [ -e shop.md ]; do sleep 0.05; done
   \`\`\`
2. Write more.
   \`\`\`sh target=ops
   echo second >> "$file"
   \`\`\`

## Wipe
\`\`\`yaml procedure
id: wipe
approve: 1
\`\`\`

\`\`\`sh target=ops risk=destroy
echo wiped >> wiped
\`\`\`
`;

describe.skipIf(inject('postgres') === undefined)('on a PostgreSQL server', { timeout: 60_000 }, () => {
  let opsbook: OpsbookOnServer;

  beforeAll(async () => {
    opsbook = await startOpsbookOnServer(runbook);
    await opsbook.start();
  });
  afterAll(async () => {
    const verdict = await verifyAudit(opsbook.db.database);
    const refusals = opsbook.slack.refusals.filter((refusal) => refusal.error !== 'missed_ack');
    await opsbook.stop();
    expect(verdict).toMatchObject({ ok: true });
    expect(refusals).toEqual([]);
  });

  const maria = (): ReturnType<OpsbookOnServer['slack']['as']> => opsbook.slack.as('maria');
  const typed = (words: string): Promise<string> =>
    maria()
      .type('ops', words)
      .then(
        () => 'acknowledged',
        (thrown: unknown) => String(thrown),
      );

  /** A new run of `shop.note`, planned. */
  async function plan(file: string): Promise<number> {
    const before = await lastRun(opsbook.db.database);
    expect(await typed(`/ops run shop.note file=${file}`)).toBe('acknowledged');
    return newRun(before);
  }

  async function newRun(before: number): Promise<number> {
    await expect.poll(() => lastRun(opsbook.db.database), { timeout: 20_000 }).toBe(before + 1);
    return before + 1;
  }

  /** A run of `shop.note` that is killed at this statement, and the bot alive again. */
  async function runKilledAt(file: string, moment: Moment, words: string): Promise<number> {
    const run = await plan(file);
    const card = await opsbook.card(run, 'Planned.');
    const dead = killedAt(opsbook, moment, words);
    await pressed(card, 'Run');
    await dead;
    await revive(opsbook);
    return run;
  }

  /** What becomes of a click: a bot that dies may or may not have acknowledged it. */
  const pressed = (card: ReadableMessage, button: string, person = maria()): Promise<string> =>
    person.click(card, button).then(
      () => 'acknowledged',
      (thrown: unknown) => String(thrown),
    );

  /** A run of `shop.wipe` that waits for somebody else's yes. */
  async function asked(): Promise<number> {
    const before = await lastRun(opsbook.db.database);
    expect(await typed('/ops run shop.wipe')).toBe('acknowledged');
    const run = await newRun(before);
    await maria().click(await opsbook.card(run, 'Planned.'), 'Ask for approval');
    await opsbook.slack.until(() => maria().form(), { what: 'the form for the reason', timeoutMs: 20_000 });
    maria().fill({ reason: 'the cache is poisoned' });
    await maria().submit();
    return run;
  }

  async function wipedTimes(): Promise<number> {
    return (await opsbook.file('wiped')).split('\n').length - 1;
  }

  const waitingPosts = (): Promise<number> =>
    opsbook.db.database
      .rows(z.object({ id: z.string() }), `select id from pgboss.job where name = 'post' and state <= 'active'`)
      .then((jobs) => jobs.length);

  async function audited(run: number): Promise<readonly string[]> {
    const entries = await opsbook.db.database.rows(
      z.object({ action: z.string() }),
      'select action from audit where subject = $1 order by seq',
      [`run:${run}`],
    );
    return entries.map((entry) => entry.action);
  }

  test('before the request is written: Slack says that it failed, and nothing happens later', async () => {
    const before = await lastRun(opsbook.db.database);
    const dead = killedAt(opsbook, 'before', 'insert into request');
    expect(await typed('/ops run shop.note file=lost')).toContain('/ops failed because the app did not respond');
    await dead;
    await revive(opsbook);
    expect(await plan('found')).toBe(before + 1);
  });

  test('written and not acknowledged: it is carried out all the same, once', async () => {
    const before = await lastRun(opsbook.db.database);
    const dead = killedAt(opsbook, 'afterCommit', 'insert into request');
    expect(await typed('/ops run shop.note file=unheard')).toContain('/ops failed because the app did not respond');
    await dead;
    await revive(opsbook);
    await opsbook.card(await newRun(before), 'Planned.');
  });

  test('acknowledged and not begun: it is carried out', async () => {
    const before = await lastRun(opsbook.db.database);
    const dead = killedAt(opsbook, 'before', 'update request set handled_at');
    expect(await typed('/ops run shop.note file=heard')).toBe('acknowledged');
    await dead;
    await revive(opsbook);
    await opsbook.card(await newRun(before), 'Planned.');
  });

  test('card posted and not recorded: it is found again and not posted twice', async () => {
    await expect.poll(waitingPosts, { timeout: 20_000 }).toBe(0);
    const dead = killedAt(opsbook, 'before', 'update card set channel');
    const run = await plan('posted');
    await dead;
    await revive(opsbook);
    await maria().click(await opsbook.card(run, 'Planned.'), 'Run');
    await opsbook.card(run, 'Done.');
  });

  test('a yes that is not committed: Slack says that it failed, and the same button works afterwards', async () => {
    const [before, run] = [await wipedTimes(), await asked()];
    const jonas = opsbook.slack.as('jonas');
    const dead = killedAt(opsbook, 'before', 'insert into approval_vote');
    expect(await pressed(await opsbook.card(run, 'Waiting for approval'), 'Approve', jonas)).not.toBe('acknowledged');
    await dead;
    await revive(opsbook);
    expect(await wipedTimes()).toBe(before);
    await jonas.click(await opsbook.card(run, 'Waiting for approval'), 'Approve');
    await opsbook.card(run, 'Done.');
    expect(await wipedTimes()).toBe(before + 1);
  });

  test('a yes and its first step are one commit: dead right after it, it asks, and *Run it again* runs it', async () => {
    const [before, run] = [await wipedTimes(), await asked()];
    const dead = killedAt(opsbook, 'afterCommit', 'insert into approval_vote');
    await pressed(await opsbook.card(run, 'Waiting for approval'), 'Approve', opsbook.slack.as('jonas'));
    await dead;
    await revive(opsbook);
    const card = await opsbook.card(run, 'Step 1 may have happened.');
    expect(await wipedTimes()).toBe(before);
    await maria().click(card, 'Run it again');
    await opsbook.card(run, 'Done.');
    expect(await wipedTimes()).toBe(before + 1);
    expect(await audited(run)).toEqual(expect.arrayContaining(['approval.approved', 'step.begun', 'step.in-doubt']));
  });

  test('a yes to a run that somebody holds is acknowledged first, and survives the process', async () => {
    const [before, run] = [await wipedTimes(), await asked()];
    const card = await opsbook.card(run, 'Waiting for approval');
    await opsbook.db.database.transaction(async (tx) => {
      await tx.run('select from run where id = $1 for update', [run]);
      expect(await pressed(card, 'Approve', opsbook.slack.as('jonas'))).toBe('acknowledged');
      opsbook.kill();
      await opsbook.ended();
    });
    await revive(opsbook);
    await opsbook.card(run, 'Done.');
    expect(await wipedTimes()).toBe(before + 1);
  });

  test('a click that is not committed has done nothing, and the same button works afterwards', async () => {
    const run = await runKilledAt('before-attempt', 'before', 'insert into step_attempt');
    await maria().click(await opsbook.card(run, 'Planned.'), 'Run');
    await opsbook.card(run, 'Done.');
    expect(await opsbook.file('before-attempt')).toBe('first\nsecond\n');
  });

  test('a result recorded and nothing begun after it: nothing is in doubt, and the run goes on by itself', async () => {
    const run = await runKilledAt('recorded', 'afterCommit', 'update step_attempt set ended_at');
    await opsbook.card(run, 'Done.');
    expect(await opsbook.file('recorded')).toBe('first\nsecond\n');
  });

  test('attempt written, effect not begun: it asks, and *Run it again* runs it', async () => {
    const run = await runKilledAt('again', 'afterCommit', 'insert into step_attempt');
    const card = await opsbook.card(run, 'Step 1 may have happened.');
    expect(card.buttons.map((button) => button.text)).toEqual(['It happened', 'Run it again', 'Stop']);
    expect(await opsbook.file('again')).toBe('');
    await maria().click(card, 'Run it again');
    await opsbook.card(run, 'Done.');
    expect(await opsbook.file('again')).toBe('first\nsecond\n');
    expect(await audited(run)).toContain('doubt.again');
  });

  test('effect done and not recorded: it asks, and after *It happened* the next step follows', async () => {
    const run = await runKilledAt('happened', 'before', 'update step_attempt set ended_at');
    const card = await opsbook.card(run, 'Step 1 may have happened.');
    expect(await opsbook.file('happened')).toBe('first\n');
    await maria().click(card, 'It happened');
    await opsbook.card(run, 'Done.');
    expect(await opsbook.file('happened')).toBe('first\nsecond\n');
    expect(await audited(run)).toContain('doubt.happened');
  });

  test('in the middle of the script: it asks, and after *Stop* nothing follows', async () => {
    const run = await plan('slow');
    const card = await opsbook.card(run, 'Planned.');
    const written = new Promise<void>((resolve) => {
      opsbook.onFile('slow', () => {
        opsbook.kill();
        resolve();
      });
    });
    await maria().click(card, 'Run');
    await written;
    await opsbook.ended();
    await revive(opsbook);
    await maria().click(await opsbook.card(run, 'Step 1 may have happened.'), 'Stop');
    await opsbook.card(run, 'Cancelled');
    expect(await opsbook.file('slow')).toBe('first\n');
    expect(await audited(run)).toEqual(expect.arrayContaining(['step.in-doubt', 'doubt.stop']));
  });
});
