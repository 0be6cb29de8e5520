// What keeps the practice application from starting, one file at a time and in this order: a sweep's lock, a file that it may not
// read, a broken cache entry.

import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { files, type Tree } from './tree.ts';

/** Throws the sentence that is in the log of the start and in the error log. */
export function checkStart(tree: Tree): void {
  const fault = lockFault(tree) ?? permissionFault(tree) ?? cacheFault(tree);
  if (fault === undefined) return;
  const line = { timestamp: new Date().toISOString(), operation: 'startup', message: fault };
  appendFileSync(tree.path(files.errors), `${JSON.stringify(line)}\n`);
  throw new Error(fault);
}

function lockFault(tree: Tree): string | undefined {
  return tree.has(files.lock) ? `another initial sweep holds ${files.lock}` : undefined;
}

/** By the mode itself: root may read everything. */
function permissionFault(tree: Tree): string | undefined {
  const isReadable = (statSync(tree.path(files.weights)).mode & 0o400) !== 0;
  return isReadable ? undefined : `permission denied: ${files.weights}`;
}

function cacheFault(tree: Tree): string | undefined {
  if (!tree.has(files.cache)) return `there is no ${files.cache}`;
  const entries = readdirSync(tree.path(files.cache)).filter((name) => name.endsWith('.json'));
  const broken = entries.find((name) => !isJson(readFileSync(tree.path(`${files.cache}/${name}`), 'utf8')));
  return broken === undefined ? undefined : `cannot read ${files.cache}/${broken}: it ends in the middle`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
