// A parameter's pattern: an ECMAScript regular expression that must match the whole value, and may never cost more than a moment.

import { reasonOf } from '../errors.ts';
import { bounded } from './bounded.ts';

const longestPattern = 500;
const limitMs = 500;

/** Why the pattern cannot be used, as half a sentence, or undefined when it can. */
export function patternFault(pattern: string): string | undefined {
  if (pattern.length > longestPattern) return `is longer than ${longestPattern} characters`;
  const broken = syntaxFault(pattern);
  if (broken !== undefined) return `is no regular expression (${broken})`;
  const slow = probes(pattern).some((probe) => matchesWhole(pattern, probe) === 'too_slow');
  return slow ? 'takes for ever on some values, because one repetition stands inside another' : undefined;
}

/** Whether all of `value` matches; `too_slow` when that could not be told in half a second. */
export function matchesWhole(pattern: string, value: string): 'yes' | 'no' | 'too_slow' {
  const whole = new RegExp(`^(?:${pattern})$`, 'u');
  const answer = bounded(limitMs, () => whole.test(value));
  if (!answer.inTime) return 'too_slow';
  return answer.value ? 'yes' : 'no';
}

function syntaxFault(pattern: string): string | undefined {
  try {
    // Alone first: inside brackets, `a)|(b` would be valid.
    RegExp(pattern, 'u');
    return undefined;
  } catch (thrown) {
    return reasonOf(thrown).replace(/^Invalid regular expression: /, '');
  }
}

// A pattern that backtracks without end shows it on a run of one character followed by one that cannot match.
function probes(pattern: string): string[] {
  const characters = new Set(['a', '0', '-', '.', ' ', ...pattern.replace(/[^\w\s:/@-]/g, '').split('')]);
  return [...characters].slice(0, 40).map((character) => `${character.repeat(60)}\u0001`);
}
