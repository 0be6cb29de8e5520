// Long things page by page: what is to be shown comes in parts, and every part stands on exactly one page.

import type { KnownBlock } from '@slack/types';
import { sizeOf } from '../fit.ts';

/** What is shown of one step in one go. */
export interface Part {
  /** Counts from 1; 0 for what stands before the first step. */
  readonly step: number;
  readonly blocks: readonly KnownBlock[];
}

/** Where a page begins: a step, and which of its parts, from 0. The file may change between two clicks, so pages have no numbers. */
export interface Place {
  readonly step: number;
  readonly part: number;
}

export interface Page {
  readonly blocks: readonly KnownBlock[];
  /** "Steps 15–28 of 212"; undefined when the page is the only one. */
  readonly range: string | undefined;
  readonly earlier: Place | undefined;
  readonly later: Place | undefined;
}

/** Less than the 11,500 characters and 50 blocks that a message holds: it has to be read, and something stands around the parts. */
const room = 6_000;
const places = 28;

/** The page on which the place is; the last one when there is no such place any more. `steps` is how many there are in all. */
export function pageAt(parts: readonly Part[], place: Place, steps: number): Page {
  const pages = pagesOf(parts);
  const found = pages.findLastIndex(([first]) => first !== undefined && !isAfter(first.place, place));
  const at = Math.max(0, found);
  const own = pages[at] ?? [];
  const next = pages[at + 1]?.[0];
  return {
    blocks: own.flatMap(({ blocks }) => blocks),
    range: pages.length < 2 ? undefined : rangeOf(own, next, steps),
    earlier: pages[at - 1]?.[0]?.place,
    later: next?.place,
  };
}

/** `15`, or `15.2` for the third part of that step. */
export function nameOfPlace({ step, part }: Place): string {
  return part === 0 ? String(step) : `${step}.${part}`;
}

interface Placed extends Part {
  readonly place: Place;
}

function pagesOf(parts: readonly Part[]): Placed[][] {
  const pages: Placed[][] = [];
  let page: Placed[] = [];
  let used = 0;
  let taken = 0;
  let place: Place = { step: -1, part: 0 };
  for (const part of parts) {
    const size = part.blocks.reduce((sum, block) => sum + sizeOf(block), 0);
    if (page.length > 0 && (used + size > room || taken + part.blocks.length > places)) {
      pages.push(page);
      [page, used, taken] = [[], 0, 0];
    }
    place = { step: part.step, part: part.step === place.step ? place.part + 1 : 0 };
    page.push({ ...part, place });
    used += size;
    taken += part.blocks.length;
  }
  return [...pages, page];
}

function isAfter(a: Place, b: Place): boolean {
  return a.step > b.step || (a.step === b.step && a.part > b.part);
}

function rangeOf(page: readonly Placed[], next: Placed | undefined, steps: number): string {
  const first = page.find(({ step }) => step > 0);
  const last = page.at(-1);
  if (first === undefined || last === undefined) return `Before the first of ${steps} steps`;
  const range = first.step === last.step ? `Step ${first.step}` : `Steps ${first.step}–${last.step}`;
  const begun = first.place.part === 0 ? '' : ` · step ${first.step} begins on the page before`;
  const open = next?.step === last.step ? ` · step ${last.step} goes on on the next page` : '';
  return `${range} of ${steps}${begun}${open}`;
}
