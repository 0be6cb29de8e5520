// The CEL expressions of a step, checked before anything runs: they compile, and name only what will be there.

import type { ExecutableOptions } from './attributes.ts';
import type { CodeKind } from './block-code.ts';
import { compileExpression, expressionNames } from './expression.ts';
import { type Place, reportUndeclared } from './place.ts';

// What a step's kind can never give; steps/step-kind.ts says what each gives.
const foreign: Readonly<Record<CodeKind, readonly string[]>> = {
  http: ['rows', 'exit', 'value'],
  sql: ['status', 'headers', 'exit'],
  sh: ['status', 'headers', 'rows', 'value'],
};

/** Reports what is wrong with `expect`, `save` and `when`. */
export function checkExpressions(kind: CodeKind, options: ExecutableOptions, line: number, place: Place): void {
  if (options.when !== undefined) checkWhen(options.when, line, place);
  const owned = [
    ...(options.expect === undefined ? [] : [{ attribute: 'expect', source: options.expect }]),
    ...options.save.map(({ expression }) => ({ attribute: 'save', source: expression })),
  ];
  for (const { attribute, source } of owned) {
    const names = check(attribute, source, line, place);
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
  for (const { name } of options.save) {
    if (isTaken(name)) place.report(line, `\`${name}\` cannot be saved under this name`, 'Choose another name.');
  }
}

/** `when` is decided before the step runs: only parameters and what earlier steps saved are there. */
export function checkWhen(source: string, line: number, place: Place): void {
  const early = check('when', source, line, place).find(
    (name) => name !== 'parameters' && expressionNames.some((known) => known === name),
  );
  if (early === undefined) return;
  const hint = 'Save it in an earlier step with save=name:… and use that name.';
  place.report(line, `\`when\` names \`${early}\`, but it is decided before the step runs`, hint);
}

function check(attribute: string, source: string, line: number, place: Place): readonly string[] {
  const compiled = compileExpression(source, place.saved);
  if (!compiled.ok) {
    place.report(line, `\`${attribute}\` cannot be read: ${compiled.say}`, 'Mend the CEL expression.');
    return [];
  }
  for (const name of compiled.parameters) if (!place.parameters.includes(name)) reportUndeclared(place, line, name);
  return compiled.names;
}

// A name that CEL keeps for itself cannot be read back: https://github.com/cel-expr/cel-spec/blob/master/doc/langdef.md#syntax
function isTaken(name: string): boolean {
  return expressionNames.some((known) => known === name) || !compileExpression(`${name} == ${name}`, [name]).ok;
}
