// Reads what an app sent as Block Kit: unknown JSON, looked at field by field, never trusted to have a shape.

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under `key`, or an empty one. */
export function fieldsOf(from: Fields, key: string): Fields {
  const value = from[key];
  return isFields(value) ? value : {};
}

/** The text under `key`, or an empty one. */
export function stringOf(from: Fields, key: string): string {
  const value = from[key];
  return typeof value === 'string' ? value : '';
}

/** The number under `key`, also when it came as digits. */
export function numberOf(from: Fields, key: string): number | undefined {
  const value = from[key];
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}

/** The objects in the list under `key`; anything else in it is left out. */
export function listOf(from: Fields, key: string): readonly Fields[] {
  const value = from[key];
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** The texts in the list under `key`. */
export function stringsOf(from: Fields, key: string): readonly string[] {
  const value = from[key];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
