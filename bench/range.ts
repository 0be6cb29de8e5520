// `npx tsx bench/range.ts`: how long the practice range takes to start, and the memory of its processes. Proportional set size counts
// what processes share once. Linux only.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startRange } from '../practice/range.ts';

const manifest = path.resolve(import.meta.dirname, '../manifest.yml');
const before = proportionalMb(process.pid);
const startedAt = performance.now();
const range = await startRange({ port: 0, manifest });
try {
  const seconds = (performance.now() - startedAt) / 1_000;
  const others = descendantsOf(process.pid);
  const own = proportionalMb(process.pid) - before;
  const theirs = others.reduce((sum, pid) => sum + proportionalMb(pid), 0);
  process.stdout.write(`started in ${seconds.toFixed(1)} s\n`);
  process.stdout.write(`${others.length} processes of their own: ${theirs.toFixed(0)} MB\n`);
  process.stdout.write(`in the process that started them: ${own.toFixed(0)} MB more than before\n`);
} finally {
  await range.stop();
}

function proportionalMb(pid: number): number {
  const pss = /^Pss:\s+(\d+) kB/m.exec(textOf(`/proc/${String(pid)}/smaps_rollup`))?.[1];
  return Number(pss ?? 0) / 1024;
}

/** The loader's own helper is no part of the range. */
function descendantsOf(root: number): readonly number[] {
  const all = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0)
    .map((pid) => ({ pid, parent: Number(/^PPid:\s*(\d+)/m.exec(textOf(`/proc/${String(pid)}/status`))?.[1] ?? 0) }));
  const family = [root];
  for (const parent of family) family.push(...all.filter((each) => each.parent === parent).map(({ pid }) => pid));
  return family.slice(1).filter((pid) => !textOf(`/proc/${String(pid)}/cmdline`).includes('esbuild'));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
