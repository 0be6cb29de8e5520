// Keeps a queue's free hands busy: looks for jobs when woken, when a hand comes free, and every `pollMs`. Never throws: an outage
// is told to `onError` and looked through again later.

import type { Claimed } from './claims.ts';

export interface Worker {
  /** Look now, or after so many milliseconds. */
  readonly wake: (afterMs?: number) => void;
  /** Claims no more; resolves when no claim is under way. What runs goes on. */
  readonly rest: () => Promise<void>;
  /** Resolves when nothing runs. */
  readonly idle: () => Promise<void>;
}

export function startWorker(options: {
  readonly concurrency: number;
  readonly pollMs: number;
  readonly claim: (limit: number) => Promise<readonly Claimed[]>;
  /** Works on a job and settles it. Must not throw. */
  readonly perform: (job: Claimed) => Promise<void>;
  readonly onError: (error: unknown) => void;
}): Worker {
  const { concurrency, pollMs, claim, perform, onError } = options;
  const running = new Set<Promise<void>>();
  const now = { resting: false, woken: false };
  let rouse = (): void => undefined;

  const wakeNow = (): void => {
    now.woken = true;
    rouse();
  };
  const sleep = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const begin = (job: Claimed): void => {
    const work = perform(job).finally(() => {
      running.delete(work);
      wakeNow();
    });
    running.add(work);
  };
  const look = async (): Promise<void> => {
    const free = concurrency - running.size;
    if (free === 0) return;
    try {
      const claimed = await claim(free);
      // What a stop has overtaken is not begun; it is given back with everything else that is held.
      if (!now.resting) for (const job of claimed) begin(job);
    } catch (error) {
      onError(error);
      // While the database is away, being woken must not become a busy loop.
      now.woken = false;
    }
  };
  const loop = async (): Promise<void> => {
    while (!now.resting) {
      now.woken = false;
      await look();
      // Both flags may have changed during the look.
      if (!now.resting && !now.woken) await sleep();
    }
  };
  const looping = loop();

  return {
    wake: (afterMs = 0) => {
      if (afterMs <= 0) wakeNow();
      // Beyond the next poll there is nothing to gain.
      else if (afterMs < pollMs) setTimeout(wakeNow, afterMs).unref();
    },
    rest: () => {
      now.resting = true;
      wakeNow();
      return looping;
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
