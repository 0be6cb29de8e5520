// The words in which Block Kit's rules are written: small checks that answer with Slack's own messages and JSON pointers.
// Lengths count Unicode code points.

import { codePoints } from '../code-points.ts';
import { isRecord, type JsonRecord } from '../json-values.ts';

/** Answers the problems of a value that stands at a JSON pointer; empty when it is right. */
export type Rule = (value: unknown, at: string) => readonly string[];

export function problem(words: string, at: string): readonly string[] {
  return [`${words} [json-pointer:${at}]`];
}

export interface Span {
  readonly min?: number;
  readonly max?: number;
}

export function string({ min = 0, max = Infinity }: Span = {}): Rule {
  return (value, at) => {
    if (typeof value !== 'string') return problem('must provide a string', at);
    const length = codePoints(value);
    if (length > max) return problem(`must be less than ${max + 1} characters`, at);
    return length < min ? problem(`must be more than ${min - 1} characters`, at) : [];
  };
}

export function matching(pattern: RegExp, words: string, span: Span = {}): Rule {
  const length = string(span);
  return (value, at) => {
    const problems = length(value, at);
    return problems.length > 0 || pattern.test(String(value)) ? problems : problem(words, at);
  };
}

export const webAddress: Rule = matching(/^https?:\/\/[^\s]+$/, 'must be a valid URL', { min: 1, max: 3000 });

export const boolean: Rule = (value, at) => (typeof value === 'boolean' ? [] : problem('must provide a boolean', at));

export function number({ min = -Infinity, max = Infinity }: Span = {}): Rule {
  return (value, at) => {
    if (typeof value !== 'number') return problem('must provide a number', at);
    if (value > max) return problem(`must be less than or equal to ${max}`, at);
    return value < min ? problem(`must be greater than or equal to ${min}`, at) : [];
  };
}

export function oneOf(...values: readonly string[]): Rule {
  return (value, at) =>
    typeof value === 'string' && values.includes(value) ? [] : problem(`must be one of: ${values.join(', ')}`, at);
}

export function list(item: Rule, { min = 0, max = Infinity }: Span = {}): Rule {
  return (value, at) => {
    if (!Array.isArray(value)) return problem('must provide an array', at);
    if (value.length > max) return problem(`no more than ${max} items allowed`, at);
    if (value.length < min) return problem(`no less than ${min} items allowed`, at);
    return value.flatMap((each: unknown, index) => item(each, `${at}/${index}`));
  };
}

export type Fields = Readonly<Record<string, Rule>>;

/** An object with exactly these fields. `type` is always allowed: it chose the rule. */
export function shape(required: Fields, optional: Fields = {}): Rule {
  return (value, at) => {
    if (!isRecord(value)) return problem('must provide an object', at);
    const missing = Object.keys(required).filter((key) => value[key] === undefined);
    const known: Fields = { ...optional, ...required };
    return [
      ...missing.flatMap((key) => problem(`missing required field: ${key}`, at)),
      ...Object.entries(value).flatMap(([key, field]) => fieldProblems(known, key, field, at)),
    ];
  };
}

function fieldProblems(known: Fields, key: string, value: unknown, at: string): readonly string[] {
  if (key === 'type' || value === undefined) return [];
  const rule = Object.hasOwn(known, key) ? known[key] : undefined;
  return rule === undefined ? problem(`invalid additional property: ${key}`, at) : rule(value, `${at}/${key}`);
}

/** An object whose `type` decides which rule holds. */
export function byType(rules: Fields): Rule {
  return (value, at) => {
    if (!isRecord(value)) return problem('must provide an object', at);
    const { type } = value;
    if (type === undefined) return problem('missing required field: type', at);
    const rule = typeof type === 'string' && Object.hasOwn(rules, type) ? rules[type] : undefined;
    return rule === undefined
      ? problem(`unsupported type: ${typeof type === 'string' ? type : typeof type}`, `${at}/type`)
      : rule(value, at);
  };
}

export function both(...rules: readonly Rule[]): Rule {
  return (value, at) => rules.flatMap((each) => each(value, at));
}

/** A condition on a whole object, checked beside its fields. */
export function where(holds: (value: JsonRecord) => boolean, words: string): Rule {
  return (value, at) => (!isRecord(value) || holds(value) ? [] : problem(words, at));
}

export function lateRule(rule: () => Rule): Rule {
  return (value, at) => rule()(value, at);
}
