// A `yaml step` block: another procedure's steps stand here. Whether that procedure exists is known when every page is read (calls.ts).

import { z } from 'zod';
import { readWaiting } from './attributes.ts';
import type { Handed, UseStep } from './model.ts';
import type { Fence } from './outline.ts';
import { type Place, reportUndeclared } from './place.ts';
import { checkWhen } from './step-expressions.ts';
import { namesIn } from './template.ts';
import { readYaml, yamlFaults } from './yaml-block.ts';

const block = z.strictObject({
  use: z
    .string()
    .regex(
      /^(?:[a-z][a-z0-9-]{0,39}\.)?[a-z0-9][a-z0-9-]{0,59}$/,
      'Name a procedure, for example ace.take-backup, or one of this page without the system.',
    ),
  with: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()], 'Write a value, or a parameter as "{{name}}".'))
    .default({}),
});

/** Whether a fence is such a block. */
export function isUse({ info }: Fence): boolean {
  return info.language === 'yaml' && info.attributes[0]?.name === 'step';
}

/** Undefined when something is wrong; it is reported. */
export function useStep(fence: Fence, place: Place): UseStep | undefined {
  const read = readWaiting({ ...fence.info, attributes: fence.info.attributes.slice(1) });
  if (!read.ok) {
    for (const { say, hint } of read.faults) place.report(fence.line, say, hint);
    return undefined;
  }
  const { when } = read.options;
  if (when !== undefined) checkWhen(when, fence.line, place);
  const yaml = readYaml(fence.text, fence.line + 1);
  const settings = yaml.ok ? block.safeParse(yaml.value) : undefined;
  if (!yaml.ok || settings?.success !== true) {
    const faults = yaml.ok
      ? yamlFaults(settings?.error ?? new z.ZodError([]), 'step block', yaml.lineOf)
      : [yaml.fault];
    for (const { line, say, hint } of faults) place.report(line, say, hint);
    return undefined;
  }
  const { use, with: given } = settings.data;
  const handed = Object.entries(given).flatMap(([name, value]) => {
    const own = handedOn(value, yaml.lineOf(['with', name]), place);
    return own === undefined ? [] : [[name, own] as const];
  });
  return {
    kind: 'use',
    title: fence.words,
    line: fence.line,
    // What it calls decides; calls.ts puts that in.
    risk: 'read',
    because: [],
    marks: [],
    ...(when === undefined ? {} : { when }),
    procedure: use.includes('.') ? use : `${place.system}.${use}`,
    with: Object.fromEntries(handed),
  };
}

function handedOn(value: string | number | boolean, line: number, place: Place): Handed | undefined {
  if (typeof value !== 'string' || !value.includes('{{')) return { value };
  const [name, ...others] = namesIn(value);
  if (name === undefined || others.length > 0 || !/^\s*\{\{\s*\w+\s*\}\}\s*$/.test(value)) {
    place.report(line, 'A parameter is handed on as a whole, without anything beside it', 'Write "{{name}}".');
    return undefined;
  }
  if (place.parameters.includes(name)) return { parameter: name };
  reportUndeclared(place, line, name);
  return undefined;
}
