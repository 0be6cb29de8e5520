// What can still be done with a run that is over: going on where it failed, and taking it back by the other half of its pair.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';
import { storeRunbook } from '../support/store-runbook.ts';

let home: string;
let opsbook: Opsbook;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'opsbook-store-'));
  await writeFile(path.join(home, 'price'), '10');
  opsbook = await startOpsbook({ runbooks: { 'store.md': storeRunbook }, environment: { SHOP_HOME: home } });
});
afterEach(async () => {
  await opsbook.stop();
  await rm(home, { recursive: true, force: true });
});

const file = (name: string): Promise<string> => readFile(path.join(home, name), 'utf8').catch(() => '');
const as = (person: string): ReturnType<Opsbook['slack']['as']> => opsbook.slack.as(person);

/** The card of one run, once it says the words. */
async function card(run: number, words: string): Promise<ReadableMessage> {
  const found = (): ReadableMessage | undefined =>
    as('maria')
      .sees('ops')
      .find(({ text }) => text.includes(`run ${run} ·`) && text.includes(words));
  return opsbook.slack.until(found, { what: `the card of run ${run} to say "${words}"`, timeoutMs: 10_000 });
}

async function ask(person: string, run: number): Promise<void> {
  await as(person).click(await card(run, 'Planned.'), 'Ask for approval');
  await opsbook.submit(person, { reason: 'it has to be' });
}

async function told(person: string, words: string): Promise<void> {
  const isTold = (): boolean =>
    as(person)
      .sees('ops')
      .some((message) => message.isEphemeral && message.text.includes(words));
  await opsbook.slack.until(isTold, { what: `${person} being told "${words}"` });
}

async function audited(action: string): Promise<number> {
  const row = z.object({ seq: z.number() });
  return (await opsbook.db.database.rows(row, 'select seq from audit where action = $1', [action])).length;
}

const buttons = ({ buttons: all }: ReadableMessage): string[] => all.map(({ text }) => text);

describe('undo', () => {
  async function setPrice(): Promise<void> {
    await as('maria').type('ops', '/ops run store.price price=25');
    await as('maria').click(await card(1, 'Planned.'), 'Run');
    await card(1, 'Done.');
    expect(await file('price')).toBe('25');
  }

  test('plans the other half with what was saved before the change, and both cards name each other', async () => {
    await setPrice();
    const done = await card(1, 'Done.');
    expect(buttons(done)).toEqual(['Undo']);
    await as('jonas').click(done, 'Undo');
    const planned = await card(2, 'Planned.');
    expect(planned.text).toContain('price=10');
    expect(planned.text).toContain('Undoes run 1.');
    await card(1, 'Being undone by run 2');
    expect(await opsbook.answer('/ops undo 1')).toContain('Run 1 is being undone by run 2.');
    await as('jonas').click(planned, 'Run');
    await card(2, 'Done.');
    expect(await file('price')).toBe('10');
    expect(buttons(await card(1, 'Undone by run 2'))).toEqual([]);
    expect(await opsbook.answer('/ops undo 1')).toContain('Run 1 was undone by run 2.');
  });

  test('two people at once plan it once; one that was cancelled can be planned again', async () => {
    await setPrice();
    await card(1, 'Done.');
    await Promise.all([as('jonas').type('ops', '/ops undo 1'), as('aisha').type('ops', '/ops undo 1')]);
    const planned = await card(2, 'Planned.');
    const rows = z.object({ id: z.number() });
    expect(await opsbook.db.database.rows(rows, 'select id from run where undoes = 1')).toHaveLength(1);
    const [asker] = await opsbook.db.database.rows(
      z.object({ requestedBy: z.string() }),
      'select requested_by from run where id = 2',
    );
    const person = as('jonas').id === asker?.requestedBy ? 'jonas' : 'aisha';
    await as(person).click(planned, 'Cancel');
    expect(buttons(await card(1, 'Not undone by run 2'))).toEqual(['Undo']);
    await as('maria').type('ops', '/ops undo 1');
    await card(3, 'Undoes run 1.');
  });

  test('what was not saved is asked for in a form, and the other half is approved like any run', async () => {
    await writeFile(path.join(home, 'matches'), '');
    await as('maria').type('ops', '/ops run store.burn');
    await ask('maria', 1);
    await as('jonas').click(await card(1, 'Waiting for approval'), 'Approve');
    await as('maria').click(await card(1, 'Done.'), 'Undo');
    await opsbook.submit('maria', { supplier: 'Harbour & Sons' });
    const planned = await card(2, 'Undoes run 1.');
    expect(planned.text).toContain('ash=42');
    await ask('maria', 2);
    const waiting = await card(2, 'Waiting for approval');
    await as('maria').click(waiting, 'Approve');
    await told('maria', 'somebody else has to approve');
    await as('jonas').click(waiting, 'Approve');
    await card(2, 'Done.');
    expect(await file('effects')).toBe('burn\nburnt\nrestock 42 Harbour & Sons\n');
    await card(1, 'Undone by run 2');
  });

  test('what did nothing, names no pair or goes on cannot be undone, and says so', async () => {
    await as('maria').type('ops', '/ops run store.stock');
    await as('maria').click(await card(1, 'Planned.'), 'Run');
    const waiting = await card(1, 'Waiting for a person');
    expect(await opsbook.answer('/ops undo 1')).toContain('Run 1 is not over');
    await as('maria').click(waiting, 'Done');
    await card(1, 'Done.');
    expect(await opsbook.answer('/ops undo 1')).toContain('No step of run 1 names a procedure that takes it back.');
    await as('maria').type('ops', '/ops run store.price price=11');
    await as('maria').click(await card(2, 'Planned.'), 'Cancel');
    expect(buttons(await card(2, 'Cancelled'))).toEqual([]);
    expect(await opsbook.answer('/ops undo 2')).toContain('Run 2 did nothing that could be undone');
    expect(await opsbook.answer('/ops undo 77')).toContain('There is no such run.');
  });
});

describe('retry', () => {
  async function failedBurn(): Promise<ReadableMessage> {
    await as('maria').type('ops', '/ops run store.burn');
    await ask('maria', 1);
    await as('jonas').click(await card(1, 'Waiting for approval'), 'Approve');
    const failed = await card(1, 'Failed.');
    expect(failed.text).toContain('Step 2 failed');
    expect(buttons(failed)).toEqual(['Retry from step 2', 'Undo']);
    return failed;
  }

  test('goes on at the failed step under the same yes, with what was saved; twice at once is once', async () => {
    const failed = await failedBurn();
    await writeFile(path.join(home, 'matches'), '');
    await as('tom').click(failed, 'Retry from step 2');
    await told('tom', 'may be started by');
    await Promise.all([as('maria').click(failed, 'Retry from step 2'), as('jonas').type('ops', '/ops retry 1')]);
    await card(1, 'Done.');
    expect(await file('effects')).toBe('burn\nburnt\n');
    expect(await audited('run.retried')).toBe(1);
    expect(await opsbook.answer('/ops retry 1')).toContain('Only a failed run can be retried');
  });

  test('after an hour the approvers are asked again', async () => {
    const failed = await failedBurn();
    await opsbook.db.clock.advance(61 * 60_000);
    await writeFile(path.join(home, 'matches'), '');
    await as('maria').click(failed, 'Retry from step 2');
    const waiting = await card(1, 'Waiting for approval');
    expect(await file('effects')).toBe('burn\n');
    await as('maria').click(waiting, 'Approve');
    await told('maria', 'somebody else has to approve');
    await as('aisha').click(waiting, 'Approve');
    await card(1, 'Done.');
    expect(await file('effects')).toBe('burn\nburnt\n');
  });

  test('a runbook that was changed since makes the plan void, and says why', async () => {
    const failed = await failedBurn();
    await opsbook.write('store.md', storeRunbook.replace('echo burnt', 'echo charred'));
    await as('maria').click(failed, 'Retry from step 2');
    const ended = await card(1, 'Approval void.');
    expect(ended.text).toContain("step 2's text changed");
    expect(ended.text).toContain('Steps from 2 on were not done.');
    expect(await file('effects')).toBe('burn\n');
  });

  test('waits for nobody’s lock: it is refused while another run has it', async () => {
    const failed = await failedBurn();
    await as('maria').type('ops', '/ops run store.stock');
    await as('maria').click(await card(2, 'Planned.'), 'Run');
    await card(2, 'Waiting for a person');
    await as('maria').click(failed, 'Retry from step 2');
    await told('maria', 'store:ops is held by run 2');
    await card(1, 'Failed.');
  });

  test('what was taken back is not gone on with', async () => {
    const failed = await failedBurn();
    await as('maria').click(failed, 'Undo');
    await opsbook.submit('maria', { supplier: 'Harbour' });
    await card(2, 'Undoes run 1.');
    await card(1, 'Being undone by run 2');
    expect(await opsbook.answer('/ops retry 1')).toContain('Run 1 is taken back by run 2.');
  });
});
