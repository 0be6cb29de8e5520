// Splits the words after a command into flags and operands, as the tool's own rule says which flags take a value.

import type { CommandRule, FlagRule } from './tool.ts';
import { literalWord } from './word.ts';
import type { Word } from './word.ts';

export interface GivenFlag {
  /** With its dashes: `--namespace`, `-n`. */
  readonly name: string;
  readonly value?: Word;
  /** The words of a collected command (`find -exec`). */
  readonly collected?: readonly Word[];
  readonly rule: FlagRule | 'harmless' | 'unknown';
}

export interface Arguments {
  readonly flags: readonly GivenFlag[];
  readonly operands: readonly Word[];
}

export interface Reading {
  readonly singleDash: boolean;
  /** The operand with this number and all after it are kept as they are, flags too. */
  readonly stopAt: number;
}

/** The rules of a flag come from the command itself first, then from the commands around it. */
export function readArguments(words: readonly Word[], rules: readonly CommandRule[], reading: Reading): Arguments {
  const flags: GivenFlag[] = [];
  const operands: Word[] = [];
  let rest = words;
  while (rest.length > 0) {
    const [word, ...after] = rest;
    if (word === undefined) break;
    if (operands.length > reading.stopAt) return { flags, operands: [...operands, ...rest] };
    if (word.text === '--') {
      return { flags: [...flags, { name: '--', rule: 'harmless' }], operands: [...operands, ...after] };
    }
    if (!/^-./s.test(word.text)) {
      operands.push(word);
      rest = after;
    } else {
      const taken = takeFlag(word, after, rules, reading.singleDash);
      flags.push(...taken.flags);
      rest = taken.rest;
    }
  }
  return { flags, operands };
}

/** Whether one of the flags in a blank-separated list is given. */
export function givenOf(flags: readonly GivenFlag[], names: string): GivenFlag[] {
  const wanted = names.split(/\s+/);
  return flags.filter(
    (flag) => wanted.includes(flag.name) || wanted.includes(`${flag.name}=${flag.value?.text ?? ''}`),
  );
}

/** Those of the flags in a list that are given exactly so: `--dry-run` is not `--dry-run=none`. */
export function givenExactly(flags: readonly GivenFlag[], written: string): GivenFlag[] {
  const wanted = written.split(/\s+/);
  return flags.filter(({ name, value }) => wanted.includes(value === undefined ? name : `${name}=${value.text}`));
}

// The flag lists of the tool files, split once each.
const listed = new Map<string, ReadonlySet<string>>();

interface Taken {
  readonly flags: readonly GivenFlag[];
  readonly rest: readonly Word[];
}

function takeFlag(word: Word, after: readonly Word[], rules: readonly CommandRule[], singleDash: boolean): Taken {
  // `git log -20`: any number counts as the flag `-NUM`, where the tool has one.
  const isNumber = /^-\d+$/.test(word.text) && listedRule(word.text, rules) === undefined;
  if (isNumber && listedRule('-NUM', rules) !== undefined)
    return { flags: [{ name: '-NUM', rule: 'harmless' }], rest: after };
  const isLong = word.text.startsWith('--') || singleDash;
  const equals = word.text.indexOf('=');
  if (isLong || word.text.length === 2 || listedRule(word.text, rules) !== undefined) {
    const name = equals < 0 || !isLong ? word.text : word.text.slice(0, equals);
    const attached = equals < 0 || !isLong ? undefined : partOf(word, word.text.slice(equals + 1));
    return takeOne(name, attached, after, rules);
  }
  if (equals === 2) return takeOne(word.text.slice(0, 2), partOf(word, word.text.slice(3)), after, rules);
  return takeBundle(word, after, rules);
}

function takeOne(
  name: string,
  attached: Word | undefined,
  after: readonly Word[],
  rules: readonly CommandRule[],
): Taken {
  const rule = ruleOf(name, rules);
  if (typeof rule !== 'string' && rule.collects) {
    const end = after.findIndex((word) => word.text === ';' || word.text === '+');
    const collected = end < 0 ? after : after.slice(0, end);
    return { flags: [{ name, rule, collected }], rest: end < 0 ? [] : after.slice(end + 1) };
  }
  if (attached !== undefined) return { flags: [{ name, rule, value: attached }], rest: after };
  const [value, ...rest] = after;
  if (!takesValue(name, rules) || value === undefined) return { flags: [{ name, rule }], rest: after };
  return { flags: [{ name, rule, value }], rest };
}

// `-rf`, `-n5`, `-ofile`: letters up to the first that takes a value, which is what remains or the next word.
function takeBundle(word: Word, after: readonly Word[], rules: readonly CommandRule[]): Taken {
  const flags: GivenFlag[] = [];
  const letters = word.text.slice(1).split('');
  for (const [index, letter] of letters.entries()) {
    const name = `-${letter}`;
    const remaining = letters.slice(index + 1).join('');
    if (remaining !== '' && takesAttached(name, rules)) {
      return { flags: [...flags, { name, rule: ruleOf(name, rules), value: partOf(word, remaining) }], rest: after };
    }
    if (takesValue(name, rules)) {
      const value = remaining === '' ? undefined : partOf(word, remaining.replace(/^=/, ''));
      const taken = takeOne(name, value, after, rules);
      return { flags: [...flags, ...taken.flags], rest: taken.rest };
    }
    flags.push({ name, rule: ruleOf(name, rules) });
  }
  return { flags, rest: after };
}

function partOf(word: Word, text: string): Word {
  return { ...literalWord(text, word.line), quoted: word.quoted };
}

function takesAttached(name: string, rules: readonly CommandRule[]): boolean {
  return rules.some(({ flags }) => flags?.special?.[name]?.attached === true || lists(flags?.attached, name));
}

function takesValue(name: string, rules: readonly CommandRule[]): boolean {
  for (const { flags } of rules) {
    const special = flags?.special?.[name];
    if (special !== undefined) return special.valued === true;
    if (lists(flags?.plain, name) || lists(flags?.attached, name)) return false;
    if (lists(flags?.valued, name)) return true;
  }
  return false;
}

function ruleOf(name: string, rules: readonly CommandRule[]): GivenFlag['rule'] {
  return listedRule(name, rules) ?? (rules.some((rule) => rule.flags?.anyOther === true) ? 'harmless' : 'unknown');
}

function listedRule(name: string, rules: readonly CommandRule[]): GivenFlag['rule'] | undefined {
  for (const { flags } of rules) {
    const special = flags?.special?.[name];
    if (special !== undefined) return special;
    if (lists(flags?.plain, name) || lists(flags?.valued, name) || lists(flags?.attached, name)) return 'harmless';
  }
  return undefined;
}

function lists(names: string | undefined, name: string): boolean {
  if (names === undefined) return false;
  const known = listed.get(names) ?? new Set(names.split(/\s+/));
  listed.set(names, known);
  return known.has(name);
}
