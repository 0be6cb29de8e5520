// What was acknowledged is carried out here, a few at a time. While requests crowd at the door it stands back: Slack waits three seconds
// for an acknowledgement and not at all for the rest. Beyond a line of some length a request is left to its job in the queue: memory
// stays bounded however fast people press.

export interface Line {
  /** False when the line is full or closed, and then nothing was taken. `work` must not throw. */
  enter(work: () => Promise<void>): boolean;
  /** Begins the work at once when nobody stands in line and a place is free; undefined when not. */
  now<T>(work: () => Promise<T>): Promise<T> | undefined;
  /** How many are waiting. */
  length(): number;
  /** Begins nothing any more and waits for what was begun. What still stands in line is left to the queue. */
  close(): Promise<void>;
}

export interface LineOptions {
  readonly atOnce: number;
  readonly longest: number;
  /** Whether requests come in faster than one by one. */
  readonly isCrowded: () => boolean;
}

/** A crowd holds nobody up for longer than this; then one at a time is carried out beside it, … */
const patienceMs = 1_000;
/** … and begun no faster than this. The jobs that look after requests reckon with it (`accept.ts`). */
const lookAgainMs = 10;

interface Waiting {
  readonly work: () => Promise<void>;
  readonly since: number;
}

export function createLine({ atOnce, longest, isCrowded }: LineOptions): Line {
  const waiting: Waiting[] = [];
  const running = new Set<Promise<unknown>>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const places = (first: Waiting): number => {
    if (!isCrowded()) return atOnce;
    return performance.now() - first.since > patienceMs ? 1 : 0;
  };
  const begin = <T>(work: () => Promise<T>): Promise<T> => {
    const begun = work().finally(() => {
      running.delete(begun);
      if (isCrowded()) lookLater();
      else next();
    });
    running.add(begun);
    return begun;
  };
  const next = (): void => {
    for (let first = waiting[0]; first !== undefined && running.size < places(first); first = waiting[0]) {
      waiting.shift();
      void begin(first.work);
    }
    lookLater();
  };
  const lookLater = (): void => {
    if (waiting.length === 0) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      next();
    }, lookAgainMs);
  };

  return {
    enter: (work) => {
      if (isClosed || waiting.length >= longest) return false;
      waiting.push({ work, since: performance.now() });
      if (isCrowded()) lookLater();
      else next();
      return true;
    },
    now: (work) => {
      const isFree = !isClosed && waiting.length === 0 && running.size < atOnce && !isCrowded();
      return isFree ? begin(work) : undefined;
    },
    length: () => waiting.length,
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      waiting.length = 0;
      await Promise.allSettled(running);
    },
  };
}
