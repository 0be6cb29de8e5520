// An `undo` whose procedure needs what no step has saved: a form asks for it then, in the middle of the night.

import type { Procedure, Step } from './model.ts';

export interface UndoGap {
  readonly line: number;
  readonly say: string;
  readonly hint: string;
}

/** `find` gives a procedure by its full name. */
export function undoGaps(procedure: Procedure, find: (name: string) => Procedure | undefined): UndoGap[] {
  const saved = new Set<string>();
  return procedure.steps.flatMap((step) => {
    for (const name of savedBy(step)) saved.add(name);
    const other = 'undo' in step && step.undo !== undefined ? find(step.undo) : undefined;
    const missing = (other?.parameters ?? []).filter((each) => each.default === undefined && !saved.has(each.name));
    const [first] = missing;
    if (other === undefined || first === undefined) return [];
    const names = missing.map(({ name }) => `\`${name}\``).join(', ');
    const isOwn = procedure.parameters.some(({ name }) => name === first.name);
    const source = isOwn ? `parameters.${first.name}` : 'json.before';
    return [
      {
        line: step.line,
        say: `\`undo\` names \`${other.name}\`, which needs ${names}, and no step until then saves that`,
        hint: `Save it before the change, for example save=${first.name}:${source}, or give the parameter a default.`,
      },
    ];
  });
}

function savedBy(step: Step): readonly string[] {
  if (step.kind === 'choose') return [step.name];
  return 'save' in step ? step.save.map(({ name }) => name) : [];
}
