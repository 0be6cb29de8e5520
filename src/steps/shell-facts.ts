// What a script's end tells an expression, wherever it ran.

import { looksLikeJson, readJson } from './json.ts';
import type { OutputCollector } from './output.ts';
import type { Facts } from './step-kind.ts';

/** `text` ends like `$(…)`, without the line ends at its end, so that `text == "healthy"` holds after `echo healthy`. */
export function shellFacts(exit: number, stdout: OutputCollector): Facts {
  const whole = stdout.whole();
  const json = whole === undefined || !looksLikeJson(whole) ? undefined : readJson(whole);
  const text = stdout.text().replace(/\n+$/, '');
  return json === undefined ? { exit, text } : { exit, text, json };
}
