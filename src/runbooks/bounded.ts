// Runs a pure, synchronous piece of work under a time limit, so that no pattern, expression or page can hold up the process.

import vm from 'node:vm';

export type Bounded<T> = { readonly inTime: true; readonly value: T } | { readonly inTime: false };

// V8 stops whatever runs inside `runInContext`, a regular expression that backtracks included:
// https://nodejs.org/api/vm.html#scriptrunincontextcontextifiedobject-options
const context = vm.createContext({});
const script = new vm.Script('work()');

let isInside = false;

/**
 * What `work` returns, or `inTime: false` once `limitMs` milliseconds have passed. What `work` throws is thrown. Inside another bounded
 * piece of work only that one's limit stops it: each limit costs a thread of its own.
 */
export function bounded<T>(limitMs: number, work: () => T): Bounded<T> {
  if (isInside) return judged(limitMs, work);
  let outcome: Bounded<T> = { inTime: false };
  context['work'] = () => {
    outcome = { inTime: true, value: work() };
  };
  isInside = true;
  try {
    script.runInContext(context, { timeout: limitMs });
  } catch (thrown) {
    if (!isTimeout(thrown)) throw thrown;
  } finally {
    isInside = false;
  }
  return outcome;
}

function judged<T>(limitMs: number, work: () => T): Bounded<T> {
  const startedAt = performance.now();
  const value = work();
  return performance.now() - startedAt > limitMs ? { inTime: false } : { inTime: true, value };
}

// The error is made inside the other context, so it is no instance of this one's Error.
function isTimeout(thrown: unknown): boolean {
  return (
    typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
