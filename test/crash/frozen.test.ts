// A process that is stopped right before an effect, for longer than others wait for a sign of it, and then goes on as if nothing had
// been: what it was about to do is not its own any more.

import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { verifyAudit } from '../../src/audit/verify.ts';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { noteRunbook } from '../support/note-runbook.ts';
import { startReplicas, type Replicas } from '../support/replicas.ts';

const row = z.object({ executor: z.string() });

/** On a busy machine the process may be stopped too late, when the effect is there already: then it is tried with another run. */
const mostRuns = 4;

describe.skipIf(inject('postgres') === undefined)('on a PostgreSQL server', { timeout: 240_000 }, () => {
  let replicas: Replicas;
  beforeAll(async () => {
    replicas = await startReplicas(2, { runbook: noteRunbook });
  });
  afterAll(async () => {
    const verdict = await verifyAudit(replicas.db.database);
    await replicas.stop();
    expect(verdict).toMatchObject({ ok: true });
  });

  const maria = (): ReturnType<Replicas['slack']['as']> => replicas.slack.as('maria');

  function card(run: number, words: string): Promise<ReadableMessage> {
    const isIt = ({ text }: ReadableMessage): boolean => text.includes(`run ${run} ·`) && text.includes(words);
    return replicas.slack.until(() => maria().sees('ops').find(isIt), {
      what: `the card of run ${run} to say "${words}"`,
      timeoutMs: 30_000,
    });
  }

  async function begunBy(run: number): Promise<string> {
    const find = async (): Promise<string | undefined> =>
      (await replicas.db.database.one(row, 'select executor::text from step_attempt where run = $1', [run]))?.executor;
    await expect.poll(find, { timeout: 20_000, interval: 20 }).toBeDefined();
    return (await find()) ?? '';
  }

  async function noted(): Promise<string> {
    return readFile(path.join(replicas.home, 'noted'), 'utf8').catch(() => '');
  }

  /** The doubt about a run whose process was stopped right before the effect, and that process. */
  async function frozenInTime(): Promise<{ run: number; doubt: ReadableMessage; frozen: string; stoppedAt: number }> {
    for (let run = 1; run <= mostRuns; run += 1) {
      await rm(path.join(replicas.home, 'noted'), { force: true });
      await maria().type('ops', '/ops run shop.note');
      const planned = await card(run, 'Planned.');
      // The message is never taken out of play, so the effect stands back for a second, and the process is stopped within it.
      replicas.slack.fail('chat.update', { hang: true });
      await maria().click(planned, 'Run');
      const frozen = await begunBy(run);
      await replicas.freeze(frozen);
      const stoppedAt = performance.now();
      const doubt = await card(run, 'In doubt');
      if ((await noted()) === '') return { run, doubt, frozen, stoppedAt };
      await replicas.thaw(frozen);
      await maria().click(doubt, 'It happened');
      await card(run, 'Done.');
    }
    throw new Error(`The process was stopped after the effect ${mostRuns} times.`);
  }

  test('the one that comes back finds that somebody was asked, and does nothing', async () => {
    const { run, doubt, frozen, stoppedAt } = await frozenInTime();
    await expect.poll(() => performance.now() - stoppedAt, { timeout: 30_000 }).toBeGreaterThan(9_000);
    await replicas.thaw(frozen);
    await maria().click(doubt, 'Run it again');
    await card(run, 'Done.');
    expect(await noted()).toBe('noted\n');
  });
});
