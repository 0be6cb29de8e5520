// The rule that a verb leads to: one that names it in full first, of several the last, as where tables are put together;
// then the first that names it with a star.

import { destructiveWord } from './danger-words.ts';
import { takesAway } from './hidden-verb.ts';
import type { CommandRule } from './tool.ts';

interface Star {
  readonly fits: RegExp;
  readonly isAny: boolean;
  readonly rule: CommandRule;
}

interface Indexed {
  readonly named: ReadonlyMap<string, CommandRule>;
  readonly starred: readonly Star[];
}

type Verbs = NonNullable<CommandRule['verbs']>;

// No tool has longer verbs, and a pattern is tried on nothing longer.
const longest = 100;

// Built when a tool is first met: large tools have some hundred verbs.
const indexes = new WeakMap<Verbs, Indexed>();

/** The rule for a verb, or `undefined` for one that is not known, or not known before run time (`isOpen`). */
export function verbRule(verbs: Verbs, verb: string, isOpen: boolean): CommandRule | undefined {
  if (isOpen || verb.length > longest) return undefined;
  const index = indexes.get(verbs) ?? indexed(verbs);
  indexes.set(verbs, index);
  return index.named.get(verb) ?? index.starred.find((star) => star.fits.test(verb) && !isMisled(star, verb))?.rule;
}

// A lone star stands for the verbs that are not worth naming, not for one that says that it takes something away.
function isMisled(star: Star, verb: string): boolean {
  const risk = star.isAny ? star.rule.effect?.risk : undefined;
  return risk !== undefined && risk !== 'destroy' && (takesAway(verb) || destructiveWord(verb) !== undefined);
}

function indexed(verbs: Verbs): Indexed {
  const all = Object.entries(verbs).flatMap(([names, rule]) => names.split(/[|\s]+/).map((name) => ({ name, rule })));
  const named = all.filter(({ name }) => !name.includes('*'));
  const starred = all.filter(({ name }) => name.includes('*'));
  return {
    named: new Map(named.map(({ name, rule }) => [name, rule])),
    starred: starred.map(({ name, rule }) => ({ fits: pattern(name), isAny: name === '*', rule })),
  };
}

// A star takes only what a verb is made of, so that no path is read as one.
function pattern(name: string): RegExp {
  const parts = name.split('*').map((part) => part.replace(/[^\w-]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('[a-z0-9][a-z0-9_.:*-]*')}$`);
}
