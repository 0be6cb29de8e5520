// Above each block, as a comment that no host shows: what it does, and what a person would write to have Opsbook run it.

import type { GuideBlock, ManualStep, Step } from '../model.ts';
import { targetFor } from './front-matter-text.ts';
import type { Insertion } from './import-page.ts';
import { parameterName } from './parameter-name.ts';

export function blockNotes(source: string, steps: readonly Step[]): Insertion[] {
  const lines = source.split('\n');
  const seen = new Set<number>();
  return steps.flatMap((step) => {
    if (step.kind !== 'manual' || step.block === undefined || seen.has(step.line)) return [];
    const opening = /^([\s>]*)(?:`{3,}|~{3,})/.exec(lines[step.line - 1] ?? '');
    // A block that begins behind a list's number has no line above it that would still be in the list.
    if (opening === null) return [];
    seen.add(step.line);
    const indent = opening[1] ?? '';
    return [{ before: step.line, lines: noteOf(step, step.block).map((line) => `${indent}${line}`) }];
  });
}

function noteOf(step: ManualStep, block: GuideBlock): string[] {
  const because = step.because.length === 0 ? '' : `: ${step.because.join('; ')}`;
  const marks = step.marks.map(({ say, line }) => `line ${line}: ${say}`);
  return ['<!-- opsbook', ...[`risk ${step.risk}${because}`, ...marks, ...toRun(step, block)].map(comment), '-->'];
}

function toRun(step: ManualStep, block: GuideBlock): string[] {
  const target = targetFor(block.language);
  if (target === undefined) return ['for people: it is nothing that Opsbook could run'];
  if (block.refused !== undefined) return [`for people, as it stands: ${block.refused}`];
  if (block.inside !== undefined) return [`for people, as it stands: it is meant for ${block.inside}`];
  const filled = block.placeholders.flatMap((placeholder) => {
    const name = parameterName(placeholder);
    return name === undefined ? [] : [`write ${usage(block.language, name)} in place of ${placeholder}`];
  });
  return [`once somebody has checked it, Opsbook runs it as: ${block.language} target=${target}`, ...filled];
}

function usage(language: GuideBlock['language'], name: string): string {
  if (language === 'sh') return `"$${name}"`;
  return language === 'sql' ? `:${name}` : `{{${name}}}`;
}

const longest = 400;

/** One line of a comment: nothing in it can end the comment or begin a block. */
function comment(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('-->', '-- >').trim();
  return `  ${line.length > longest ? `${line.slice(0, longest)} …` : line}`;
}
