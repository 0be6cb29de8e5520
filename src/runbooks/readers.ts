// The processes that read pages: none while nothing is read, one for a few pages, two for many. What was asked for last is read first,
// so that a click which needs one page does not wait for a whole folder.

import { availableParallelism } from 'node:os';
import { startReaderProcess, type Job, type ReaderLimits, type ReaderProcess } from './reader-process.ts';
import type { Reading } from './reading.ts';

export interface Readers {
  /** Never rejects for what a page holds; throws CannotStart when there can be no process to read it. */
  read(file: string): Promise<Reading>;
  /** Gives up what is being read. */
  stop(): void;
}

const usualLimits: ReaderLimits = { pageMs: 10_000, memoryMb: 256 };
const most = Math.min(2, availableParallelism());
/** A further process takes as long to start as this many pages to read. */
const worthAnother = 100;
/** One that is being read and one that waits in the process, so that it need not wait for us. */
const ahead = 2;
const restMs = 30_000;

export function createReaders(limits: ReaderLimits = usualLimits): Readers {
  const waiting: Job[] = [];
  const processes = new Set<ReaderProcess>();
  let rest: NodeJS.Timeout | undefined;

  const add = (): void => {
    const process = startReaderProcess(limits, {
      free: pump,
      gone: (left, why) => {
        processes.delete(process);
        waiting.push(...left);
        if (why === undefined) pump();
        else for (const job of waiting.splice(0)) job.failed(why);
      },
    });
    processes.add(process);
  };
  const pump = (): void => {
    clearTimeout(rest);
    const wanted = waiting.length === 0 ? 0 : waiting.length > worthAnother ? most : 1;
    while (processes.size < wanted) add();
    for (let turn = 0; turn < ahead; turn += 1) {
      for (const process of processes) {
        const job = process.busyWith <= turn ? waiting.pop() : undefined;
        if (job !== undefined) process.hand(job);
      }
    }
    if ([...processes].every(({ busyWith }) => busyWith === 0)) rest = setTimeout(stop, restMs).unref();
  };
  const stop = (): void => {
    clearTimeout(rest);
    for (const process of processes) process.stop();
    for (const job of waiting.splice(0)) job.failed(new Error('Opsbook has stopped reading pages.'));
  };
  return {
    read: (file) =>
      new Promise((done, failed) => {
        waiting.push({ file, done, failed });
        pump();
      }),
    stop,
  };
}
