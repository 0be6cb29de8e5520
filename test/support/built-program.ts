// The program as its users run it, built once for each state of the sources: a test that starts a process does not wait for it to be
// compiled, and neither does the bench.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../..');
// Below node_modules, where the bundle finds what it leaves out.
const cache = path.join(root, 'node_modules/.cache/opsbook');

const built = new Map<string, Promise<string>>();

/** The path of its main file. `beside` is a further program, by its path from the root: it is built into the same folder. */
export function builtProgram(beside?: string): Promise<string> {
  const programs = beside === undefined ? [] : [beside];
  const known = built.get(programs.join()) ?? build(programs);
  built.set(programs.join(), known);
  return known;
}

async function build(programs: readonly string[]): Promise<string> {
  const folder = path.join(cache, await stateOfSources(programs));
  const main = path.join(folder, 'dist/main.js');
  if (await exists(main)) return main;
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(path.join(cache, 'unfinished-'));
  const words = ['--import', 'tsx', 'build.ts', path.join(unfinished, 'dist'), ...programs];
  await promisify(execFile)(process.execPath, words, { cwd: root });
  await writeFile(path.join(unfinished, 'package.json'), '{"type":"module"}');
  // Another worker may have been faster with the same.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }));
  await removeOld();
  return main;
}

async function stateOfSources(programs: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const sources = await readdir(path.join(root, 'src'), { recursive: true });
  for (const file of [...sources.sort().map((name) => `src/${name}`), 'build.ts', 'package-lock.json', ...programs]) {
    const { mtimeMs, size } = await stat(path.join(root, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

const oldMs = 24 * 3_600_000;

async function removeOld(): Promise<void> {
  for (const name of await readdir(cache)) {
    const folder = path.join(cache, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > oldMs) await rm(folder, { recursive: true, force: true });
  }
}
