// The body of an `.http` block: which kind it is, and how a parameter enters it without becoming anything but a value.

import type { ParameterValue } from './model.ts';
import { fill, namesIn } from './template.ts';

export type BodyKind = 'json' | 'form' | 'text';

interface Header {
  readonly name: string;
  readonly value: string;
}

/** By the content type; without one, a body that begins like JSON is JSON. */
export function bodyKindOf(headers: readonly Header[], body: string): BodyKind {
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value.toLowerCase();
  if (type === undefined) return /^\s*[[{]/.test(body) ? 'json' : 'text';
  if (/\bjson\b/.test(type)) return 'json';
  return type.startsWith('application/x-www-form-urlencoded') ? 'form' : 'text';
}

/** What is wrong with a body, or undefined. */
export function bodyFault(kind: BodyKind, text: string): { readonly say: string; readonly hint: string } | undefined {
  if (kind === 'text' && namesIn(text).length > 0) {
    return {
      say: 'a parameter can only stand in a JSON or form body',
      hint: 'Add Content-Type: application/json, or take the parameter out of the body.',
    };
  }
  if (kind !== 'json') return undefined;
  const stand = 'opsbook-stand-in';
  const values = new Map(namesIn(text).map((name) => [name, stand] as const));
  try {
    if (!hasKey(JSON.parse(fillBody('json', text, values)), stand)) return undefined;
    return { say: 'a parameter stands in the name of a JSON field', hint: 'Use parameters in values only.' };
  } catch {
    return {
      say: 'the body is not valid JSON',
      hint: 'Mend the JSON; a parameter stands as {{name}} where a value goes.',
    };
  }
}

/** The body as it is sent: a JSON value, JSON text inside quotes, or URL-encoded. */
export function fillBody(kind: BodyKind, text: string, values: ReadonlyMap<string, ParameterValue>): string {
  if (kind === 'text') return text;
  if (kind === 'form') return fill(text, values, (value) => encodeURIComponent(String(value)));
  const quoted = insideQuotes(text);
  return fill(text, values, (value, _name, at) =>
    quoted(at) ? JSON.stringify(String(value)).slice(1, -1) : JSON.stringify(value),
  );
}

// Answers for ascending places only, as `fill` asks them.
function insideQuotes(text: string): (at: number) => boolean {
  let from = 0;
  let inside = false;
  return (at) => {
    for (; from < at; from += 1) {
      if (inside && text[from] === '\\') from += 1;
      else if (text[from] === '"') inside = !inside;
    }
    return inside;
  };
}

function hasKey(value: unknown, part: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, held]) => (!Array.isArray(value) && key.includes(part)) || hasKey(held, part),
  );
}
