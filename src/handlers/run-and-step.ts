// The value of a button that is about one step: `<run>:<step>`. The step is in it so that a stale button says so.

import { parseRunId, type RunId } from '../ids.ts';

export function runAndStep(value: string): { readonly run: RunId | undefined; readonly step: number } {
  const [run = '', step = ''] = value.split(':');
  return { run: parseRunId(run), step: /^\d+$/.test(step) ? Number(step) : -1 };
}
