// What a filter of the practice jq makes of one value: no, one or several values. Pure; throws a sentence where jq would fail.

import type { Filter, Sign } from './syntax.ts';

type Values = readonly unknown[];

export interface Surroundings {
  readonly variables: ReadonlyMap<string, string>;
  readonly now: Date;
}

export function evaluate(filter: Filter, input: unknown, around: Surroundings): Values {
  const of = (part: Filter, from = input): Values => evaluate(part, from, around);
  switch (filter.kind) {
    case 'identity':
      return [input];
    case 'literal':
      return [filter.value];
    case 'variable':
      return [variable(filter.name, around)];
    case 'field':
      return of(filter.of).map((value) => field(value, filter.name));
    case 'index':
      return of(filter.of).flatMap((value) => of(filter.at).map((at) => element(value, at)));
    case 'slice':
      return of(filter.of).map((value) => slice(value, edge(filter.from, of), edge(filter.to, of)));
    case 'each':
      return of(filter.of).flatMap((value) => listOf(value));
    case 'pipe':
      return of(filter.first).flatMap((value) => of(filter.second, value));
    case 'operator':
      return of(filter.right).flatMap((right) => of(filter.left).map((left) => apply(filter.sign, left, right)));
    case 'list':
      return [of(filter.of)];
    case 'object':
      return [Object.fromEntries(filter.entries.map(([name, value]) => [name, of(value)[0] ?? null]))];
    case 'call':
      return call(filter.name, filter.with, input, around);
  }
}

function call(name: string, given: readonly Filter[], input: unknown, around: Surroundings): Values {
  const [inner] = given;
  if (inner === undefined) return [plainCall(name, input, around.now)];
  const key = (value: unknown): unknown => evaluate(inner, value, around)[0] ?? null;
  switch (name) {
    case 'map':
      return [listOf(input).flatMap((value) => evaluate(inner, value, around))];
    case 'select':
      return isTrue(key(input)) ? [input] : [];
    case 'sort_by':
      return [listOf(input).toSorted((left, right) => compare(key(left), key(right)))];
    case 'group_by':
      return [
        groups(
          listOf(input).toSorted((left, right) => compare(key(left), key(right))),
          key,
        ),
      ];
    default:
      throw new Error(`the practice jq has no ${name}(…)`);
  }
}

function plainCall(name: string, input: unknown, now: Date): unknown {
  switch (name) {
    case 'length':
      return typeof input === 'string' ? input.length : input === null ? 0 : Object.keys(Object(input)).length;
    case 'add':
      return listOf(input).reduce((sum, value) => (sum === null ? value : apply('+', sum, value)), null);
    case 'now':
      return now.getTime() / 1000;
    case 'todate':
      return new Date(Math.floor(numberOf(input)) * 1000).toISOString().replace('.000Z', 'Z');
    case 'tonumber':
      return typeof input === 'string' ? numberOf(JSON.parse(input)) : numberOf(input);
    case 'not':
      return !isTrue(input);
    default:
      throw new Error(`the practice jq has no ${name}`);
  }
}

function variable(name: string, { variables }: Surroundings): string {
  const value = variables.get(name);
  if (value === undefined) throw new Error(`$${name} is not defined`);
  return value;
}

function field(value: unknown, name: string): unknown {
  if (value === null) return null;
  if (typeof value !== 'object' || Array.isArray(value))
    throw new Error(`Cannot index ${kindOf(value)} with "${name}"`);
  return new Map<string, unknown>(Object.entries(value)).get(name) ?? null;
}

function element(value: unknown, at: unknown): unknown {
  return typeof at === 'string' ? field(value, at) : (listOf(value).at(numberOf(at)) ?? null);
}

function edge(filter: Filter | undefined, of: (part: Filter) => Values): number | undefined {
  return filter === undefined ? undefined : numberOf(of(filter)[0]);
}

function slice(value: unknown, from: number | undefined, to: number | undefined): unknown {
  return typeof value === 'string' ? value.slice(from, to) : listOf(value).slice(from, to);
}

function listOf(value: unknown): Values {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null) return Object.values(value);
  throw new Error(`Cannot iterate over ${kindOf(value)}`);
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  throw new Error(`${kindOf(value)} (${JSON.stringify(value)}) is not a number`);
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function isTrue(value: unknown): boolean {
  return value !== null && value !== false;
}

function groups(sorted: Values, key: (value: unknown) => unknown): readonly Values[] {
  const found: unknown[][] = [];
  for (const value of sorted) {
    const last = found.at(-1);
    if (last !== undefined && compare(key(last[0]), key(value)) === 0) last.push(value);
    else found.push([value]);
  }
  return found;
}

/** Numbers before texts, and each among themselves. */
function compare(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === typeof right) return order(String(left), String(right));
  return order(kindOf(left), kindOf(right));
}

function order(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function apply(sign: Sign, left: unknown, right: unknown): unknown {
  switch (sign) {
    case '//':
      return isTrue(left) ? left : right;
    case 'or':
      return isTrue(left) || isTrue(right);
    case 'and':
      return isTrue(left) && isTrue(right);
    case '==':
      return compare(left, right) === 0;
    case '!=':
      return compare(left, right) !== 0;
    case '<':
      return compare(left, right) < 0;
    case '<=':
      return compare(left, right) <= 0;
    case '>':
      return compare(left, right) > 0;
    case '>=':
      return compare(left, right) >= 0;
    case '+':
      return typeof left === 'string' ? `${left}${String(right)}` : numberOf(left) + numberOf(right);
    case '-':
      return numberOf(left) - numberOf(right);
    case '*':
      return numberOf(left) * numberOf(right);
    case '/':
      return numberOf(left) / numberOf(right);
  }
}
