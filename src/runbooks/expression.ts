// CEL expressions of `expect`, `save` and `when`. An expression can neither act nor run for long, and what is wrong with it is a sentence.

import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { z } from 'zod';
import { bounded } from './bounded.ts';
import { nearestOf } from './nearest.ts';
import { usesOf } from './expression-uses.ts';
import { patternFault } from './pattern.ts';

/** What every expression may name, beside saved values. `value` is a number, `parameters` a map. */
export const expressionNames = ['status', 'headers', 'json', 'text', 'rows', 'value', 'exit', 'parameters'] as const;

const longestExpression = 2000;
const limitMs = 500;

/** `names` are the top-level names it mentions, `parameters` the fields of `parameters`. */
export type Compiled =
  | {
      readonly ok: true;
      readonly names: readonly string[];
      readonly parameters: readonly string[];
      /** Texts that a name is compared with: `way == "back"`. */
      readonly comparisons: readonly { readonly name: string; readonly text: string }[];
    }
  | { readonly ok: false; readonly say: string };

/** Checks an expression without values. `saved` are the names that earlier steps save. */
export function compileExpression(source: string, saved: readonly string[] = []): Compiled {
  const known = [...new Set([...expressionNames, ...saved])];
  const parsed = parse(source, known);
  if (!parsed.ok) return parsed;
  const uses = usesOf(parsed.ast);
  for (const pattern of uses.patterns) {
    const fault = pattern === undefined ? 'must be written out between quotes' : patternFault(pattern);
    if (fault !== undefined) return no(source, `the pattern of \`matches\` ${fault}`);
  }
  return { ok: true, names: [...uses.names], parameters: [...uses.parameters], comparisons: uses.comparisons };
}

export type Evaluated = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly say: string };

/** Evaluates over plain JSON values; the answer is plain JSON too. Never throws. */
export function evaluate(source: string, scope: Readonly<Record<string, unknown>>): Evaluated {
  const parsed = parse(source, [...new Set([...expressionNames, ...Object.keys(scope)])]);
  if (!parsed.ok) return parsed;
  try {
    const answer = bounded(limitMs, () =>
      parsed.run(Object.fromEntries(Object.entries(scope).map(([name, value]) => [name, forCel(value)]))),
    );
    if (!answer.inTime) return no(source, 'it took too long; make it simpler');
    const value = asJson(answer.value);
    return value === undefined ? no(source, 'it gives no JSON value; wrap it in string(…)') : { ok: true, value };
  } catch (thrown) {
    return no(source, summaryOf(thrown));
  }
}

type Parsed =
  | { readonly ok: true; readonly ast: ASTNode; readonly run: (scope: Record<string, unknown>) => unknown }
  | { readonly ok: false; readonly say: string };

function parse(source: string, names: readonly string[]): Parsed {
  if (source.trim() === '') return { ok: false, say: 'The expression is empty.' };
  if (source.length > longestExpression) {
    return { ok: false, say: `The expression is longer than ${longestExpression} characters.` };
  }
  try {
    const environment = base.clone();
    for (const name of names) environment.registerVariable(name, 'dyn');
    const parsed = environment.parse(source);
    const checked = parsed.check();
    if (!checked.valid) return no(source, summaryOf(checked.error));
    return { ok: true, ast: parsed.ast, run: parsed };
  } catch (thrown) {
    return no(source, summaryOf(thrown));
  }
}

function no(source: string, reason: string): { readonly ok: false; readonly say: string } {
  const shown = source.length > 200 ? `${source.slice(0, 200)}…` : source;
  return { ok: false, say: `\`${shown}\`: ${reason}.` };
}

const base = numbersMix(
  new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 500, maxDepth: 50 },
  }),
);

// JSON has one kind of number and arrives here as CEL's double; `json.count + 1` has to work all the same.
function numbersMix(environment: Environment): Environment {
  const pairs = ['double/int', 'int/double'].map((pair) => pair.split('/'));
  for (const [left, right] of pairs) {
    environment
      .registerOperator(`${left} + ${right}`, (a: unknown, b: unknown) => Number(a) + Number(b))
      .registerOperator(`${left} - ${right}`, (a: unknown, b: unknown) => Number(a) - Number(b))
      .registerOperator(`${left} * ${right}`, (a: unknown, b: unknown) => Number(a) * Number(b))
      .registerOperator(`${left} / ${right}`, (a: unknown, b: unknown) => Number(a) / Number(b))
      .registerOperator(`${left} % ${right}`, (a: unknown, b: unknown) => Number(a) % Number(b));
  }
  return environment.registerOperator('double % double', (a: unknown, b: unknown) => Number(a) % Number(b));
}

const celError = z.object({ code: z.string(), summary: z.string() });

function summaryOf(thrown: unknown): string {
  const read = celError.safeParse(
    thrown instanceof Error && 'code' in thrown && 'summary' in thrown
      ? { code: thrown.code, summary: thrown.summary }
      : thrown,
  );
  if (!read.success) return 'it cannot be evaluated';
  const { code, summary } = read.data;
  const name = /: (\w+)$/.exec(summary)?.[1];
  if (code === 'unknown_variable' && name !== undefined) return unknownName(name);
  if (code === 'no_such_key' && name !== undefined) return `there is no field \`${name}\`; test it with has(…) first`;
  return summary.charAt(0).toLowerCase() + summary.slice(1).replace(/\.$/, '');
}

function unknownName(name: string): string {
  if (expressionNames.some((known) => known === name)) return `this step gives no \`${name}\``;
  const near = nearestOf(name, expressionNames);
  if (near !== undefined) return `nothing is called \`${name}\`; did you mean \`${near}\``;
  return `nothing is called \`${name}\`; an expression knows ${expressionNames.join(', ')} and what earlier steps save`;
}

function asJson(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (Array.isArray(value)) return everyOne(value.map(asJson));
  if (value instanceof Map) return fromEntries([...value.entries()]);
  if (isPlain(value)) return fromEntries(Object.entries(value));
  return undefined;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

// The library tells an object's type by its `constructor`, which JSON from a system may well contain as a key.
function forCel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forCel);
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).map(([key, held]) => [key, forCel(held)] as const);
  return Object.hasOwn(value, 'constructor') ? new Map(entries) : Object.fromEntries(entries);
}

function everyOne(values: readonly unknown[]): readonly unknown[] | undefined {
  return values.includes(undefined) ? undefined : values;
}

function fromEntries(entries: readonly (readonly [unknown, unknown])[]): unknown {
  const read = entries.map(([key, value]) => [String(key), asJson(value)] as const);
  return read.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(read);
}
