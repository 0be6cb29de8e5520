// The programs of a practice system that run as processes of their own: built once at its start into plain JavaScript, so that each
// starts in a few tens of milliseconds and needs no loader.

import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** Builds TypeScript files into `<root>/programs/<name>.mjs`. */
export function buildPrograms(root: string, sources: readonly URL[]): void {
  // esbuild's other form would leave a helper process running.
  buildSync({
    entryPoints: sources.map((source) => fileURLToPath(source)),
    outdir: join(root, 'programs'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Packages that are no modules of their own ask for Node's by `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'silent',
  });
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Writes one executable per tool into `<root>/bin`, and answers that folder. */
export async function writeStandIns(root: string, tools: readonly string[]): Promise<string> {
  const bin = join(root, 'bin');
  buildPrograms(root, [new URL('./stand-in.ts', import.meta.url)]);
  await mkdir(bin, { recursive: true });
  for (const tool of tools) {
    const words = [process.execPath, join(root, 'programs', 'stand-in.mjs'), tool].map(quoted);
    const file = join(bin, tool);
    await writeFile(file, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
    await chmod(file, 0o755);
  }
  return bin;
}
