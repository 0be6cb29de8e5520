// One changing run at a time, as people meet it: refused with the holder's name, waiting in line, and a lock that is taken away.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { command as listLocks } from '../../src/cli/locks.ts';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';
import { storeRunbook } from '../support/store-runbook.ts';
import { terminalContext } from '../support/terminal-context.ts';

let home: string;
let opsbook: Opsbook;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'opsbook-store-'));
  await writeFile(path.join(home, 'here'), '');
  opsbook = await startOpsbook({ runbooks: { 'store.md': storeRunbook }, environment: { SHOP_HOME: home } });
});
afterEach(async () => {
  await rm(path.join(home, 'here'), { force: true });
  await opsbook.stop();
  await rm(home, { recursive: true, force: true });
});

const effects = (): Promise<string> => readFile(path.join(home, 'effects'), 'utf8').catch(() => '');

/** The card of one run, once it says the words. */
async function card(id: number, words: string): Promise<ReadableMessage> {
  const found = (): ReadableMessage | undefined =>
    opsbook.slack
      .as('maria')
      .sees('ops')
      .find(({ text }) => text.includes(`run ${id} ·`) && text.includes(words));
  return opsbook.slack.until(found, { what: `the card of run ${id} to say "${words}"`, timeoutMs: 10_000 });
}

async function plan(person: string, procedure: string, id: number): Promise<ReadableMessage> {
  await opsbook.slack.as(person).type('ops', `/ops run store.${procedure}`);
  return card(id, 'Planned.');
}

async function run(person: string, procedure: string, number: number): Promise<void> {
  await opsbook.slack.as(person).click(await plan(person, procedure, number), 'Run');
}

async function told(person: string, words: string): Promise<ReadableMessage> {
  const found = (): ReadableMessage | undefined =>
    opsbook.slack
      .as(person)
      .sees('ops')
      .find((message) => message.isEphemeral && message.text.includes(words));
  return opsbook.slack.until(found, { what: `${person} being told "${words}"` });
}

async function held(): Promise<string[]> {
  const rows = await opsbook.db.database.rows(
    z.object({ name: z.string(), run: z.number(), state: z.string() }),
    'select name, run, state from run_lock order by name, place',
  );
  return rows.map(({ name, run: holder, state }) => `${name} ${state} ${holder}`);
}

async function audited(action: string): Promise<unknown[]> {
  const row = z.object({ subject: z.string(), actor: z.string() });
  return opsbook.db.database.rows(row, 'select subject, actor from audit where action = $1', [action]);
}

test('a target that another run changes is refused with who, which run and what to do; its end frees it', async () => {
  await run('maria', 'stock', 1);
  const waiting = await card(1, 'Waiting for a person');
  expect(await held()).toEqual(['store:ops held 1']);
  const planned = await plan('jonas', 'shelves', 2);
  expect(planned.text).toContain('One run at a time on `store:ops`.');
  await opsbook.slack.as('jonas').click(planned, 'Run');
  const refusal = await told('jonas', 'Nothing was started: store:ops is held by run 1 (store.stock) of');
  expect(refusal.text).toMatch(/maria.*less than a minute\. Wait .*\/ops unlock store:ops <reason>.*Run 1/is);
  expect(await audited('run.confirm-refused')).toHaveLength(1);
  // Another target is nobody's business.
  await run('jonas', 'window', 3);
  await card(3, 'Done.');
  await opsbook.slack.as('maria').click(waiting, 'Done');
  await card(1, 'Done.');
  expect(await held()).toEqual([]);
  await opsbook.slack.as('jonas').click(await card(2, 'Planned.'), 'Run');
  await card(2, 'Done.');
  expect(await effects()).toBe('stock\nwindow\nshelves\n');
});

test('those that wait go on by themselves, one after the other; one that is cancelled lets the next go', async () => {
  await run('maria', 'stock', 1);
  const waiting = await card(1, 'Waiting for a person');
  for (const [index, procedure] of (['till', 'lights', 'till'] as const).entries()) {
    await run('jonas', procedure, index + 2);
    expect((await card(index + 2, 'Waits for its turn.')).text).toContain('`store:ops` is');
  }
  expect(await opsbook.answer('/ops locks')).toMatch(/store:ops.*run 1.*store\.stock.*\n.*waiting:.*store:ops.*run 2/);
  await opsbook.slack.as('jonas').click(await card(2, 'Waits for its turn.'), 'Cancel');
  await card(2, 'Cancelled');
  expect(await effects()).toBe('stock\n');
  await opsbook.slack.as('maria').click(waiting, 'Done');
  await card(3, 'Done.');
  await card(4, 'Done.');
  expect(await effects()).toBe('stock\nlights\ntill\n');
  expect(await held()).toEqual([]);
});

test('whoever waits for an hour is not started any more', async () => {
  await run('maria', 'stock', 1);
  await card(1, 'Waiting for a person');
  await run('jonas', 'till', 2);
  await card(2, 'Waits for its turn.');
  await opsbook.db.clock.advance(61 * 60_000);
  expect((await card(2, 'Expired.')).text).toContain('Its turn did not come within 60 minutes. Nothing was done.');
  expect(await held()).toEqual(['store:ops held 1']);
});

test('a page that was changed while its run waited makes the plan void', async () => {
  await run('maria', 'stock', 1);
  const waiting = await card(1, 'Waiting for a person');
  await run('jonas', 'till', 2);
  await card(2, 'Waits for its turn.');
  await opsbook.write('store.md', storeRunbook.replace('echo till', 'echo other'));
  await opsbook.slack.as('maria').click(waiting, 'Done');
  expect((await card(2, 'Approval void.')).text).toContain("step 1's text changed");
  expect(await effects()).toBe('stock\n');
  expect(await held()).toEqual([]);
});

test('two clicks at once, with two bots: one holds the lock, the other is told', async () => {
  await opsbook.replicate();
  const first = await plan('maria', 'open', 1);
  const second = await plan('jonas', 'close', 2);
  await Promise.all([
    opsbook.slack.as('maria').click(first, 'Start'),
    opsbook.slack.as('jonas').click(second, 'Start'),
  ]);
  await expect.poll(held).toHaveLength(1);
  const [line = ''] = await held();
  const [holder, other] = line.endsWith('1') ? [1, 'jonas'] : [2, 'maria'];
  expect(line).toBe(`door held ${holder}`);
  await told(other, `door is held by run ${holder}`);
});

test('a lock is taken from its run by another person’s yes, and both people are told', async () => {
  await run('maria', 'stock', 1);
  await card(1, 'Waiting for a person');
  const { slack } = opsbook;
  expect(await opsbook.answer('/ops unlock store:ops', 'tom')).toContain('Say which lock, and why');
  expect(await opsbook.answer('/ops unlock store:nothing because', 'tom')).toContain('Nobody holds a lock');
  expect(await opsbook.answer('/ops unlock store:ops mine', 'maria')).toContain('/ops cancel 1');
  await slack.as('aisha').type('ops', '/ops unlock store:ops the shelves have to go out');
  const asked = await slack.until(
    () =>
      slack
        .as('aisha')
        .sees('ops')
        .find(({ text }) => text.includes('Take the lock store:ops') && text.includes('Waiting for approval')),
    { what: 'the question' },
  );
  expect(asked.text).toContain('the shelves have to go out');
  await slack.as('aisha').click(asked, 'Approve');
  await told('aisha', 'somebody else has to approve');
  expect(await held()).toEqual(['store:ops held 1']);
  await slack.as('jonas').click(asked, 'Approve');
  const cancelled = await card(1, 'Cancelled');
  expect(cancelled.text).toContain('The lock store:ops was taken from it: the shelves have to go out.');
  expect(await held()).toEqual([]);
  expect(await audited('lock.taken')).toHaveLength(1);
  for (const person of ['maria', 'aisha'])
    await slack.until(
      () =>
        slack
          .as(person)
          .dms()
          .some(({ text }) => text.includes('was taken from run 1')),
      { what: `${person} hearing of it` },
    );
});

test('a lock is not taken while a change is under way', async () => {
  await run('maria', 'slow', 1);
  await expect.poll(effects).toBe('slow\n');
  const { slack } = opsbook;
  await slack.as('aisha').type('ops', '/ops unlock store:ops now please');
  const asked = await slack.until(
    () =>
      slack
        .as('aisha')
        .sees('ops')
        .find(({ text }) => text.includes('Take the lock store:ops')),
    { what: 'the question' },
  );
  await slack.as('jonas').click(asked, 'Approve');
  await told('jonas', 'Step 1 of run 1 is under way, and what it does cannot be taken back.');
  expect(await held()).toEqual(['store:ops held 1']);
  await writeFile(path.join(home, 'go'), '');
  await card(1, 'Done.');
  const isClosed = (): boolean =>
    slack
      .as('jonas')
      .dms()
      .some(({ text }) => text.includes('Not needed any more.') && text.includes('Run 1 is over'));
  await slack.until(isClosed, { what: 'the question being closed' });
  await slack.as('jonas').click(asked, 'Approve');
  await told('jonas', 'The question about store:ops is closed already.');
});

test.skipIf(inject('postgres') === undefined)(
  'a terminal lists the same, with the age',
  { timeout: 60_000 },
  async () => {
    const environment = { DATABASE_URL: opsbook.db.url, OPSBOOK_RUNBOOKS: opsbook.runbooks, OPSBOOK_USER: 'ann' };
    const list = async (isJson: boolean): Promise<string> => {
      const context = terminalContext(environment, isJson);
      expect(await listLocks.act([], {}, context)).toBe(0);
      return context.lines.join('\n');
    };
    await run('maria', 'stock', 1);
    await card(1, 'Waiting for a person');
    await run('jonas', 'till', 2);
    await card(2, 'Waits for its turn.');
    await opsbook.db.clock.advance(5 * 60_000);
    expect(await list(false)).toMatch(
      /^Lock .*\nstore:ops {2}held {7}1 {2}store\.stock .* 5 min\nstore:ops {2}waiting {4}2 .* 5 min$/,
    );
    const row = z.object({ name: z.string(), state: z.string(), run: z.number() });
    const { locks } = z.object({ locks: z.array(row) }).parse(JSON.parse(await list(true)));
    expect(locks).toEqual([
      { name: 'store:ops', state: 'held', run: 1 },
      { name: 'store:ops', state: 'waiting', run: 2 },
    ]);
  },
);
