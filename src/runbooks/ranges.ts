// Which values of a procedure's parameters are allowed beforehand: one, some, the numbers between two, or any that it takes. Pure.

import { z } from 'zod';
import { done, refuse, type Result } from '../errors.ts';
import type { Parameter, ParameterValue, Procedure } from './model.ts';
import { nearestOf } from './nearest.ts';
import { readValue } from './parameter-value.ts';

const value = z.union([z.string(), z.number(), z.boolean()]);
const range = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any') }),
  z.object({ kind: z.literal('values'), values: z.array(value) }),
  z.object({ kind: z.literal('between'), from: z.number(), to: z.number() }),
]);
export const ranges = z.record(z.string(), range);
type Range = z.infer<typeof range>;
/** By the parameter's name; every parameter of the procedure has one. */
export type Ranges = z.infer<typeof ranges>;

/** From `name=value`, `name=a|b`, `name=1..10`, `name=*`; what is not named keeps its default. */
export function readRanges(procedure: Procedure, given: Readonly<Record<string, string>>): Result<Ranges> {
  const names = procedure.parameters.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const near = nearestOf(unknown, names);
    const next = near === undefined ? 'Leave it out.' : `Did you mean ${near}?`;
    return refuse('usage', `${procedure.name} has no parameter ${unknown}. ${next}`);
  }
  const texts = new Map(Object.entries(given));
  const found: [string, Range][] = [];
  for (const parameter of procedure.parameters) {
    const read = readRange(parameter, texts.get(parameter.name));
    if (!read.ok) return read;
    found.push([parameter.name, read.value]);
  }
  return done(Object.fromEntries(found));
}

function readRange(parameter: Parameter, text: string | undefined): Result<Range> {
  const { name, type, default: preset } = parameter;
  if (text === undefined)
    return preset === undefined
      ? refuse(
          'usage',
          `Say which values of ${name} are meant: ${name}=value, ${name}=a|b, ${name}=1..10, or ${name}=*.`,
        )
      : done({ kind: 'values', values: [preset] });
  if (text === '*') return done({ kind: 'any' });
  const [, from, to] = type === 'string' ? [] : (/^(-?[\d.]+)\.\.(-?[\d.]+)$/.exec(text) ?? []);
  if (from !== undefined && to !== undefined) {
    const ends = [readValue(parameter, from), readValue(parameter, to)];
    const numbers = ends.flatMap((end) => (end.ok && typeof end.value === 'number' ? [end.value] : []));
    const [low, high] = numbers;
    return low === undefined || high === undefined || low > high
      ? refuse('usage', `"${text}" is no range of ${name}. Write the smaller number first: ${name}=1..10.`)
      : done({ kind: 'between', from: low, to: high });
  }
  const values: ParameterValue[] = [];
  for (const each of text.split('|')) {
    const read = readValue(parameter, each);
    if (!read.ok) return refuse('usage', read.say);
    values.push(read.value);
  }
  return done({ kind: 'values', values });
}

/** Whether each value is allowed. A parameter that the ranges do not know is not. */
export function isInside(allowed: Ranges, values: Readonly<Record<string, ParameterValue>>): boolean {
  const known = new Map(Object.entries(allowed));
  return Object.entries(values).every(([name, each]) => {
    const of = known.get(name);
    switch (of?.kind) {
      case undefined:
        return false;
      case 'any':
        return true;
      case 'values':
        return of.values.includes(each);
      case 'between':
        return typeof each === 'number' && each >= of.from && each <= of.to;
    }
  });
}
