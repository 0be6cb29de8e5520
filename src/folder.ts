// Registries are folders: every file that exports the named thing is in, loaded once at start; a wrong shape or a second one of the
// same name refuses to start.

import { readdir } from 'node:fs/promises';
import { CannotStart } from './errors.ts';

/** Files without the export are pieces that others use; tests are left out. `isWanted` is asked about names without their ending. */
export async function readFolder<T>(
  folder: URL,
  exported: string,
  isOne: (value: unknown) => value is T,
  nameOf: (one: T) => string,
  isWanted: (file: string) => boolean = () => true,
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  const files = (await readdir(folder)).filter((file) => /(?<!\.test|\.d)\.(ts|js)$/.test(file)).sort();
  for (const file of files) {
    if (!isWanted(file.replace(/\.\w+$/, ''))) continue;
    const module: Record<string, unknown> = await import(new URL(file, folder).href);
    const one = module[exported];
    if (one === undefined) continue;
    if (!isOne(one)) throw new CannotStart(`${file} exports \`${exported}\` in a shape that cannot be used.`);
    if (found.has(nameOf(one))) throw new CannotStart(`${file}: ${exported} ${nameOf(one)} exists twice. Rename one.`);
    found.set(nameOf(one), one);
  }
  return found;
}
