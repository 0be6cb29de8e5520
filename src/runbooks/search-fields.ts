// What of a procedure is searched, by how much it counts. Pure.

import type { Step } from './model.ts';
import type { Found } from './shelf.ts';

/** The weights of PostgreSQL's full text search: https://www.postgresql.org/docs/current/textsearch-controls.html */
export type Weight = 'A' | 'B' | 'C' | 'D';

// More of a text does not tell procedures apart, and PostgreSQL takes no more than 1 MB.
const longestField = 40_000;
/** Of what a guide says outside its procedures, which every one of them is found by. */
const longestPageText = 2000;

/** A: its name and its alerts. B: its title and symptoms. C: what it is for. D: its steps, and the rest of a guide's page. */
export function searchFields({ runbook, procedure }: Found): Readonly<Record<Weight, string>> {
  return {
    A: text([procedure.name, ...procedure.alerts]),
    B: text([procedure.title, ...procedure.symptoms]),
    C: text([runbook.title, ...procedure.path, procedure.purpose]),
    D: text([
      ...procedure.thresholds.map(({ metric }) => metric),
      ...procedure.parameters.map(({ name, describe = '' }) => `${name} ${describe}`),
      ...procedure.steps.flatMap(textOfStep),
      runbook.text.slice(0, longestPageText),
    ]),
  };
}

function textOfStep(step: Step): string[] {
  const said = 'words' in step ? [step.words ?? ''] : [];
  return [step.title, ...said, ...('text' in step ? [step.text] : [])];
}

function text(pieces: readonly string[]): string {
  return pieces.join(' ').slice(0, longestField);
}
