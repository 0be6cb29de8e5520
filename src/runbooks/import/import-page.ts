// A guide as a runbook to start from: every line of the page stays, and between them stands what Opsbook understood. Nothing of the copy
// can be executed, because no block of it names a target: that is for a person to write.

import type { Classifiers } from '../classifiers.ts';
import type { Problem } from '../model.ts';
import { readPage } from '../page.ts';
import { parseRunbook } from '../parse.ts';
import { blockNotes } from './block-notes.ts';
import { newFrontMatter, widenedFrontMatter } from './front-matter-text.ts';
import { settingsBlocks } from './settings-blocks.ts';

/** Lines that are put in before a line of the page, which counts from 1. */
export interface Insertion {
  readonly before: number;
  readonly lines: readonly string[];
}

export type Imported =
  | {
      readonly ok: true;
      readonly system: string;
      readonly text: string;
      /** What is wrong with the copy; none, unless the page holds what a runbook would read in another way. */
      readonly problems: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** `file` names the page in sentences and gives the runbook its system. */
export function importPage(file: string, bytes: Uint8Array, classifiers: Classifiers): Imported {
  const page = readPage(bytes);
  const parsed = parseRunbook(file, bytes, classifiers);
  if (!page.ok || parsed.page === 'refused' || parsed.problems.length > 0)
    return { ok: false, problems: parsed.problems };
  const { runbook } = parsed;
  if (parsed.page === 'runbook') {
    const hint = `Lint it instead: opsbook lint ${file}`;
    return { ok: false, problems: [{ file, line: 1, say: 'This page is a runbook already', hint }] };
  }
  const system = runbook.system.slice(0, 40).replace(/-$/, '');
  const front =
    page.frontMatter === undefined
      ? newFrontMatter(system, runbook)
      : widenedFrontMatter(system, runbook, page.frontMatter);
  const text = insert(page.source, [
    front,
    ...settingsBlocks(page.tree, page.source, runbook.procedures),
    ...runbook.procedures.flatMap(({ steps }) => blockNotes(page.source, steps)),
  ]);
  return { ok: true, system, text, problems: parseRunbook(file, Buffer.from(text), classifiers).problems };
}

function insert(source: string, insertions: readonly Insertion[]): string {
  const byLine = new Map<number, string[]>();
  for (const { before, lines } of insertions) byLine.set(before, [...(byLine.get(before) ?? []), ...lines]);
  const lines = source.split('\n').flatMap((line, index) => [...(byLine.get(index + 1) ?? []), line]);
  const atEnd = byLine.get(source.split('\n').length + 1) ?? [];
  return [...lines, ...atEnd].join('\n');
}
