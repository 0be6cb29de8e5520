// The queue: jobs are rows, sent in the transaction that makes them necessary and worked on at least once. pg-boss keeps the tables,
// expires and archives; nothing outside this folder knows it.

import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Database, Sql, Transaction } from '../db/database.ts';
import { CannotStart, reasonOf } from '../errors.ts';
import { within } from '../patience.ts';
import type { Cause } from '../trail/cause.ts';
import { claimJobs, releaseDead, releaseOwn } from './claims.ts';
import { beat, beatMs, signIn, signOff } from './executor.ts';
import { jobs, type JobData, type QueueName } from './jobs.ts';
import { makePerform, type Handler } from './perform.ts';
import { names, prepareQueues } from './prepare-queues.ts';
import { sendJob } from './send-job.ts';
import { now, watchSilence, type Moment } from './silence.ts';
import { startWorker, type Worker } from './worker.ts';

export interface SendOptions {
  /** A job with this id is made once, in all replicas together; see `slotId`. */
  readonly id?: string;
  readonly delayMs?: number;
  /** Higher goes first; 0 when not given. */
  readonly priority?: number;
  /**
   * Jobs with one key are interchangeable: one waits at most, and one at most is worked on. A send while one waits joins it. `post`
   * jobs have their subject as key; others have none unless given.
   */
  readonly singletonKey?: string;
}

export interface Queue {
  /** This process's id; living executors are found by `findLiving`. */
  readonly executor: string;
  /** Whether others may have taken this process for dead, now or a while ago; then what it is about to do may not be its own any more. */
  isDoubted(): boolean;
  /** The job exists when, and only when, the transaction commits; then local workers look at once. */
  send<N extends QueueName>(tx: Transaction, name: N, data: JobData[N], options?: SendOptions): void;
  /** This queue for whoever works on what follows from a request: the jobs carry that on. */
  following(cause: Cause | undefined): Queue;
  /** Starts working on a queue, `concurrency` jobs at a time. Once per queue. */
  work<N extends QueueName>(name: N, handler: Handler<N>, options: { readonly concurrency: number }): Promise<void>;
  /** Claims no more, aborts the handlers' signals, waits for them, and gives back what is unfinished without burning a try. */
  stop(options?: { readonly graceMs?: number }): Promise<void>;
}

// Nobody looks at a job that is done, and everything that looks through the table has to pass it. pg-boss keeps half a day of them,
// and a week of what it has archived. What was given up stays as long as `/ops health` tells of it.
const kept = { archiveCompletedAfterSeconds: 3600, archiveFailedAfterSeconds: 12 * 3600, deleteAfterDays: 1 };

export async function openQueue(options: {
  readonly database: Database;
  readonly log: Logger;
  /** Told of failures of the queue itself, which it survives. */
  readonly onError: (error: unknown) => void;
  readonly version?: string;
  /** How long a job from another replica, or one whose delay is over, may lie unseen. */
  readonly pollMs?: number;
  /** How often what is over is put away. */
  readonly tidySeconds?: number;
}): Promise<Queue> {
  const { database, log, onError, version = '', pollMs = 1_000, tidySeconds = 60 } = options;
  const boss = new PgBoss({
    db: bossDatabase(database),
    schedule: false,
    supervise: true,
    maintenanceIntervalSeconds: tidySeconds,
    ...kept,
  });
  boss.on('error', onError);
  await prepare(boss, database);

  const executor = randomUUID();
  const workers = new Map<QueueName, Worker>();
  const stopping = new AbortController();
  // Every job under way listens to it, and there may be more than the ten that Node warns about.
  setMaxListeners(0, stopping.signal);
  const abandoned = new AbortController();
  let life: Promise<() => Promise<void>> | undefined;
  const silence = watchSilence();

  const sending =
    (follows: Cause | undefined): Queue['send'] =>
    (tx, name, given, { id = randomUUID(), delayMs = 0, priority = 0, singletonKey } = {}) => {
      const parsed = jobs[name].schema.parse(given);
      const key = singletonKey ?? keyOf(parsed) ?? id;
      const data = follows === undefined ? parsed : { ...parsed, follows };
      sendJob(tx, { id, name, data, key, delayMs, priority });
      tx.afterCommit(() => workers.get(name)?.wake(delayMs));
    };
  const queue: Queue = {
    executor,
    isDoubted: silence.isDoubted,
    send: sending(undefined),
    following: (cause) => (cause === undefined ? queue : { ...queue, send: sending(cause) }),
    work: async (name, handler, { concurrency }) => {
      if (workers.has(name)) throw new Error(`The queue ${name} is being worked on already.`);
      await (life ??= live(database, { executor, version, onError, heard: silence.heard }));
      const perform = makePerform({ database, log, name, handler, onError, stopping, abandoned, pollMs });
      const worker: Worker = startWorker({
        concurrency,
        pollMs,
        onError,
        claim: (limit) => claimJobs(database, name, executor, limit),
        perform: async (job) => worker.wake(await perform(job)),
      });
      workers.set(name, worker);
    },
    stop: async ({ graceMs = 10_000 } = {}) => {
      stopping.abort();
      await within(Promise.all([...workers.values()].map((worker) => worker.rest().then(worker.idle))), graceMs);
      abandoned.abort();
      try {
        if (life !== undefined) {
          await releaseOwn(database, names, executor);
          await (
            await life
          )();
        }
      } catch (error) {
        onError(error);
      }
      await boss.stop({ graceful: false });
    },
  };
  return queue;
}

function bossDatabase(sql: Sql): PgBoss.Db {
  return {
    executeSql: async (text, values?: unknown[]) => ({
      rows: await sql.rows(z.record(z.string(), z.unknown()), text, values),
    }),
  };
}

async function prepare(boss: PgBoss, database: Database): Promise<void> {
  try {
    await boss.start();
    await database.transaction((tx) =>
      prepareQueues(tx, new PgBoss({ db: bossDatabase(tx), schedule: false, supervise: false })),
    );
  } catch (cause) {
    await boss.stop({ graceful: false });
    throw new CannotStart(
      `Cannot prepare the queue in the database: ${reasonOf(cause)}. Its user has to be able to create a schema there (grant create on database). Start again.`,
      { cause },
    );
  }
}

function keyOf(data: object): string | undefined {
  return 'subject' in data && typeof data.subject === 'string' ? data.subject : undefined;
}

interface Life {
  readonly executor: string;
  readonly version: string;
  readonly onError: (error: unknown) => void;
  readonly heard: (began: Moment) => void;
}

/** Signs in, then says every few seconds that it lives and takes over from those that do not; the answer signs off. */
async function live(database: Database, { executor, version, onError, heard }: Life): Promise<() => Promise<void>> {
  const signedAt = now();
  await signIn(database, executor, version);
  heard(signedAt);
  await releaseDead(database, names);
  let wasWell = true;
  let beating = false;
  const timer = setInterval(() => {
    if (beating) return;
    beating = true;
    const beganAt = now();
    void beat(database, executor)
      .then(() => heard(beganAt))
      // After an outage of the database everyone looks dead for a moment; let them speak first.
      .then(async () => (wasWell ? void (await releaseDead(database, names)) : undefined))
      .then(
        () => (wasWell = true),
        (error: unknown) => {
          wasWell = false;
          onError(error);
        },
      )
      .finally(() => (beating = false));
  }, beatMs);
  return async () => {
    clearInterval(timer);
    await signOff(database, executor);
  };
}
