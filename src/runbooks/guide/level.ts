// "> 10 min", "3-6", "<0.5%" as comparison, number and unit. A text that says more than that is not read at all.

import type { StatedLevel } from '../model.ts';

type Reading = Pick<StatedLevel, 'comparison' | 'value' | 'upTo' | 'unit'>;

const comparisons: ReadonlyMap<string, NonNullable<StatedLevel['comparison']>> = new Map([
  ['>', '>'],
  ['over', '>'],
  ['above', '>'],
  ['more than', '>'],
  ['greater than', '>'],
  ['<', '<'],
  ['under', '<'],
  ['below', '<'],
  ['less than', '<'],
  ['>=', '>='],
  ['≥', '>='],
  ['at least', '>='],
  ['<=', '<='],
  ['≤', '<='],
  ['at most', '<='],
  ['up to', '<='],
  ['=', '='],
  ['==', '='],
  ['exactly', '='],
]);

const level =
  /^([<>]=?|==?|[≤≥]|over|above|more than|greater than|under|below|less than|at least|at most|up to|exactly)?\s*(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(%?)\s*(?:(?:[-–—]|to)\s*((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*)?(%(?: (?:of|per) [\p{L} ]{1,40})?|[°µ\p{L}]{0,16}\/\p{L}{1,16}|[°µ\p{L}]{1,16})?$/iu;
const longest = 100;

/** Empty when the text cannot be read for certain. */
export function readLevel(text: string): Reading {
  const match = text.length > longest ? null : level.exec(text.trim());
  if (match === null) return {};
  const [, sign, from = '', percent, to, rest] = match;
  const comparison = sign === undefined ? undefined : comparisons.get(sign.toLowerCase());
  // "> 5-10" says two things.
  if (to !== undefined && sign !== undefined) return {};
  const unit = rest ?? percent;
  return {
    value: numberOf(from),
    ...(to === undefined ? {} : { upTo: numberOf(to), comparison: 'between' as const }),
    ...(comparison === undefined ? {} : { comparison }),
    ...(unit === undefined || unit === '' ? {} : { unit }),
  };
}

function numberOf(digits: string): number {
  return Number(digits.replaceAll(',', ''));
}
