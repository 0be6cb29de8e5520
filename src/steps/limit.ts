// The time limit of one step and the run's own cancel, as one signal that remembers which of the two it was.

export interface Limit {
  readonly signal: AbortSignal;
  /** What ended it, as the beginning of a sentence: "Stopped after 60 seconds"; undefined while it has not ended. */
  readonly stopped: () => string | undefined;
  /** Ends it for another reason, said in the same form. */
  readonly stop: (why: string) => void;
  /** Must be called when the step is over. */
  readonly release: () => void;
}

// Node fires a longer timer at once: https://nodejs.org/docs/latest-v20.x/api/timers.html#settimeoutcallback-delay-args
const longestTimer = 2_147_483_647;

export function startLimit(timeoutMs: number, cancelled: AbortSignal): Limit {
  const controller = new AbortController();
  let stopped: string | undefined;
  const stop = (why: string): void => {
    stopped ??= why;
    controller.abort();
  };
  const cancel = (): void => stop('Stopped because it was cancelled or Opsbook is shutting down');
  const timer = setTimeout(() => stop(`Stopped after ${spell(timeoutMs)}`), Math.min(timeoutMs, longestTimer));
  cancelled.addEventListener('abort', cancel, { once: true });
  if (cancelled.aborted) cancel();
  return {
    signal: controller.signal,
    stopped: () => stopped,
    stop,
    release: () => {
      clearTimeout(timer);
      cancelled.removeEventListener('abort', cancel);
    },
  };
}

function spell(ms: number): string {
  const seconds = ms / 1000;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
