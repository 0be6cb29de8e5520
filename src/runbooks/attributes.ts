// The attributes of a fence as typed options. What is unknown, doubled or of the wrong form is told, never ignored.

import { z } from 'zod';
import type { Save } from './model.ts';
import type { InfoString } from './info-string.ts';
import { nearestOf } from './nearest.ts';
import { duration } from './duration.ts';

const text = z.string().trim().min(1, 'Write a value after the `=`.');
const count = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `Write a whole number from ${least} to ${most}.`)
    .transform(Number)
    .refine((number) => number >= least && number <= most, `Write a whole number from ${least} to ${most}.`);

const tolerance = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,3})?$/, 'Write a number that is at least 1, for example 1.5.')
  .transform(Number)
  .refine((number) => number >= 1, 'Write a number that is at least 1, for example 1.5.');
const flag = (name: string) =>
  z
    .enum(['', 'true', 'false'], `Write the word alone: ${name}.`)
    .default('false')
    .transform((written) => written !== 'false');

const save = z.string().transform((written, context): Save => {
  const match = /^([a-z][A-Za-z0-9_]{0,59}):(.+)$/s.exec(written);
  if (match?.[1] !== undefined && match[2] !== undefined) return { name: match[1], expression: match[2] };
  context.addIssue({ code: 'custom', message: 'Write save=name:expression, for example save=before:json.version.' });
  return z.NEVER;
});

const executable = z.strictObject({
  target: text,
  risk: z.enum(['read', 'change', 'destroy'], 'Write read, change or destroy.').exactOptional(),
  because: text.exactOptional(),
  expect: text.exactOptional(),
  save: z.array(save).default([]),
  every: duration.exactOptional(),
  within: duration.exactOptional(),
  for: duration.exactOptional(),
  timeout: duration.exactOptional(),
  retry: count(0, 20).default(0),
  repeat: z.enum(['safe', 'ask'], 'Write safe or ask.').exactOptional(),
  verify: text.exactOptional(),
  undo: text.exactOptional(),
  when: text.exactOptional(),
  max_rows: count(0, 100_000_000).exactOptional(),
  tolerance: tolerance.exactOptional(),
  secret: flag('secret'),
  evidence: flag('evidence'),
});

export type ExecutableOptions = z.infer<typeof executable>;

/** The names of all of them. */
export const attributeNames: readonly string[] = Object.keys(executable.shape);

const waiting = z.strictObject({ when: text.exactOptional() });
const choosing = z.strictObject({
  save: z.array(z.string().regex(/^[a-z][A-Za-z0-9_]{0,59}$/, 'Write save=name, for example save=way.')).length(1),
  when: text.exactOptional(),
});

export interface AttributeFault {
  readonly say: string;
  readonly hint: string;
}

export type AttributesRead<T> =
  { readonly ok: true; readonly options: T } | { readonly ok: false; readonly faults: readonly AttributeFault[] };

/** The attributes of a block that has a `target`. */
export function readExecutable(info: InfoString): AttributesRead<ExecutableOptions> {
  return readAttributes(executable, info);
}

/** The attributes of a `wait`, `approve` or `yaml step` block. */
export function readWaiting(info: InfoString): AttributesRead<{ when?: string }> {
  return readAttributes(waiting, info);
}

/** The attributes of a `choose` block. */
export function readChoosing(info: InfoString): AttributesRead<{ name: string; when?: string }> {
  if (!info.attributes.some(({ name }) => name === 'save')) {
    const hint = 'Write save=name, and when=\'name == "value"\' on the steps that depend on it.';
    return { ok: false, faults: [{ say: 'The choice has no name', hint }] };
  }
  const read = readAttributes(choosing, info);
  if (!read.ok) return read;
  const { save: names, ...options } = read.options;
  return { ok: true, options: { name: names[0] ?? '', ...options } };
}

/** The attributes of a block without `target` that only make sense with one, a misspelt `target` included. */
export function strandedAttributes(info: InfoString): readonly string[] {
  const names = info.attributes.map(({ name }) => name);
  return names.filter((name) => Object.hasOwn(executable.shape, name) || nearestOf(name, ['target']) !== undefined);
}

function readAttributes<T>(schema: z.ZodType<T>, info: InfoString): AttributesRead<T> {
  if (info.badQuote !== undefined) {
    const say = `The attributes cannot be read from \`${info.badQuote}\` on`;
    return { ok: false, faults: [{ say, hint: `Put the value between ' or " and close them.` }] };
  }
  const gathered = new Map<string, string | string[]>();
  for (const { name, value } of info.attributes) {
    const before = gathered.get(name);
    if (name === 'save') gathered.set(name, [...(Array.isArray(before) ? before : []), value]);
    else if (before === undefined) gathered.set(name, value);
    else return { ok: false, faults: [{ say: `\`${name}\` stands twice`, hint: 'Write it once.' }] };
  }
  const result = schema.safeParse(Object.fromEntries(gathered));
  return result.success ? { ok: true, options: result.data } : { ok: false, faults: faultsOf(result.error) };
}

function faultsOf(error: z.ZodError): AttributeFault[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') {
      return [{ say: `\`${String(issue.path[0])}\` has the wrong form`, hint: issue.message }];
    }
    return issue.keys.map((key) => {
      const meant = nearestOf(key, Object.keys(executable.shape));
      const hint = meant === undefined || meant === key ? 'Remove it.' : `Did you mean \`${meant}\`?`;
      return { say: `\`${key.slice(0, 40)}\` is no attribute of a block`, hint };
    });
  });
}
