// One parameter's value: from what a person typed to a typed value that fits its declaration, or the sentence that says why not.

import type { Parameter, ParameterValue } from './model.ts';
import { matchesWhole } from './pattern.ts';

const longestValue = 40_000;

export type ValueRead =
  { readonly ok: true; readonly value: ParameterValue } | { readonly ok: false; readonly say: string };

export function readValue(parameter: Parameter, given: string): ValueRead {
  const { name } = parameter;
  if (given.length > longestValue) {
    return no(`\`${name}\` has ${given.length} characters; at most ${longestValue} are allowed. Give a shorter value.`);
  }
  // Neither an environment variable nor a Postgres text can hold a NUL, and half a surrogate pair is no text at all.
  if (given.includes('\0')) return no(`\`${name}\` holds a NUL byte. Give the value again without it.`);
  if (/[\ud800-\udfff]/u.test(given)) return no(`\`${name}\` holds half a character. Give the value again.`);
  const value = typed(parameter, given);
  if (value === undefined) return no(`\`${name}\` ${wanted[parameter.type]}.`);
  return fault(parameter, given) ?? choiceFault(parameter, value) ?? { ok: true, value };
}

const wanted: Readonly<Record<Parameter['type'], string>> = {
  string: 'must be text',
  integer: 'must be a whole number such as 3',
  number: 'must be a number such as 0.5',
  boolean: 'must be true or false',
};

function typed(parameter: Parameter, given: string): ParameterValue | undefined {
  switch (parameter.type) {
    case 'string':
      return given;
    case 'integer':
      return /^-?\d{1,16}$/.test(given) && Number.isSafeInteger(Number(given)) ? Number(given) + 0 : undefined;
    case 'number':
      return /^-?\d{1,100}(\.\d{1,100})?$/.test(given) ? Number(given) + 0 : undefined;
    case 'boolean':
      return given === 'true' ? true : given === 'false' ? false : undefined;
  }
}

function fault(parameter: Parameter, given: string): ValueRead | undefined {
  const { name, pattern, describe } = parameter;
  if (pattern === undefined) return undefined;
  const meaning = describe === undefined ? '' : ` (${describe})`;
  switch (matchesWhole(pattern, given)) {
    case 'yes':
      return undefined;
    case 'no':
      return no(`\`${name}\`${meaning} must match \`${pattern}\` from its first to its last character.`);
    case 'too_slow':
      return no(`\`${name}\` takes too long to compare with \`${pattern}\`. Give a shorter value.`);
  }
}

function choiceFault(parameter: Parameter, value: ParameterValue): ValueRead | undefined {
  const { name, choices } = parameter;
  if (choices === undefined || choices.includes(value)) return undefined;
  return no(`\`${name}\` must be one of ${choices.map(String).join(', ')}.`);
}

function no(say: string): ValueRead {
  return { ok: false, say };
}
