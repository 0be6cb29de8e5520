// Walking PostgreSQL's parse tree, which is JSON: objects with one key that names the node, and lists of such.

/** A node: the name of its kind and its fields. */
export interface SqlNode {
  readonly kind: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The fields of a value, or none when it is not an object. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return hasFields(value) ? value : {};
}

function hasFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The single node that a wrapper object such as `{ "SelectStmt": { … } }` holds. */
export function nodeOf(value: unknown): SqlNode | undefined {
  const entry = Object.entries(fieldsOf(value))[0];
  return entry === undefined ? undefined : { kind: entry[0], fields: fieldsOf(entry[1]) };
}

/** Every object under a key anywhere in the value, the value's own keys included, outer ones first. */
export function nodesWithin(value: unknown): SqlNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesWithin);
  return Object.entries(fieldsOf(value)).flatMap(([kind, below]) => [
    ...(hasFields(below) ? [{ kind, fields: below }] : []),
    ...nodesWithin(below),
  ]);
}

/** A dotted name from a list of String nodes: `pg_catalog.count`. */
export function nameOf(parts: unknown): string {
  if (!Array.isArray(parts)) return '';
  return parts.map((part) => textOf(fieldsOf(fieldsOf(part)['String'])['sval'])).join('.');
}

/** A field's text, or nothing when it is no text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
