// The programs of the practice system that run as processes of their own: built once at its start into plain JavaScript, so
// that each starts in a few tens of milliseconds and needs no loader.

import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** Builds `server.mjs` and `stand-in.mjs` into `folder`. */
export function buildPrograms(folder: string): void {
  // esbuild's other form would leave a helper process running.
  buildSync({
    entryPoints: [
      fileURLToPath(new URL('./server.ts', import.meta.url)),
      fileURLToPath(new URL('./stand-in.ts', import.meta.url)),
    ],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
  });
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Writes one executable per tool into `bin`; each asks the system that `controlFile` names. */
export async function writeStandIns(
  bin: string,
  programs: string,
  controlFile: string,
  tools: readonly string[],
): Promise<void> {
  await mkdir(bin, { recursive: true });
  for (const tool of tools) {
    const words = [process.execPath, join(programs, 'stand-in.mjs'), controlFile, tool].map(quoted);
    const path = join(bin, tool);
    await writeFile(path, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
    await chmod(path, 0o755);
  }
}
