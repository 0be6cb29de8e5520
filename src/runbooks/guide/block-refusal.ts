// Why a block could not be run as it stands, in one sentence each.

import type { Mark } from '../model.ts';
import type { Alternative } from './block-alternatives.ts';
import type { Unit } from './block-draft.ts';
import type { BlockUnits } from './block-units.ts';

/** What never ends, or waits for a person; worst where something stands after it. */
export function endlessRefusal(marks: readonly Mark[], units: readonly Unit[]): string | undefined {
  const found = marks.filter(({ kind }) => kind === 'endless' || kind === 'interactive');
  const followed = found.find((mark) => units.some(({ line }) => line > mark.line));
  const mark = followed ?? found[0];
  if (mark === undefined) return undefined;
  // A mark may go on to say why it matters.
  const say = (mark.say.split(';')[0] ?? mark.say).replace(/\.$/, '');
  const next = units.find(({ line }) => line > mark.line);
  if (next === undefined) {
    return mark.kind === 'endless'
      ? `${say}, so a run would only end at its time limit`
      : `${say}, and in a run nobody is there to answer`;
  }
  return `${say}, so line ${next.line} would not be reached as it is meant: take them apart`;
}

export function waysRefusal(ways: readonly Alternative[]): string | undefined {
  const [first, second] = ways;
  if (first === undefined || second === undefined) return undefined;
  return `Lines ${first.line} and ${second.line} begin ways of which one is meant, and run from top to bottom all would happen`;
}

/** Lines that are no commands and would be run with them. */
export function strayRefusal({ strays }: BlockUnits): string | undefined {
  const [first] = strays;
  return first === undefined ? undefined : `Line ${first.line} is ${first.what}, no command: take it out`;
}

/** Lines without a prompt where others have one. */
export function looseRefusal({ loose }: BlockUnits): string | undefined {
  const [first] = loose;
  return first === undefined ? undefined : `Line ${first} looks like a command and has no prompt although others have`;
}
