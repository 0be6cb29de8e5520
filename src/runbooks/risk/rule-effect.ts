// Which effect of a command's rule holds for the arguments given. An argument that is only known at run time
// fits no case, unless the case says so.

import type { Arguments, GivenFlag } from './arguments.ts';
import { givenOf } from './arguments.ts';
import type { CommandRule, Condition, Effect } from './tool.ts';
import { HOLE, isOpen } from './word.ts';
import type { Word } from './word.ts';

// A pattern is tried on no longer text, so that a hostile page cannot make it slow.
const longestMatched = 4000;

export interface Chosen {
  readonly effect: Effect;
  /** The flag or operand that decided, for the sentence: `--hard`. */
  readonly deciding: readonly string[];
}

/** The effect of a rule, or `undefined` when the rule does not say. */
export function effectOf(rule: CommandRule, given: Arguments): Chosen | undefined {
  for (const each of rule.cases ?? []) {
    if (holds(each, given, each.risk === 'destroy')) return { effect: each, deciding: decidingPart(each, given) };
  }
  return rule.effect === undefined ? undefined : { effect: rule.effect, deciding: [] };
}

/**
 * Whether everything that a condition names is given. With `raises`, what is known of a word is enough: `web_$ID=0` stops it,
 * whatever the rest will be.
 */
export function holds(each: Condition, given: Arguments, raises = false): boolean {
  const fits = (pattern: RegExp, word: Word | undefined) => {
    if (word === undefined) return false;
    const isKnown = !isOpen(word) || (raises && word.text !== HOLE && each.unsure !== true);
    return isKnown && word.text.length <= longestMatched ? pattern.test(word.text) : each.unsure === true;
  };
  const flags = each.flag === undefined ? [] : givenOf(given.flags, each.flag);
  if (each.flag !== undefined && flags.length === 0) return false;
  if (each.also !== undefined && givenOf(given.flags, each.also).length === 0) return false;
  const value = each.value;
  if (value !== undefined && !flags.some((flag) => fits(value, flag.value))) return false;
  if (each.without !== undefined && givenOf(given.flags, each.without).length > 0) return false;
  if (each.atMost !== undefined && given.operands.length > each.atMost) return false;
  if (each.atLeast !== undefined && given.operands.length < each.atLeast) return false;
  return operandsFit(each, given.operands, fits);
}

function operandsFit(
  each: Condition,
  operands: readonly Word[],
  fits: (pattern: RegExp, word: Word | undefined) => boolean,
): boolean {
  const { is, every, some } = each;
  if (is !== undefined && !fits(is, operands[each.operand ?? 0])) return false;
  if (every !== undefined && !(operands.length > 0 && operands.every((word) => fits(every, word)))) return false;
  return some === undefined || operands.some((word) => fits(some, word));
}

/** The flag or operand by which a condition holds, for the sentence. */
export function decidingPart(each: Condition, given: Arguments): string[] {
  const flag = each.flag === undefined ? undefined : givenOf(given.flags, each.flag)[0];
  const operand = each.is === undefined ? undefined : given.operands[each.operand ?? 0];
  const some = each.some === undefined ? undefined : given.operands.find((word) => each.some?.test(word.text));
  const shown = [operand, some].filter((word) => word !== undefined && isShort(word)).map((word) => word?.text ?? '');
  return [...(flag === undefined ? [] : [flagText(flag, each.value !== undefined)]), ...shown];
}

function isShort(word: Word): boolean {
  return word.text.length <= 40 && !word.text.includes('\n') && word.text !== HOLE;
}

function flagText(flag: GivenFlag, withValue: boolean): string {
  const value = flag.value;
  if (!withValue || value === undefined || !isShort(value)) return flag.name;
  return flag.name.startsWith('--') ? `${flag.name}=${value.text}` : `${flag.name} ${value.text}`;
}
