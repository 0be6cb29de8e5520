// What stands on the fence's own line, and the language where it stands as the first line of the text.

import type { Classifiers } from '../classifiers.ts';
import type { Reading } from './block-reading.ts';
import { familyOf, readTag } from './block-tag.ts';
import type { Tag } from './block-tag.ts';
import { worstOf } from './block-verdict.ts';

export interface Fence {
  readonly tag: Tag;
  /** The lines of the text; the one that only names the language is empty. */
  readonly lines: readonly string[];
  /** The line that only names the language. Counts from 1. */
  readonly named?: number;
}

/** `written` are the block's lines. */
export function readFence(info: string, written: readonly string[]): Fence {
  const tag = readTag(info);
  const first = written.findIndex((line) => line.trim() !== '');
  const word = (written[first] ?? '').trim();
  const isName =
    tag.name === '' &&
    /^(?:ba|z)?sh$|^(?:shell|console|sql|ya?ml|json|python|javascript|typescript|promql|powershell|text|toml)$/i.test(
      word,
    );
  if (!isName || written.slice(first + 1).every((line) => line.trim() === '')) return { tag, lines: written };
  const family = familyOf(word);
  const lines = written.map((line, index) => (index === first ? '' : line));
  return { tag: family === undefined ? { name: word } : { family, name: word.toLowerCase() }, lines, named: first + 1 };
}

/** What was read, with what the fence itself tells a person to run. */
export function withFence(reading: Reading, { tag, named }: Fence, classifiers: Classifiers): Reading {
  if (named !== undefined && reading.commands.length > 0) {
    const say = `Line ${named} only names the language, and run as a command it would open a shell: take it out`;
    return { ...reading, refusals: [say, ...reading.refusals] };
  }
  if (tag.command === undefined) return reading;
  const own = classifiers.shell(tag.command);
  const say = `The command \`${tag.command.slice(0, 120)}\` stands on the fence's own line: write it inside the block`;
  const verdict = reading.commands.length === 0 ? own : worstOf([reading.verdict, own]);
  const isPrinted = reading.language === 'text' || reading.language === 'config';
  return {
    ...reading,
    language: reading.commands.length === 0 && reading.language !== 'code' ? 'sh' : reading.language,
    verdict: { ...verdict, marks: [...reading.verdict.marks, ...own.marks.map((mark) => ({ ...mark, line: 1 }))] },
    output: reading.output === '' && isPrinted ? '' : reading.output,
    refusals: [say, ...reading.refusals],
  };
}
