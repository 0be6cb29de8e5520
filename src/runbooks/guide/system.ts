// What a guide's system is called: by its file, and by the folders around it where two pages have one name.

import path from 'node:path';
import type { Runbook } from '../model.ts';
import { slug } from './slug.ts';

const longest = 60;

/** `ops/02-restore-orders.md` is restore-orders. Numbers and hashes count only where there is nothing else. */
export function systemOf(file: string): string {
  const words = wholeName(file).split('-');
  const first = words.findIndex((word) => !isNoise(word));
  const last = words.findLastIndex((word) => !isHash(word));
  return named(first === -1 || last < first ? wholeName(file) : words.slice(first, last + 1).join('-'));
}

function wholeName(file: string): string {
  return slug(path.basename(file).replace(/\.[A-Za-z0-9]{1,8}$/, ''), longest);
}

// "02", "2024", "05", but not the 502 of "502-errors".
function isNoise(word: string): boolean {
  return /^(?:0\d*|\d{1,2}|(?:19|20)\d\d(?:\d{4})?)$/.test(word) || isHash(word);
}

function isHash(word: string): boolean {
  return /^(?=.*\d)(?=.*[a-f])[0-9a-f]{7,}$/.test(word);
}

function named(words: string): string {
  const name = /^[a-z]/.test(words) ? words : `page-${words}`;
  return slug(name, longest);
}

/**
 * The same runbooks with a system for each guide that no other page has. Of guides with one name each keeps the numbers of its own, or
 * takes its folder in front, and the folder above that while it has to; what then is still the same gets a number in the order of the
 * files.
 */
export function nameGuides(runbooks: readonly Runbook[]): readonly Runbook[] {
  const taken = new Set(runbooks.filter(({ page }) => page === 'runbook').map(({ system }) => system));
  const chosen = new Map<string, string>();
  let left = runbooks.filter(({ page }) => page === 'guide').map(({ file }) => file);
  for (const nameIn of manners) {
    const bearers = new Map<string, number>();
    for (const file of left) bearers.set(nameIn(file), (bearers.get(nameIn(file)) ?? 0) + 1);
    const settled = left.filter((file) => bearers.get(nameIn(file)) === 1 && !taken.has(nameIn(file)));
    for (const file of settled) {
      chosen.set(file, nameIn(file));
      taken.add(nameIn(file));
    }
    left = left.filter((file) => !chosen.has(file));
  }
  for (const file of left.sort()) chosen.set(file, numbered(file, taken));
  return runbooks.map((runbook) => renamed(runbook, chosen.get(runbook.file) ?? runbook.system));
}

/** The ways to name a guide, the shortest first. */
const manners: readonly ((file: string) => string)[] = [
  systemOf,
  (file) => named(wholeName(file)),
  (file) => withFolders(file, 1),
  (file) => withFolders(file, 2),
  (file) => withFolders(file, 3),
];

function withFolders(file: string, folders: number): string {
  const system = systemOf(file);
  const above = path.dirname(file).split(path.sep).slice(-folders);
  const front = slug(above.join(' '), Math.max(1, longest - system.length - 1));
  return front === '' ? system : named(`${front}-${system}`);
}

function numbered(file: string, taken: Set<string>): string {
  const system = systemOf(file);
  let fresh = system;
  for (let nth = 2; taken.has(fresh); nth += 1) fresh = `${system}-${nth}`;
  taken.add(fresh);
  return fresh;
}

/** The runbook under another system: the names of its procedures begin with it. */
export function renamed(runbook: Runbook, system: string): Runbook {
  if (runbook.system === system) return runbook;
  const procedures = runbook.procedures.map((procedure) => ({ ...procedure, name: `${system}.${procedure.id}` }));
  return { ...runbook, system, procedures };
}
