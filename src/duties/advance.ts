// The `advance` duty. A walk goes on in the background; its job stays behind as a guard which comes back every few seconds while the
// run is under way, so that a walk cut short by a crash is taken up again.

import type { RunId } from '../ids.ts';
import { within } from '../patience.ts';
import { walkRun, type HandedOver, type Walked, type Walker } from './walk.ts';

export interface Advance {
  /** See `Starter`: until it is handed over or released, no guard takes the run up. */
  readonly hold: (run: RunId) => boolean;
  readonly release: (run: RunId) => void;
  /** Takes a run up at once; the row and its job are there already, so nothing is lost when this process dies. */
  readonly handOver: (handed: HandedOver) => void;
  /** The queue's handler. */
  guard(data: { readonly run: RunId }): Promise<{ readonly again: number } | undefined>;
  /** Begins no step any more; those under way may end within the limit, then they are cut. */
  drain(limitMs: number): Promise<void>;
}

const guardAgainMs = 3_000;
const guardPatienceMs = 200;
const mostWalks = 64;
/** What is committed is handed over at once. Should that fail, a guard looks back at the attempt after this. */
const holdMs = 30_000;

export function createAdvance(walker: Walker): Advance {
  const walks = new Map<RunId, Promise<Walked>>();
  const resting = new AbortController();
  const cutting = new AbortController();
  const shutdown = { resting: resting.signal, cutting: cutting.signal };

  const held = new Map<RunId, number>();
  const isHeld = (run: RunId): boolean => (held.get(run) ?? 0) > performance.now();
  const hasHands = (): boolean => !resting.signal.aborted && walks.size < mostWalks;
  const start = (run: RunId, handed?: HandedOver): Promise<Walked> => {
    const underWay = walks.get(run);
    if (underWay !== undefined) return underWay;
    if (handed?.begun === undefined && (isHeld(run) || !hasHands())) return Promise.resolve('held');
    held.delete(run);
    const walk = walkRun(walker, run, shutdown, handed).finally(() => walks.delete(run));
    walks.set(run, walk);
    return walk;
  };

  return {
    hold: (run) => {
      if (!hasHands() || walks.has(run) || isHeld(run)) return false;
      held.set(run, performance.now() + holdMs);
      return true;
    },
    release: (run) => void held.delete(run),
    handOver: (handed) => {
      start(handed.run.id, handed).catch((thrown: unknown) => {
        walker.log.error({ err: thrown, runId: handed.run.id }, 'a walk broke off; its guard takes it up again');
      });
    },
    guard: async ({ run }) => {
      const walked = await within(start(run), guardPatienceMs);
      return walked === 'resting' ? undefined : { again: guardAgainMs };
    },
    drain: async (limitMs) => {
      resting.abort();
      const timer = setTimeout(() => cutting.abort(), limitMs);
      while (walks.size > 0) await Promise.allSettled(walks.values());
      clearTimeout(timer);
    },
  };
}
