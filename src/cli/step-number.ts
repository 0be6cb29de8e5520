// A step as people count it, from 1, as the index that it has.

import { CannotStart } from '../errors.ts';

export function stepNumber(word: string): number {
  if (!/^[1-9]\d{0,5}$/.test(word))
    throw new CannotStart(`${JSON.stringify(word)} is no step. Say its number, as opsbook run-status shows it.`);
  return Number(word) - 1;
}
