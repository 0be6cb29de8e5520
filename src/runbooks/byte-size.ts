// Sizes as people write them: `512m`, `2g`. Powers of 1024.

const units: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Bytes; undefined when it is no such size. */
export function parseByteSize(text: string): number | undefined {
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([kmg])$/i.exec(text) ?? [];
  const bytes = units[unit.toLowerCase()];
  return bytes === undefined ? undefined : Number(count) * bytes;
}
