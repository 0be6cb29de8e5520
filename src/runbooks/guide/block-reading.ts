// What reading a block gives, before it is put together: shared by the languages.

import type { Mark, Verdict } from '../model.ts';
import type { Found } from './block-filling.ts';

/** The language of a block as far as it matters: what could carry it out. */
export type BlockLanguage = 'sh' | 'sql' | 'http' | 'promql' | 'config' | 'output' | 'text' | 'code';

export interface BlockCommand {
  /** Counts from 1 within the block. */
  readonly line: number;
  readonly text: string;
}

export interface Located extends Found {
  /** Counts from 1 within the block. */
  readonly line: number;
}

export interface Reading {
  readonly language: BlockLanguage;
  readonly verdict: Verdict;
  readonly placeholders: readonly Located[];
  readonly commands: readonly BlockCommand[];
  readonly output: string;
  readonly sets: readonly string[];
  /** Reasons why it could not be run as it stands, the gravest first. */
  readonly refusals: readonly (string | undefined)[];
}

/** Adds the line to what was found in a text that begins on `line`. */
export function located(found: readonly Found[], text: string, line: number): readonly Located[] {
  let at = 0;
  let now = line;
  return [...found]
    .sort((a, b) => a.at - b.at)
    .map((each) => {
      for (; at < each.at; at += 1) if (text[at] === '\n') now += 1;
      return { ...each, line: now };
    });
}

/** "It is not filled in", for each, with what the classifier found besides. */
export function unfilledMarks(placeholders: readonly Located[], marks: readonly Mark[]): readonly Mark[] {
  const lines = new Set(placeholders.map(({ line }) => line));
  const own = placeholders.map(({ text, line }): Mark => ({
    kind: 'unfilled',
    say: `\`${text}\` is not filled in`,
    line,
  }));
  return [...marks.filter(({ kind, line }) => kind !== 'unfilled' || !lines.has(line)), ...own];
}

/** Why a block with placeholders cannot run. */
export function unfilledRefusal(placeholders: readonly Located[]): string | undefined {
  const [first] = placeholders;
  return first === undefined ? undefined : `\`${first.text}\` in line ${first.line} still has to be filled in`;
}
