// A block with prompts: what stands behind them was typed, the rest was printed.

import { comment, endOfStatement, shellUnit, typed } from './block-draft.ts';
import type { Draft } from './block-draft.ts';
import { isRow, likeness } from './block-likeness.ts';
import { leaveFor } from './block-places.ts';
import { moreLength } from './block-prompts.ts';
import type { Console, Prompt } from './block-prompts.ts';

/** `prompts` has one entry for each line. */
export function readSession(lines: readonly string[], prompts: readonly (Prompt | undefined)[], draft: Draft): void {
  const bare = lines.map((line, index) => line.slice(prompts[index]?.length ?? 0));
  let at = 0;
  // Who printed what stands between two prompts.
  let console: Console = 'shell';
  while (at < lines.length) {
    const prompt = prompts[at];
    if (prompt === undefined) {
      readAnswer(lines[at] ?? '', at, console, draft);
      at += 1;
      continue;
    }
    console = prompt.console;
    let limit = at + 1;
    while (limit < lines.length && prompts[limit] === undefined) limit += 1;
    at = (bare[at] ?? '').trim() === '' ? at + 1 : readTyped(bare, at, limit, prompt.console, draft);
  }
}

// What is typed after a `$ ` may itself be a comment.
function readTyped(bare: readonly string[], at: number, limit: number, console: Console, draft: Draft): number {
  const first = bare[at] ?? '';
  if (console === 'shell') {
    if (first.trim().startsWith('#')) {
      draft.comments.push(comment(first, at));
      return at + 1;
    }
    leaveFor(draft.places, console);
    return shellUnit(bare, at, limit, { structured: true, prompted: true, literal: false }, draft);
  }
  leaveFor(draft.places, console);
  const end = endOfTyped(bare, at, limit, console);
  const rest = bare.slice(at + 1, end).map((line) => line.slice(moreLength(line, console)));
  typed(draft, at, end, console, [first, ...rest].join('\n'));
  return end;
}

function endOfTyped(bare: readonly string[], at: number, limit: number, console: Console): number {
  let end = at + 1;
  while (end < limit && moreLength(bare[end] ?? '', console) > 0) end += 1;
  return console === 'sql' && end === at + 1 ? endOfStatement(bare, at, limit) : end;
}

function readAnswer(line: string, at: number, console: Console, draft: Draft): void {
  if (line.trim() === '') return;
  if (/^\s*#(?:\s|$|#)/.test(line)) draft.comments.push(comment(line, at));
  else {
    draft.output.push(line);
    if (console === 'shell' && likeness(line) === 'certain' && !isRow(line.slice(0, 1_000))) draft.loose.push(at + 1);
  }
}
