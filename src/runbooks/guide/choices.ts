// Where a procedure offers several ways of which one is to be taken: sections, labels, list items, tabs, and an "or" between two blocks.
// Each way is a range of lines.

import type { Tab } from './containers.ts';
import type { Entry } from './entries.ts';
import { countBetween, firstAtLeast } from './sorted-lines.ts';
import { isJoint, isOption, isOptionLine, isOther } from './option-title.ts';

/** Lines count from 1; both ends belong to it. */
export interface Option {
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

export interface Choice {
  readonly options: readonly Option[];
}

interface Candidate extends Option {
  /** Ways of one choice have the same. */
  readonly rank: string;
  readonly isOther: boolean;
}

const mostOptions = 10;
const usualWay = 'The usual way';

/**
 * In the order of the page; a choice lies wholly inside one option of another, or beside it. `firstLine` is that of the procedure's
 * heading; `tabs` are in order.
 */
export function findChoices(entries: readonly Entry[], tabs: readonly Tab[], firstLine: number): readonly Choice[] {
  const steps = entries.filter(({ kind }) => kind !== 'words').map(({ line }) => line);
  const lines = entries.map(({ line }) => line);
  const starts = tabs.map(({ from }) => from);
  const own = tabs.slice(firstAtLeast(starts, firstLine), firstAtLeast(starts, (lines.at(-1) ?? 0) + 1));
  const tabbed = own.map((tab) => ({ ...tab, rank: 'tab', isOther: false }));
  const candidates = [...candidatesOf(entries), ...tabbed].sort((a, b) => a.from - b.from);
  const groups = [...grouped(candidates, steps).map((group) => completed(group, entries, lines)), ...joints(entries)];
  return nested(
    groups
      .filter(({ length }) => length >= 2 && length <= mostOptions)
      .filter((group) => group.some(({ from, to }) => countBetween(steps, from, to) > 0))
      .map((options) => ({ options })),
  );
}

function candidatesOf(entries: readonly Entry[]): Candidate[] {
  const found: Candidate[] = [];
  // The line of the next heading or label that ends what stands above it, from the end of the page upwards.
  const nextHeading: number[] = Array.from({ length: 8 }, () => Infinity);
  let nextLabel = Infinity;
  for (const entry of entries.toReversed()) {
    const title = titleOf(entry);
    const isLine =
      entry.kind === 'do' || (entry.kind === 'words' && (entry.role === 'item' || entry.role === 'paragraph'));
    const isWay = title !== undefined && (isLine ? isOptionLine(title) : isOption(title)) && !isJoint(title);
    const add = (rank: string, to: number): void => {
      if (isWay) found.push({ title, rank, from: entry.line, to, isOther: isOther(title) });
    };
    if (entry.kind === 'block') continue;
    if (entry.kind === 'do' || entry.role === 'item') add(`item ${entry.depth}`, entry.endLine);
    else if (entry.role === 'heading') {
      add(`heading ${entry.depth}`, (nextHeading[entry.depth] ?? Infinity) - 1);
      nextHeading.fill(entry.line, entry.depth);
      nextLabel = entry.line;
    } else if (isWay || (entry.role === 'bold' && !isJoint(entry.text))) {
      add('label', nextLabel - 1);
      nextLabel = entry.line;
    }
  }
  return found;
}

/** What the entry calls itself, where that can be a way. */
function titleOf(entry: Entry): string | undefined {
  if (entry.kind === 'block' || (entry.kind === 'words' && entry.role === 'row')) return undefined;
  const text = entry.kind === 'words' && entry.role === 'item' ? entry.text.replace(/^- /, '') : entry.text;
  return text.slice(0, 200).split('\n')[0];
}

function grouped(candidates: readonly Candidate[], steps: readonly number[]): Candidate[][] {
  const groups: Candidate[][] = [];
  const open = new Map<string, Candidate[]>();
  for (const next of candidates) {
    const group = open.get(next.rank);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && last.to < next.from) {
      if (countBetween(steps, last.to + 1, next.from - 1) === 0) {
        group.push(next);
        continue;
      }
    }
    const fresh = [next];
    groups.push(fresh);
    open.set(next.rank, fresh);
  }
  return groups;
}

/** Entries that are looked back over for the beginning of a first way. */
const farthest = 200;

// "Alternative" alone: the first way is what stands before it, down from the heading or item that it is an alternative to.
function completed(
  group: readonly Candidate[],
  entries: readonly Entry[],
  lines: readonly number[],
): readonly Option[] {
  const [first] = group;
  if (first?.isOther !== true || first.rank === 'tab') return group;
  const at = firstAtLeast(lines, first.from);
  const near = entries.slice(Math.max(0, at - farthest), at);
  const above =
    near.findLast((entry) => isBoundary(entry, first)) ?? (first.rank.startsWith('item') ? undefined : near[0]);
  if (above === undefined || above.line >= first.from) return group;
  const title = isBoundary(above, first) ? titleOf(above) : undefined;
  return [{ title: title ?? usualWay, from: above.line, to: first.from - 1 }, ...group];
}

function isBoundary(entry: Entry, { rank }: Candidate): boolean {
  if (rank.startsWith('item')) return entry.kind !== 'block' && `item ${entry.depth}` === rank;
  if (entry.kind !== 'words') return false;
  if (entry.role === 'heading') return rank === 'label' || entry.depth <= Number(rank.split(' ')[1]);
  return entry.role === 'bold' && rank === 'label';
}

/** An "or" between two things to do makes a choice of these two. */
function joints(entries: readonly Entry[]): Option[][] {
  const groups: Option[][] = [];
  for (const [index, entry] of entries.entries()) {
    if (entry.kind !== 'words' || entry.role === 'heading' || !isJoint(entry.text)) continue;
    const before = entries[index - 1];
    const after = entries[index + 1];
    if (before === undefined || after === undefined || before.kind === 'words' || after.kind === 'words') continue;
    const next = { title: opening(after), from: entry.line, to: after.endLine };
    const last = groups.at(-1);
    if (last?.at(-1)?.to === before.endLine) last.push(next);
    else groups.push([{ title: opening(before), from: before.line, to: before.endLine }, next]);
  }
  return groups;
}

function opening({ text }: Entry): string {
  return (
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? ''
  );
}

// A choice that lies across the border of another is none.
function nested(choices: readonly Choice[]): readonly Choice[] {
  const kept: Choice[] = [];
  const around: Choice[] = [];
  const sorted = [...choices].sort((a, b) => startOf(a) - startOf(b) || endOf(b) - endOf(a));
  for (const choice of sorted) {
    while (around.length > 0 && endOf(around.at(-1)) < startOf(choice)) around.pop();
    const outer = around.at(-1);
    const fits = outer?.options.some(({ from, to }) => from <= startOf(choice) && endOf(choice) <= to) ?? true;
    if (!fits) continue;
    kept.push(choice);
    around.push(choice);
  }
  return kept;
}

function startOf(choice: Choice | undefined): number {
  return choice?.options[0]?.from ?? 0;
}

function endOf(choice: Choice | undefined): number {
  return choice?.options.at(-1)?.to ?? 0;
}
