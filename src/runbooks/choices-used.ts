// A choice that no later step goes by would only look like one.

import { compileExpression } from './expression.ts';
import type { Step } from './model.ts';
import type { Report } from './place.ts';

export function checkChoices(steps: readonly Step[], report: Report): void {
  const saved = steps.flatMap((step) => {
    if (step.kind === 'choose') return [step.name];
    return 'save' in step ? step.save.map(({ name }) => name) : [];
  });
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'choose') continue;
    const conditions = steps.slice(index + 1).flatMap(({ when }) => (when === undefined ? [] : [when]));
    if (conditions.some((when) => namesOf(when, saved).includes(step.name))) continue;
    const hint = `Write when='${step.name} == "${step.options[0]?.value ?? 'value'}"' on the steps that depend on it.`;
    report(step.line, `No later step goes by the choice \`${step.name}\``, hint);
  }
}

function namesOf(expression: string, saved: readonly string[]): readonly string[] {
  const compiled = compileExpression(expression, saved);
  return compiled.ok ? compiled.names : [];
}
