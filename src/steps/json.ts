// Reads JSON that a system printed into values that can be stored and compared: no NUL, no half characters, no bottomless nesting.

import type { Json } from './step-kind.ts';

// PostgreSQL's jsonb and every recursive reader after us must survive what a target answers.
const deepest = 100;

/** The value, or undefined when the text is no JSON or is nested more than 100 levels deep. */
export function readJson(text: string): Json | undefined {
  try {
    return settle(JSON.parse(text), 0);
  } catch {
    return undefined;
  }
}

/** Whether the text looks like a JSON object or array, as opposed to a word or a number that happens to parse. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function settle(value: unknown, depth: number): Json | undefined {
  if (depth > deepest) throw new RangeError(`nested more than ${deepest} levels deep`);
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map((item: unknown) => settle(item, depth + 1) ?? null);
  if (typeof value !== 'object') return undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storable(key), settle(item, depth + 1) ?? null]),
  );
}

function storable(text: string): string {
  return text.replaceAll('\0', '␀').replaceAll(/\p{Surrogate}/gu, '�');
}
