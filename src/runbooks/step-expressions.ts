// The CEL expressions of a step, checked before anything runs: they compile, and name only what will be there.

import type { ExecutableOptions } from './attributes.ts';
import type { CodeKind } from './block-code.ts';
import { type Compiled, compileExpression, evaluate, expressionNames } from './expression.ts';
import { nearestOf } from './nearest.ts';
import { type Place, reportUndeclared } from './place.ts';

// What a step's kind can never give; steps/step-kind.ts says what each gives.
const foreign: Readonly<Record<CodeKind, readonly string[]>> = {
  http: ['rows', 'exit', 'value'],
  sql: ['status', 'headers', 'exit'],
  sh: ['status', 'headers', 'rows', 'value'],
  promql: ['status', 'headers', 'text', 'rows', 'exit'],
};

/** Reports what is wrong with `expect`, `save` and `when`. */
export function checkExpressions(kind: CodeKind, options: ExecutableOptions, line: number, place: Place): void {
  if (options.when !== undefined) checkWhen(options.when, line, place);
  const owned = [
    ...(options.expect === undefined ? [] : [{ attribute: 'expect', source: options.expect }]),
    ...options.save.map(({ expression }) => ({ attribute: 'save', source: expression })),
  ];
  for (const { attribute, source } of owned) {
    const names = check(attribute, source, line, place) ?? [];
    const wrong = names.find((name) => foreign[kind].includes(name) && !place.saved.includes(name));
    if (wrong !== undefined) {
      const known = expressionNames.filter((name) => !foreign[kind].includes(name)).join(', ');
      place.report(
        line,
        `\`${attribute}\` names \`${wrong}\`, which this kind of step never gives`,
        `It gives ${known}.`,
      );
    }
  }
  for (const { name } of options.save) checkSavedName(name, line, place);
}

/** Reports a name that no value can be saved under. */
export function checkSavedName(name: string, line: number, place: Place): void {
  if (isTaken(name)) place.report(line, `\`${name}\` cannot be saved under this name`, 'Choose another name.');
  if (place.choices.has(name)) place.report(line, `\`${name}\` is a choice already`, 'Choose another name.');
}

/** `when` is decided before the step runs: only parameters and what earlier steps saved are there. */
export function checkWhen(source: string, line: number, place: Place): void {
  const names = check('when', source, line, place);
  if (names === undefined) return;
  if (names.length === 0) {
    const always = evaluate(source, {});
    const say = always.ok && always.value === true ? 'is always true' : 'never holds, so the step is never reached';
    place.report(line, `\`when\` ${say}`, 'Name a parameter or a saved value in it, or remove it.');
  }
  const early = names.find((name) => name !== 'parameters' && expressionNames.some((known) => known === name));
  if (early === undefined) return;
  const hint = 'Save it in an earlier step with save=name:… and use that name.';
  place.report(line, `\`when\` names \`${early}\`, but it is decided before the step runs`, hint);
}

function check(attribute: string, source: string, line: number, place: Place): readonly string[] | undefined {
  const compiled = compileExpression(source, place.saved);
  if (!compiled.ok) {
    place.report(line, `\`${attribute}\` cannot be read: ${compiled.say}`, 'Mend the CEL expression.');
    return undefined;
  }
  checkComparisons(compiled, line, place);
  for (const name of compiled.parameters) if (!place.parameters.includes(name)) reportUndeclared(place, line, name);
  return compiled.names;
}

// `way == "rolback"` would never hold, and nobody would see why.
function checkComparisons({ comparisons }: Compiled & { ok: true }, line: number, place: Place): void {
  for (const { name, text } of comparisons) {
    const values = place.choices.get(name);
    if (values === undefined || values.includes(text)) continue;
    const near = nearestOf(text, values);
    const hint = near === undefined ? `There are ${values.join(', ')}.` : `Did you mean \`${near}\`?`;
    place.report(line, `The choice \`${name}\` has no option \`${text.slice(0, 60)}\``, hint);
  }
}

// A name that CEL keeps for itself cannot be read back: https://github.com/cel-expr/cel-spec/blob/master/doc/langdef.md#syntax
function isTaken(name: string): boolean {
  return expressionNames.some((known) => known === name) || !compileExpression(`${name} == ${name}`, [name]).ok;
}
