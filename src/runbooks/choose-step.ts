// A `choose` block: a person picks one of its options, and later steps go by it.

import { z } from 'zod';
import { readChoosing } from './attributes.ts';
import type { ChooseStep } from './model.ts';
import type { Fence } from './outline.ts';
import type { Place } from './place.ts';
import { checkSavedName, checkWhen } from './step-expressions.ts';
import { readYaml, yamlFaults } from './yaml-block.ts';

/** Slack's longest text of a button: https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const longestLabel = 75;
const mostOptions = 10;

const options = z.record(
  z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'Use small letters, digits, - and _ for a value, beginning with a letter.'),
  z.string().trim().min(1).max(longestLabel),
);

/** The block holds `value: label` lines. Undefined when something is wrong; it is reported. */
export function chooseStep(fence: Fence, place: Place): ChooseStep | undefined {
  const attributes = readChoosing(fence.info);
  if (!attributes.ok) {
    for (const { say, hint } of attributes.faults) place.report(fence.line, say, hint);
    return undefined;
  }
  const { name, when } = attributes.options;
  checkSavedName(name, fence.line, place);
  if (when !== undefined) checkWhen(when, fence.line, place);
  const yaml = readYaml(fence.text, fence.line + 1);
  if (!yaml.ok) {
    place.report(yaml.fault.line, yaml.fault.say, yaml.fault.hint);
    return undefined;
  }
  const read = options.safeParse(yaml.value);
  if (!read.success) {
    const hint = `Write a line for each option: rollback: "Put the old release back". ${yamlFaults(read.error, 'block', yaml.lineOf)[0]?.hint ?? ''}`;
    place.report(fence.line + 1, 'The options of the choice cannot be read', hint.trim());
    return undefined;
  }
  const chosen = Object.entries(read.data).map(([value, label]) => ({ value, label }));
  checkOptions(chosen, fence.line + 1, place);
  const common = { title: fence.words, line: fence.line, risk: 'read', because: [], marks: [] } as const;
  return { kind: 'choose', ...common, ...(when === undefined ? {} : { when }), name, options: chosen };
}

function checkOptions(chosen: ChooseStep['options'], line: number, place: Place): void {
  if (chosen.length < 2 || chosen.length > mostOptions) {
    place.report(line, `The choice has ${chosen.length} options`, `Give it 2 to ${mostOptions}.`);
  }
  const labels = chosen.map(({ label }) => label);
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice !== undefined) place.report(line, `Two options are called \`${twice}\``, 'Give them different words.');
}
