// The practice Prometheus as a table of queries over a few series.

import { expect, test } from 'vitest';
import { evaluate, looksBack } from './promql-evaluate.ts';
import { parsePromql } from './promql-parse.ts';
import { readSamples } from './samples.ts';

const at = (seconds: number): string => `
# TYPE r counter
r{status="2xx"} ${String(seconds * 9)}
r{status="5xx"} ${String(seconds)}
open{name="a"} 1
open{name="b"} 0
h_bucket{le="5"} ${String(seconds * 2)}
h_bucket{le="10"} ${String(seconds * 7)}
h_bucket{le="+Inf"} ${String(seconds * 10)}
`;
const past = (ago: number): ReturnType<typeof readSamples> => readSamples(at(1_000 - ago));

test.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['open{name="a"}', [1]],
  ['open{name!="a"}', [0]],
  ['open == 1', [1]],
  ['max(open)', [1]],
  ['sum by (name) (open)', [1, 0]],
  ['rate(r{status=~"5.."}[5m])', [1]],
  ['rate(r{status!~"5.."}[5m])', [9]],
  ['sum(rate(r{status=~"5.."}[5m])) / sum(rate(r[5m]))', [0.1]],
  ['histogram_quantile(0.5, rate(h_bucket[5m]))', [8]],
  ['histogram_quantile(0.95, h_bucket)', [10]],
  ['nothing', []],
])('%s', (query, wanted) => {
  const value = evaluate(parsePromql(query), past);
  expect(typeof value === 'number' ? value : value.map((one) => one.value)).toEqual(wanted);
});

test('it knows how far back a query looks', () => {
  expect(looksBack(parsePromql('rate(r[5m]) / rate(r[30s])'))).toEqual([300, 30]);
});

test.each([
  ['rate(r)', 'rate(…) takes a range'],
  ['r[5m]', 'a range stands inside rate'],
  ['absent(r)', 'does not have "absent"'],
  ['sum(1)', 'a number stands where series'],
  ['r{status', 'unexpected end of input'],
  ['r{status=2}', 'parse error in the labels'],
  ['r[5x]', '"x" is no unit of time'],
  ['1 1', 'unexpected "1"'],
  ['r ; r', 'parse error at "; r"'],
])('%s is refused', (query, say) => {
  expect(() => evaluate(parsePromql(query), past)).toThrow(say);
});
