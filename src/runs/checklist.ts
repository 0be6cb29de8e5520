// Which items of a long checklist can be ticked together. Pure: what the card offers and what the verb takes are the same.

import type { PlannedStep } from '../runbooks/planned.ts';
import type { Run } from './run.ts';
import { conditionsOf } from './scope.ts';

/** Slack's most: https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element */
const mostTogether = 10;
/** Fewer are ticked one by one as fast. */
const fewestTogether = 4;
const longestItem = 200;
const longestWords = 450;

/** The step that the run waits for and those after it, by index; empty when they are not to be ticked together. */
export function tickedTogether(run: Run): readonly number[] {
  const { steps } = run.plan;
  const first = steps[run.cursor];
  if (run.state !== 'waiting' || first === undefined) return [];
  // The conditions of the first have been found true, and a person's tick changes nothing that they are about.
  const conditions = JSON.stringify([first.call?.id, conditionsOf(first)]);
  const together: number[] = [];
  for (const [offset, step] of steps.slice(run.cursor, run.cursor + mostTogether).entries()) {
    const isNext = JSON.stringify([step.call?.id, conditionsOf(step)]) === conditions && isItem(step, offset === 0);
    if (!isNext) break;
    together.push(run.cursor + offset);
  }
  return together.length < fewestTogether ? [] : together;
}

/** One line that is no command and destroys nothing. Words stand above the first only. */
function isItem(step: PlannedStep, isFirst: boolean): boolean {
  if (step.kind !== 'manual' || step.block !== undefined || step.risk === 'destroy') return false;
  if ((step.marks ?? []).length > 0) return false;
  if (step.words !== undefined && (!isFirst || step.words.length > longestWords)) return false;
  return step.text.length <= longestItem && !step.text.includes('\n');
}
