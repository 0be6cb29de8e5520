// Jobs on both kinds of database: sent with their transaction, never lost, never two of a key at once, given back by a shutdown.

import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { claimJobs, settleJob } from '../../src/queue/claims.ts';
import { openQueue, type Queue } from '../../src/queue/queue.ts';
import { slotId } from '../../src/queue/slot-id.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { signal } from '../support/signal.ts';

const log = pino({ level: 'silent' });
const never = 3_600_000;
const jobRow = z.object({ state: z.string(), retryCount: z.number() });

const kinds = inject('postgres') === undefined ? (['embedded'] as const) : (['postgres', 'embedded'] as const);

describe.each(kinds)('on %s', (kind) => {
  let own: TestDatabase;
  const open: Queue[] = [];
  const errors: unknown[] = [];

  beforeAll(async () => {
    own = await createTestDatabase(kind);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((queue) => queue.stop({ graceMs: 100 })));
    await own.database.run('delete from pgboss.job');
    errors.length = 0;
  });
  afterAll(() => own.drop());

  async function queueOf(pollMs = never, tidySeconds = 60): Promise<Queue> {
    const onError = (error: unknown): void => void errors.push(error);
    const queue = await openQueue({ database: own.database, log, onError, pollMs, tidySeconds });
    open.push(queue);
    return queue;
  }
  const post = (queue: Queue, subject: string, priority = 0): Promise<void> =>
    own.database.transaction(async (tx) => queue.send(tx, 'post', { subject }, { priority }));
  const jobsNow = (): Promise<z.infer<typeof jobRow>[]> =>
    own.database.rows(jobRow, 'select state, retry_count from pgboss.job order by created_on');

  test('a start finds the queues as it wants them and changes none; another setting is set right', async () => {
    const changes = () =>
      own.database.rows(
        z.object({ name: z.string(), retryLimit: z.number(), row: z.string() }),
        'select name, retry_limit, xmin::text as row from pgboss.queue order by name',
      );
    await queueOf();
    const before = await changes();
    await queueOf();
    expect(await changes()).toEqual(before);
    await own.database.run(`update pgboss.queue set retry_limit = 1 where name = 'post'`);
    await queueOf();
    expect((await changes()).map(({ name, retryLimit }) => ({ name, retryLimit }))).toEqual(
      before.map(({ name, retryLimit }) => ({ name, retryLimit })),
    );
  });

  test('a job of a transaction that was rolled back never runs; a committed one runs at once', async () => {
    const queue = await queueOf();
    const handled: string[] = [];
    const ran = signal();
    await queue.work('post', async ({ subject }) => (handled.push(subject), ran.give()), { concurrency: 1 });
    const broken = own.database.transaction(async (tx) => {
      queue.send(tx, 'post', { subject: 'lost' });
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    await post(queue, 'kept');
    await ran.seen;
    expect(handled).toEqual(['kept']);
  });

  test('many sends for one subject are one job, as urgent as the most urgent; others keep theirs', async () => {
    const queue = await queueOf();
    for (const priority of [0, 0, 5]) await post(queue, 'run:1', priority);
    await post(queue, 'run:2', 1);
    const handled: string[] = [];
    const ran = signal();
    await queue.work(
      'post',
      async ({ subject }) => {
        if (handled.push(subject) === 2) ran.give();
      },
      { concurrency: 1 },
    );
    await ran.seen;
    expect(handled).toEqual(['run:1', 'run:2']);
  });

  test('a subject is worked on once at a time, and does not hold up the others', async () => {
    const queue = await queueOf();
    const [first, other, again, go] = [signal(), signal(), signal(), signal()];
    let busy = 0;
    let most = 0;
    let times = 0;
    await queue.work(
      'post',
      async ({ subject }) => {
        if (subject === 'other') return other.give();
        times += 1;
        most = Math.max(most, ++busy);
        if (times === 1) {
          first.give();
          await go.seen;
        }
        busy -= 1;
        if (times === 2) again.give();
      },
      { concurrency: 3 },
    );
    await post(queue, 'one', 9);
    await first.seen;
    await post(queue, 'one', 9);
    await post(queue, 'other');
    await other.seen;
    expect(times).toBe(1);
    go.give();
    await again.seen;
    expect(most).toBe(1);
  });

  test('a job that is not finished comes back after its delay without burning a try', async () => {
    const queue = await queueOf(20);
    const [first, second] = [signal(), signal()];
    let times = 0;
    await queue.work(
      'advance',
      async ({ run }) => {
        times += run;
        if (times === 1) {
          first.give();
          return { again: 3_600_000 };
        }
        second.give();
        return undefined;
      },
      { concurrency: 1 },
    );
    await own.database.transaction(async (tx) => queue.send(tx, 'advance', { run: 1 }, { delayMs: 60_000 }));
    await own.clock.advance(60_000);
    await first.seen;
    await settled('retry');
    await own.clock.advance(3_600_000);
    await second.seen;
    await queue.stop();
    expect(await jobsNow()).toEqual([{ state: 'completed', retryCount: 0 }]);
  });

  test('a job that throws is tried again later, and then counts a try', async () => {
    const queue = await queueOf(20);
    const [first, second] = [signal(), signal()];
    let times = 0;
    await queue.work(
      'request',
      async () => {
        times += 1;
        if (times === 1) {
          first.give();
          throw new Error('the target was away');
        }
        second.give();
      },
      { concurrency: 1 },
    );
    await own.database.transaction(async (tx) => queue.send(tx, 'request', { keys: ['k'] }));
    await first.seen;
    await settled('retry');
    await own.clock.advance(60_000);
    await second.seen;
    await queue.stop();
    expect(await jobsNow()).toEqual([{ state: 'completed', retryCount: 1 }]);
  });

  async function settled(state: string): Promise<void> {
    await expect.poll(async () => (await jobsNow()).map((job) => job.state), { interval: 10 }).toEqual([state]);
  }

  test('a shutdown aborts, waits, and gives back what is unfinished; a late worker changes nothing', async () => {
    const queue = await queueOf();
    const [started, heard, late] = [signal(), signal(), signal()];
    let began = 0;
    const begin = (): void => {
      began += 1;
      if (began === 2) started.give();
    };
    await queue.work(
      'post',
      async ({ subject }, cut) => {
        begin();
        await new Promise<void>((resolve) => cut.addEventListener('abort', () => resolve()));
        heard.give();
        if (subject === 'heeds') throw new Error('cut off');
        await late.seen;
      },
      { concurrency: 2 },
    );
    await post(queue, 'heeds');
    await post(queue, 'deaf');
    await started.seen;
    await queue.stop({ graceMs: 50 });
    await heard.seen;
    expect(await jobsNow()).toEqual([
      { state: 'retry', retryCount: 0 },
      { state: 'retry', retryCount: 0 },
    ]);

    const next = await queueOf(20);
    const done = signal();
    const subjects = new Set<string>();
    await next.work(
      'post',
      async ({ subject }) => {
        if (subjects.add(subject).size === 2) done.give();
      },
      { concurrency: 1 },
    );
    await done.seen;
    late.give();
    await next.stop();
    expect(await jobsNow()).toEqual([
      { state: 'completed', retryCount: 0 },
      { state: 'completed', retryCount: 0 },
    ]);
  });

  test('the jobs of a process that died are taken over, and count a try', async () => {
    const queue = await queueOf();
    await post(queue, 'orphan');
    expect(await claimJobs(own.database, 'post', randomUUID(), 5)).toHaveLength(1);
    const ran = signal();
    await queue.work('post', async () => ran.give(), { concurrency: 1 });
    await ran.seen;
    await queue.stop();
    expect(await jobsNow()).toEqual([{ state: 'completed', retryCount: 1 }]);
  });

  test('whoever has lost a claim settles nothing', async () => {
    const queue = await queueOf();
    await post(queue, 'slow');
    const [lost] = await claimJobs(own.database, 'post', randomUUID(), 1);
    await own.database.run(`update pgboss.job set state = 'retry' where state = 'active'`);
    const [taken] = await claimJobs(own.database, 'post', randomUUID(), 1);
    if (lost === undefined || taken === undefined) throw new Error('Nothing was claimed.');
    expect(await settleJob(own.database, 'post', lost, { kind: 'done' })).toBe(false);
    expect(await jobsNow()).toEqual([{ state: 'active', retryCount: 1 }]);
    expect(await settleJob(own.database, 'post', taken, { kind: 'done' })).toBe(true);
    expect(await jobsNow()).toEqual([{ state: 'completed', retryCount: 1 }]);
  });

  test('what is done is put away after an hour; what was given up, what is fresh and what waits is kept', async () => {
    const queue = await queueOf();
    for (const subject of ['done', 'fresh', 'given up', 'waiting']) await post(queue, subject);
    await queue.stop();
    await own.database.run(`
      update pgboss.job set completed_on = now() - interval '61 minutes',
        state = case singleton_key when 'given up' then 'failed' else 'completed' end::pgboss.job_state
        where singleton_key in ('done', 'given up');
      update pgboss.job set completed_on = now() - interval '50 minutes', state = 'completed' where singleton_key = 'fresh';
      update pgboss.version set maintained_on = now() - interval '1 hour';
    `);
    await queueOf(never, 1);
    const left = (): Promise<unknown> =>
      own.database.rows(z.object({ key: z.string() }), 'select singleton_key as key from pgboss.job order by 1');
    await expect.poll(left, { timeout: 10_000 }).toEqual([{ key: 'fresh' }, { key: 'given up' }, { key: 'waiting' }]);
  });

  test('a slot is one job, whoever sends it', async () => {
    const queues = [await queueOf(), await queueOf()];
    const id = slotId('incident:42:update:7');
    await Promise.all(
      queues.map((queue) =>
        own.database.transaction(async (tx) => queue.send(tx, 'advance', { run: 42 }, { id, delayMs: 900_000 })),
      ),
    );
    expect(await jobsNow()).toHaveLength(1);
  });
});
