// The repository as the contract tests see it: its own text files, and which module of the program imports which.

import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

export const root = path.resolve(import.meta.dirname, '../..');

export interface TextFile {
  /** From the root, with `/`. */
  readonly file: string;
  readonly text: string;
  readonly lines: number;
}

/** Not ours, or not made by hand. */
const passedOver = new Set(['.git', 'node_modules', 'dist', 'site', '.opsbook', 'images', 'package-lock.json']);

/** Every text file of the repository below the folders, or of all of it. */
export async function textFiles(...folders: readonly string[]): Promise<TextFile[]> {
  const found: string[] = [];
  for (const folder of folders.length === 0 ? [''] : folders) await walk(folder, found);
  const read = await Promise.all(found.sort().map(async (file) => ({ file, bytes: await readFile(at(file)) })));
  return read
    .filter(({ bytes }) => !bytes.includes(0))
    .map(({ file, bytes }) => {
      const text = bytes.toString('utf8');
      return { file, text, lines: text.split('\n').length - 1 };
    });
}

export function at(file: string): string {
  return path.join(root, file);
}

async function walk(folder: string, found: string[]): Promise<void> {
  for (const entry of await readdir(at(folder), { withFileTypes: true })) {
    const place = path.posix.join(folder, entry.name);
    if (passedOver.has(entry.name)) continue;
    if (entry.isDirectory()) await walk(place, found);
    else if (entry.isFile()) found.push(place);
  }
}

/** Code that ships or practises: neither a test nor the browser's page, which is a program of its own. */
export function isProgram(file: string): boolean {
  return file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('practice/slack/page/');
}

export interface Import {
  readonly from: string;
  /** A file of the repository, or the name of a package. */
  readonly to: string;
  readonly isPackage: boolean;
  readonly isTypeOnly: boolean;
}

/** Values are what the bundler sees, which is what is loaded at run time; types are what it takes out. */
export async function importsOf(files: readonly string[]): Promise<Import[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...files],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir: 'nowhere',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const values = Object.entries(metafile.inputs).flatMap(([from, input]) =>
    input.imports.map((one) => ({ from, to: one.path, isPackage: one.external === true, isTypeOnly: false })),
  );
  return [...values, ...files.flatMap(typeImportsOf)];
}

function typeImportsOf(from: string): Import[] {
  const source = readFileSync(at(from), 'utf8');
  const statements = source.matchAll(/^(?:import|export) type\b[^;]*?\bfrom '([^']+)';/gm);
  return [...statements].map(([, name = '']) => {
    const isPackage = !name.startsWith('.');
    const to = isPackage ? name : path.posix.join(path.posix.dirname(from), name);
    return { from, to, isPackage, isTypeOnly: true };
  });
}
