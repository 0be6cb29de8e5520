// One job, from claim to settlement. The handler hears of a shutdown and of its time limit through its signal; what came of the job
// is written down however long the database is away.

import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { reasonOf } from '../errors.ts';
import { cause, type Cause } from '../trail/cause.ts';
import { settleJob, type Claimed, type Settlement } from './claims.ts';
import { jobs, retryDelayMs, type JobData, type QueueName } from './jobs.ts';

/**
 * Works on one job. A job may come twice: after a crash, or when a handler outlives its time. A throw means "try again later"; the
 * answer `{ again: ms }` means "not yet" and burns no try.
 */
export type Handler<N extends QueueName> = (
  data: JobData[N],
  signal: AbortSignal,
  /** What the job follows from. */
  follows: Cause | undefined,
) => Promise<{ readonly again: number } | undefined | void>;

const carried = z.object({ follows: cause }).partial();

interface Surroundings<N extends QueueName> {
  readonly database: Database;
  readonly log: Logger;
  readonly name: N;
  readonly handler: Handler<N>;
  readonly onError: (error: unknown) => void;
  /** Aborted when the queue stops … */
  readonly stopping: AbortController;
  /** … and when it will not wait any longer. */
  readonly abandoned: AbortController;
  readonly pollMs: number;
}

/** The function made answers with the milliseconds after which a look for jobs is worth while. */
export function makePerform<N extends QueueName>(around: Surroundings<N>): (job: Claimed) => Promise<number> {
  return async (job) => {
    const settlement = await attempt(around, job);
    await write(around, job, settlement);
    return settlement.kind === 'again' || settlement.kind === 'retry' ? settlement.delayMs : 0;
  };
}

async function attempt<N extends QueueName>(around: Surroundings<N>, job: Claimed): Promise<Settlement> {
  const { name, handler, stopping, log } = around;
  const cut = new AbortController();
  const abort = (): void => cut.abort();
  const limit = setTimeout(abort, jobs[name].expireSeconds * 1_000);
  stopping.signal.addEventListener('abort', abort);
  try {
    const data = jobs[name].schema.parse(job.data);
    const answer = await handler(data, cut.signal, followedBy(job));
    return answer === undefined ? { kind: 'done' } : { kind: 'again', delayMs: Math.max(0, answer.again) };
  } catch (thrown) {
    // Work that a shutdown cut off has not failed.
    if (stopping.signal.aborted) return { kind: 'again', delayMs: 0 };
    const reason = reasonOf(thrown);
    const gaveUp = job.retryCount >= job.retryLimit;
    log[gaveUp ? 'error' : 'warn'](
      { ...followedBy(job), err: thrown, queue: name, job: job.id, tries: job.retryCount + 1 },
      'a job failed',
    );
    return gaveUp ? { kind: 'failed', reason } : { kind: 'retry', reason, delayMs: retryDelayMs(job.retryCount) };
  } finally {
    clearTimeout(limit);
    stopping.signal.removeEventListener('abort', abort);
  }
}

function followedBy(job: Claimed): Cause | undefined {
  return carried.safeParse(job.data).data?.follows;
}

async function write<N extends QueueName>(
  around: Surroundings<N>,
  job: Claimed,
  settlement: Settlement,
): Promise<void> {
  const { database, name, onError, abandoned, log, pollMs } = around;
  while (!abandoned.signal.aborted) {
    try {
      const ours = await settleJob(database, name, job, settlement);
      if (!ours) log.warn({ queue: name, job: job.id }, 'a job was finished after its claim was lost');
      return;
    } catch (error) {
      onError(error);
      await pause(pollMs, undefined, { signal: abandoned.signal }).catch(() => undefined);
    }
  }
}
