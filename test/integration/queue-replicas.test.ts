// The queue between several processes: replicas that start at once, senders that overtake a worker, connections that break.

import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/db/database.ts';
import { openQueue } from '../../src/queue/queue.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { signal } from '../support/signal.ts';

const log = pino({ level: 'silent' });
const never = 3_600_000;
const jobRow = z.object({ state: z.string(), retryCount: z.number() });

describe.runIf(inject('postgres') !== undefined)('with several connections', () => {
  let own: TestDatabase;
  beforeAll(async () => {
    own = await createTestDatabase('postgres');
  });
  afterAll(() => own.drop());

  test('three replicas that start at once on a database without a queue', async () => {
    await own.database.run('drop schema pgboss cascade');
    const errors: unknown[] = [];
    const replicas = await Promise.all([1, 2, 3].map(() => openDatabase({ url: own.url, folder: '', log })));
    const queues = await Promise.all(
      replicas.map((database) => openQueue({ database, log, onError: (error) => errors.push(error) })),
    );
    const first = queues[0];
    if (first !== undefined) await own.database.transaction(async (tx) => first.send(tx, 'post', { subject: 'a' }));
    await Promise.all(queues.map((queue) => queue.stop()));
    await Promise.all(replicas.map((database) => database.stop()));
    expect(errors).toEqual([]);
    expect(await own.database.run('delete from pgboss.job')).toBe(1);
  });

  test('a send that joins a waiting job keeps it from running before its own change can be seen', async () => {
    const queue = await openQueue({ database: own.database, log, onError: () => undefined, pollMs: never });
    await own.database.run(`create table thing (state text); insert into thing values ('old')`);
    const send = (subject: string): Promise<void> =>
      own.database.transaction(async (tx) => queue.send(tx, 'post', { subject }));
    await send('thing');
    await send('other');
    const [joined, commit, other, shown] = [signal(), signal(), signal(), signal()];
    const change = own.database.transaction(async (tx) => {
      await tx.run(`update thing set state = 'new'`);
      queue.send(tx, 'post', { subject: 'thing' });
      // Answered after the send.
      await tx.run('select 1');
      joined.give();
      await commit.seen;
    });
    await joined.seen;
    const states: unknown[] = [];
    await queue.work(
      'post',
      async ({ subject }) => {
        if (subject === 'other') return other.give();
        states.push(await own.database.one(z.object({ state: z.string() }), 'select state from thing'));
        shown.give();
      },
      { concurrency: 2 },
    );
    await other.seen;
    expect(states).toEqual([]);
    commit.give();
    await change;
    await shown.seen;
    await queue.stop();
    expect(states).toEqual([{ state: 'new' }]);
  });

  test('connections that break under a running job are told to onError, and the job still ends', async () => {
    const errors: unknown[] = [];
    const queue = await openQueue({ database: own.database, log, onError: (error) => errors.push(error), pollMs: 20 });
    const ran = signal();
    await queue.work(
      'post',
      async () => {
        await own.database.run(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
        );
        await own.database
          .run('select pg_terminate_backend(pg_backend_pid())')
          .catch((error: unknown) => errors.push(error));
        ran.give();
      },
      { concurrency: 1 },
    );
    await own.database.transaction(async (tx) => queue.send(tx, 'post', { subject: 'cut' }));
    await ran.seen;
    await queue.stop();
    const rows = await own.database.rows(
      jobRow,
      `select state, retry_count from pgboss.job where singleton_key = 'cut'`,
    );
    expect(rows).toEqual([{ state: 'completed', retryCount: 0 }]);
    expect(errors.length).toBeGreaterThan(0);
  });
});
