// The condition under which a step is done. One that only asks what somebody chose is said in the words of the options.

import type { Step } from '../../runbooks/model.ts';
import type { PlannedStep } from '../../runbooks/planned.ts';
import { code, plain } from '../fit.ts';

/** The label of an option, by the name of its choice and its value. */
export type Options = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Longer ones do not stand among the notes of a step. */
const longest = 250;

export function optionsOf(steps: readonly (Step | PlannedStep)[]): Options {
  return new Map(
    steps.flatMap((step) => {
      if (step.kind !== 'choose' || ('call' in step && step.call !== undefined)) return [];
      return [[step.name, new Map(step.options.map(({ value, label }) => [value, label]))] as const];
    }),
  );
}

/** Safe for mrkdwn; undefined for one that is too long for a note. */
export function conditionInWords(when: string, options: Options): string | undefined {
  const labels = when.split(' && ').map((part) => labelOf(part, options));
  const known = labels.flatMap((label) => label ?? []);
  if (known.length === labels.length && known.length <= 3)
    return `only for ${known.map((label) => `“${plain(label, 100)}”`).join(', in ')}`;
  return when.length > longest ? undefined : `only when ${code(when, Infinity)}`;
}

function labelOf(part: string, options: Options): string | undefined {
  const [, name = '', value = ''] = /^(\w+) == "([^"\\]*)"$/.exec(part) ?? [];
  return options.get(name)?.get(value);
}
