// How values leave the database: snake_case columns become camelCase keys, bigint becomes a number, each row passes its schema.

import { types, type CustomTypesConfig } from 'pg';
import type { z } from 'zod';

/** pg's own parsers, but bigint as a number; one that a number cannot hold exactly is an error, never a rounded value. */
export const parsers: CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === types.builtins.INT8 ? parseBigint : types.getTypeParser(oid, format)),
};

function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`The database returned ${text}, which is beyond 2^53.`);
  return value;
}

export function readRows<S extends z.ZodType>(schema: S, rows: readonly object[]): z.infer<S>[] {
  return rows.map((row) => schema.parse(withCamelKeys(row)));
}

function withCamelKeys(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value]));
}

const seen = new Map<string, string>();

function camel(name: string): string {
  const known = seen.get(name);
  if (known !== undefined) return known;
  const made = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  seen.set(name, made);
  return made;
}
