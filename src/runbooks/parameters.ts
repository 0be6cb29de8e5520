// What a person gave for a procedure's parameters, typed and checked as a whole: everything wrong is told at once.

import type { Parameter, ParameterValue, Procedure } from './model.ts';
import { nearestOf } from './nearest.ts';
import { readValue } from './parameter-value.ts';

export interface ParameterProblem {
  readonly name: string;
  readonly say: string;
}

export type ParametersRead =
  | { readonly ok: true; readonly values: Readonly<Record<string, ParameterValue>> }
  | { readonly ok: false; readonly missing: readonly Parameter[]; readonly problems: readonly ParameterProblem[] };

/** Types, patterns, choices and defaults applied. `missing` are the parameters without value and default, in declared order. */
export function readParameters(
  procedure: Pick<Procedure, 'name' | 'parameters'>,
  given: Readonly<Record<string, string>>,
): ParametersRead {
  const texts = new Map(Object.entries(given));
  const problems: ParameterProblem[] = [];
  const missing: Parameter[] = [];
  const values: Record<string, ParameterValue> = {};
  for (const parameter of procedure.parameters) {
    const text = texts.get(parameter.name);
    const read = text === undefined ? undefined : readValue(parameter, text);
    if (read?.ok === true) values[parameter.name] = read.value;
    else if (read !== undefined) problems.push({ name: parameter.name, say: read.say });
    else if (parameter.default !== undefined) values[parameter.name] = parameter.default;
    else missing.push(parameter);
  }
  const names = procedure.parameters.map(({ name }) => name);
  for (const name of texts.keys()) if (!names.includes(name)) problems.push(unknown(procedure.name, name, names));
  return problems.length + missing.length === 0 ? { ok: true, values } : { ok: false, missing, problems };
}

function unknown(procedure: string, given: string, names: readonly string[]): ParameterProblem {
  const name = given.length > 60 ? `${given.slice(0, 60)}…` : given;
  const near = nearestOf(given.slice(0, 100), names);
  if (near !== undefined) return { name, say: `There is no parameter \`${name}\`. Did you mean \`${near}\`?` };
  const known = names.length === 0 ? 'It takes none.' : `It takes ${names.map((own) => `\`${own}\``).join(', ')}.`;
  return { name, say: `\`${procedure}\` has no parameter \`${name}\`. ${known}` };
}
