// Runs a pure, synchronous piece of work under a time limit, so that no pattern, expression or page can hold up the process.

import vm from 'node:vm';

export type Bounded<T> = { readonly inTime: true; readonly value: T } | { readonly inTime: false };

// V8 stops whatever runs inside `runInContext`, a regular expression that backtracks included:
// https://nodejs.org/api/vm.html#scriptrunincontextcontextifiedobject-options
const context = vm.createContext({});
const script = new vm.Script('work()');

/** What `work` returns, or `inTime: false` once `limitMs` milliseconds have passed. What `work` throws is thrown. */
export function bounded<T>(limitMs: number, work: () => T): Bounded<T> {
  let outcome: Bounded<T> = { inTime: false };
  context['work'] = () => {
    outcome = { inTime: true, value: work() };
  };
  try {
    script.runInContext(context, { timeout: limitMs });
  } catch (thrown) {
    if (!isTimeout(thrown)) throw thrown;
  }
  return outcome;
}

// The error is made inside the other context, so it is no instance of this one's Error.
function isTimeout(thrown: unknown): boolean {
  return (
    typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
