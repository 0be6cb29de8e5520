// Whether others may have taken this process for dead: it could not say that it lives for a long while, and it may have been stopped in
// the middle of anything. Once it speaks again it does not know what it was about to do; so it is doubted for some time longer.

/** Well below the 15 seconds of silence after which a process counts as dead. */
const longMs = 8_000;
/** Nothing that was begun before the silence is still about to have its effect after this. */
const doubtedMs = 10 * 60_000;

export interface Silence {
  /** It was heard; `began` is what `now` said when it began to speak. */
  readonly heard: (began: Moment) => void;
  readonly isDoubted: () => boolean;
}

/** Two clocks, in milliseconds: the one stands still while a machine is suspended, the other can be set. */
export interface Moment {
  readonly running: number;
  readonly wall: number;
}

export function now(): Moment {
  return { running: performance.now(), wall: Date.now() };
}

export function watchSilence(clock: () => Moment = now): Silence {
  let last: Moment | undefined;
  let ended: Moment | undefined;
  return {
    heard: (began) => {
      if (last !== undefined && between(last, began) >= longMs) ended = clock();
      last = began;
    },
    isDoubted: () => {
      const at = clock();
      if (last === undefined || between(last, at) >= longMs) return true;
      return ended !== undefined && between(ended, at) < doubtedMs;
    },
  };
}

function between(from: Moment, to: Moment): number {
  return Math.max(to.running - from.running, to.wall - from.wall);
}
