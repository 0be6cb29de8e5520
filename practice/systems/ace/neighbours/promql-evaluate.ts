// Works a parsed query out over samples as they are and as they were. Pure.

import { type Expression, type Matcher, NotUnderstood } from './promql-parse.ts';
import type { Sample } from './samples.ts';

/** The samples of so many seconds ago; 0 is now. */
export type Past = (agoSeconds: number) => readonly Sample[];

type Value = number | readonly Sample[];

/** How far back a query looks, in seconds. */
export function looksBack(expression: Expression): readonly number[] {
  switch (expression.kind) {
    case 'number':
      return [];
    case 'selector':
      return expression.rangeSeconds === undefined ? [] : [expression.rangeSeconds];
    case 'rate':
    case 'aggregate':
      return looksBack(expression.of);
    case 'quantile':
      return looksBack(expression.of);
    case 'binary':
      return [...looksBack(expression.left), ...looksBack(expression.right)];
  }
}

export function evaluate(expression: Expression, past: Past): Value {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'selector':
      if (expression.rangeSeconds !== undefined) throw new NotUnderstood('a range stands inside rate(…) only');
      return select(expression.matchers, past(0));
    case 'rate':
      return rate(expression.of, past);
    case 'quantile': {
      const wanted = evaluate(expression.quantile, past);
      if (typeof wanted !== 'number') throw new NotUnderstood('histogram_quantile takes a number first');
      return quantiles(wanted, vectorOf(evaluate(expression.of, past)));
    }
    case 'aggregate':
      return aggregate(expression, vectorOf(evaluate(expression.of, past)));
    case 'binary':
      return combine(expression.operator, evaluate(expression.left, past), evaluate(expression.right, past));
  }
}

function vectorOf(value: Value): readonly Sample[] {
  if (typeof value === 'number') throw new NotUnderstood('a number stands where series are expected');
  return value;
}

function matches({ label, operator, value }: Matcher, labels: Sample['labels']): boolean {
  const found = labels[label] ?? '';
  switch (operator) {
    case '=':
      return found === value;
    case '!=':
      return found !== value;
    case '=~':
      return new RegExp(`^(?:${value})$`).test(found);
    case '!~':
      return !new RegExp(`^(?:${value})$`).test(found);
  }
}

function select(matchers: readonly Matcher[], samples: readonly Sample[]): readonly Sample[] {
  return samples.filter(({ labels }) => matchers.every((one) => matches(one, labels)));
}

function without(labels: Sample['labels'], ...names: readonly string[]): Sample['labels'] {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}

function keyOf(labels: Sample['labels']): string {
  return JSON.stringify(Object.entries(without(labels, '__name__')).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function rate(of: Expression, past: Past): readonly Sample[] {
  if (of.kind !== 'selector' || of.rangeSeconds === undefined)
    throw new NotUnderstood('rate(…) takes a range such as name[5m]');
  const { rangeSeconds, matchers } = of;
  const before = new Map(select(matchers, past(rangeSeconds)).map(({ labels, value }) => [keyOf(labels), value]));
  return select(matchers, past(0)).map(({ labels, value }) => ({
    labels: without(labels, '__name__'),
    value: (value - (before.get(keyOf(labels)) ?? value)) / rangeSeconds,
  }));
}

function grouped(samples: readonly Sample[], labelsOf: (one: Sample) => Sample['labels']): Map<string, Sample[]> {
  const groups = new Map<string, Sample[]>();
  for (const one of samples) {
    const key = keyOf(labelsOf(one));
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

/** https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile */
function quantiles(wanted: number, buckets: readonly Sample[]): readonly Sample[] {
  const rest = ({ labels }: Sample): Sample['labels'] => without(labels, '__name__', 'le');
  return [...grouped(buckets, rest).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ labels: rest(first), value: quantileOf(wanted, group) }];
  });
}

function quantileOf(wanted: number, group: readonly Sample[]): number {
  const bounded = group
    .map(({ labels, value }) => ({ le: labels['le'] === '+Inf' ? Infinity : Number(labels['le']), value }))
    .sort((a, b) => a.le - b.le);
  const rank = wanted * (bounded.at(-1)?.value ?? 0);
  let lower = { le: 0, value: 0 };
  for (const bucket of bounded) {
    if (bucket.value >= rank) {
      if (bucket.le === Infinity || bucket.value === lower.value) return lower.le;
      return lower.le + ((rank - lower.value) / (bucket.value - lower.value)) * (bucket.le - lower.le);
    }
    lower = bucket;
  }
  return NaN;
}

function aggregate(
  { by, how }: Extract<Expression, { kind: 'aggregate' }>,
  samples: readonly Sample[],
): readonly Sample[] {
  const kept = ({ labels }: Sample): Sample['labels'] =>
    Object.fromEntries(Object.entries(labels).filter(([name]) => by.includes(name)));
  return [...grouped(samples, kept).values()].flatMap((group) => {
    const [first] = group;
    const values = group.map(({ value }) => value);
    return first === undefined ? [] : [{ labels: kept(first), value: together(how, values) }];
  });
}

function together(how: 'sum' | 'max' | 'min', values: readonly number[]): number {
  switch (how) {
    case 'sum':
      return values.reduce((sum, value) => sum + value, 0);
    case 'max':
      return Math.max(...values);
    case 'min':
      return Math.min(...values);
  }
}

const comparisons: ReadonlyMap<string, (a: number, b: number) => boolean> = new Map([
  ['==', (a, b) => a === b],
  ['!=', (a, b) => a !== b],
  ['>', (a, b) => a > b],
  ['<', (a, b) => a < b],
  ['>=', (a, b) => a >= b],
  ['<=', (a, b) => a <= b],
]);

const arithmetic: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
]);

function combine(operator: string, left: Value, right: Value): Value {
  const compare = comparisons.get(operator);
  const compute = arithmetic.get(operator);
  const pairs = pairsOf(left, right);
  if (compare !== undefined)
    return pairs.filter(({ a, b }) => compare(a, b)).map(({ labels, a }) => ({ labels, value: a }));
  if (compute === undefined) throw new NotUnderstood(`the practice Prometheus does not have "${operator}"`);
  if (typeof left === 'number' && typeof right === 'number') return compute(left, right);
  return pairs.map(({ labels, a, b }) => ({ labels: without(labels, '__name__'), value: compute(a, b) }));
}

function pairsOf(left: Value, right: Value): { labels: Sample['labels']; a: number; b: number }[] {
  if (typeof left === 'number')
    return typeof right === 'number'
      ? [{ labels: {}, a: left, b: right }]
      : right.map(({ labels, value }) => ({ labels, a: left, b: value }));
  if (typeof right === 'number') return left.map(({ labels, value }) => ({ labels, a: value, b: right }));
  const others = new Map(right.map(({ labels, value }) => [keyOf(labels), value]));
  return left.flatMap(({ labels, value }) => {
    const other = others.get(keyOf(labels));
    return other === undefined ? [] : [{ labels, a: value, b: other }];
  });
}
