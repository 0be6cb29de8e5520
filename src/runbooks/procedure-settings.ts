// The `yaml procedure` block under a heading: id, approvals, time limit, parameters, and what leads people and schedules to it.

import { z } from 'zod';
import { approve, escalate, stepUp, type AskingSettings } from './asking.ts';
import { schedule, thresholds } from './check-settings.ts';
import { duration } from './duration.ts';
import type { Moment, Parameter, Threshold } from './model.ts';
import { on } from './moments.ts';
import { readValue } from './parameter-value.ts';
import { patternFault } from './pattern.ts';
import { readYaml, type YamlFault, yamlFaults } from './yaml-block.ts';

export interface ProcedureSettings extends AskingSettings {
  readonly id?: string;
  readonly timeout?: number;
  readonly params: readonly Parameter[];
  readonly alerts?: readonly string[];
  readonly symptoms?: readonly string[];
  readonly schedule?: string;
  readonly thresholds?: readonly Threshold[];
  readonly on?: readonly Moment[];
  readonly lock?: string | false;
  readonly when_locked?: 'queue' | 'refuse';
}

export type SettingsRead =
  | { readonly ok: true; readonly settings: ProcedureSettings }
  /** `id` is given where it could be read all the same. */
  | { readonly ok: false; readonly faults: readonly YamlFault[]; readonly id?: string };

const value = z.union([z.string(), z.number(), z.boolean()]);

const declaration = z.strictObject({
  type: z.enum(['string', 'integer', 'number', 'boolean']).default('string'),
  describe: z.string().trim().min(1).max(300).exactOptional(),
  pattern: z.string().min(1).exactOptional(),
  choices: z.array(value).min(1).max(100).exactOptional(),
  default: value.exactOptional(),
});

const lockHint = 'Use small letters, digits and dashes, beginning with a letter, at most 60; or false for none.';

const words = z.array(z.string().trim().min(1).max(200)).max(50);

const block = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'Use small letters, digits and dashes, at most 60.')
    .exactOptional(),
  approve: approve.exactOptional(),
  remind: duration.exactOptional(),
  escalate: escalate.exactOptional(),
  step_up: stepUp.exactOptional(),
  timeout: duration.exactOptional(),
  params: z.record(z.string(), declaration).default({}),
  alerts: words.exactOptional(),
  symptoms: words.exactOptional(),
  schedule: schedule.exactOptional(),
  thresholds: thresholds.exactOptional(),
  on: on.exactOptional(),
  lock: z.union([z.literal(false), z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, lockHint)], lockHint).exactOptional(),
  when_locked: z.enum(['queue', 'refuse'], 'Write queue or refuse.').exactOptional(),
});

/** What the block may hold. */
export const settingNames: readonly string[] = Object.keys(block.shape);

/** `firstLine` is the page's line on which the block's text begins. */
export function readProcedureSettings(text: string, firstLine: number): SettingsRead {
  const yaml = readYaml(text, firstLine);
  if (!yaml.ok) return { ok: false, faults: [yaml.fault] };
  const read = block.safeParse(yaml.value ?? {});
  if (!read.success) {
    const named = block.pick({ id: true }).required().loose().safeParse(yaml.value);
    const faults = yamlFaults(read.error, 'procedure block', yaml.lineOf);
    return named.success ? { ok: false, faults, id: named.data.id } : { ok: false, faults };
  }
  const params = Object.entries(read.data.params).map(([name, declared]) => ({ name, ...declared }));
  const faults = params.flatMap((parameter) => {
    const found = parameterFault(parameter);
    return found === undefined ? [] : [{ ...found, line: yaml.lineOf(['params', parameter.name, ...found.path]) }];
  });
  const settings = { ...read.data, params };
  if (faults.length === 0) return { ok: true, settings };
  return settings.id === undefined ? { ok: false, faults } : { ok: false, faults, id: settings.id };
}

interface Fault {
  readonly path: readonly string[];
  readonly say: string;
  readonly hint: string;
}

function parameterFault(parameter: Parameter): Fault | undefined {
  const { name, pattern } = parameter;
  // A parameter reaches scripts as an environment variable: small letters keep it away from PATH, IFS and LD_PRELOAD.
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(name) || name.endsWith('_proxy')) {
    const hint = 'Use small letters, digits and `_`, beginning with a letter; names that end in _proxy are taken.';
    return { path: [], say: `\`${name}\` cannot be a parameter's name`, hint };
  }
  const wrong = pattern === undefined ? undefined : patternFault(pattern);
  if (wrong !== undefined) {
    const hint = 'Write a simpler pattern, for example [0-9a-f]{7,40}.';
    return { path: ['pattern'], say: `The pattern of \`${name}\` ${wrong}`, hint };
  }
  const { default: preset, choices, ...plain } = parameter;
  const odd = choices?.find((choice) => !fits(plain, choice));
  if (odd !== undefined) return misfit(name, 'choices', odd);
  return preset === undefined || fits(parameter, preset) ? undefined : misfit(name, 'default', preset);
}

function fits(parameter: Parameter, candidate: string | number | boolean): boolean {
  const read = readValue(parameter, String(candidate));
  return read.ok && read.value === candidate;
}

function misfit(name: string, where: string, candidate: string | number | boolean): Fault {
  const say = `${JSON.stringify(candidate)} in the ${where} of \`${name}\` does not fit its type, pattern or choices`;
  return { path: [where], say, hint: 'Correct the value, or quote it when it is text.' };
}
