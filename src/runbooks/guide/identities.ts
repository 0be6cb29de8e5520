// Ids and titles of a page's procedures, from the paths of their headings: the same page twice gives the same names.

import { isPart } from './headings.ts';
import { slug } from './slug.ts';

export interface Identity {
  readonly id: string;
  readonly title: string;
}

const longestId = 80;
/** Six levels of headings, and bold lines that serve as one. */
const deepestPath = 7;

/** `paths` are those of the procedures in the order of the page, each with at least its own heading. */
export function identify(paths: readonly (readonly string[])[]): readonly Identity[] {
  const base = paths.map((path) => idOf(path, 0));
  let ids = base;
  for (let levels = 1; levels <= deepestPath; levels += 1) ids = withHeadingsAbove(paths, ids, levels);
  const numbers = new Map<string, number>();
  const taken = new Set<string>();
  return paths.map((path, index) => {
    const wanted = ids[index] ?? '';
    const plain = wanted === '' ? `procedure-${index + 1}` : wanted;
    let id = plain;
    for (let nth = numbers.get(plain) ?? 2; taken.has(id); nth += 1) {
      id = `${plain}-${nth}`;
      numbers.set(plain, nth + 1);
    }
    taken.add(id);
    return { id, title: titleOf(path, ids[index] !== base[index] && ids[index] !== idOf(path, 1)) };
  });
}

// A name that stands more than once takes the heading above it into its own, for all its bearers, where that tells them apart.
function withHeadingsAbove(paths: readonly (readonly string[])[], ids: readonly string[], levels: number): string[] {
  const longer = paths.map((path) => idOf(path, levels));
  const found = new Map<string, Set<string>>();
  for (const [index, id] of ids.entries()) {
    const fresh = found.get(id) ?? new Set<string>();
    found.set(id, fresh.add(longer[index] ?? ''));
  }
  return ids.map((id, index) => ((found.get(id)?.size ?? 0) > 1 ? (longer[index] ?? id) : id));
}

/** With no level at all, what stands in brackets at the end is left out. */
function idOf(path: readonly string[], levels: number): string {
  if (levels === 0) return slug(withoutBrackets(path.at(-1) ?? ''), longestId) || idOf(path, 1);
  const names = path.slice(-levels).map((title) => slug(title));
  const whole = names.filter((name) => name !== '').join('-');
  return slug(whole, longestId);
}

function withoutBrackets(title: string): string {
  return title.endsWith(')') ? title.slice(0, title.lastIndexOf('(')) : title;
}

// "Rollback" alone says little when it stands in every section.
function titleOf(path: readonly string[], isRepeated: boolean): string {
  const own = path.at(-1) ?? '';
  const above = path.at(-2);
  if (above === undefined || above === own) return own;
  return isRepeated || (isPart(own) && path.length > 2) ? `${above}: ${own}` : own;
}
