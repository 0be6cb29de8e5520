// A block without prompts: commands one after the other, with comments, and with what was printed or belongs into a file.

import { leavesConsole } from './block-consoles.ts';
import { comment, endOfStatement, shellUnit, typed } from './block-draft.ts';
import type { Draft, Mode } from './block-draft.ts';
import { likeness } from './block-likeness.ts';
import { regionAt } from './block-output.ts';
import { consoleNow, leaveFor } from './block-places.ts';
import { programName } from './block-programs.ts';
import { closersOf } from './block-scan.ts';
import { startsSql } from './block-sql.ts';

/** Reads all lines. */
export function readScript(lines: readonly string[], draft: Draft): void {
  const mode: Mode = { structured: true, literal: false, prompted: false };
  const closers = closersOf(lines, 0, lines.length);
  let isExpected = false;
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const text = line.trim();
    if (text === '' || text.startsWith('#') || isSeparator(text)) {
      if (text !== '') {
        draft.comments.push(comment(text, at));
        isExpected = announcesOutput(text);
      } else if (isExpected && (lines[at - 1] ?? '').trim() !== '' && !announcesOutput(lines[at - 1] ?? '')) {
        isExpected = false;
      }
      at += 1;
      continue;
    }
    const end = readInConsole(lines, at, draft);
    if (end > at) {
      at = end;
      continue;
    }
    const region =
      regionAt(lines, at, draft.units.length > 0) ??
      (isExpected && likeness(text) !== 'certain' ? { end: at + 1, what: 'output' } : undefined);
    if (region === undefined) {
      isExpected = false;
      at = shellUnit(lines, at, lines.length, mode, draft, closers);
    } else {
      for (const printed of lines.slice(at, region.end)) draft.output.push(printed);
      draft.strays.push({ line: at + 1, what: region.what });
      at = region.end;
    }
  }
}

// What stands after `psql shop` is for the database, unless it certainly is a command: then somebody forgot to write `\q`.
function readInConsole(lines: readonly string[], at: number, draft: Draft): number {
  const console = consoleNow(draft.places);
  const text = (lines[at] ?? '').trim();
  if (console === 'shell') return at;
  const name = /^[\w.-]+/.exec(text)?.[0] ?? '';
  const isSql = console === 'sql' && startsSql(text);
  const isOutside = likeness(text) === 'certain' && programName(name) !== 'word' && name !== 'ping';
  if (isOutside && !isSql && !leavesConsole(text)) {
    leaveFor(draft.places, 'shell');
    return consoleNow(draft.places) === 'shell' ? at : readInConsole(lines, at, draft);
  }
  if (console !== 'sql') {
    typed(draft, at, at + 1, console, text);
    return at + 1;
  }
  if (text.startsWith('--')) return at + 1;
  const end = isSql ? endOfStatement(lines, at, lines.length) : at + 1;
  const isTyped = isSql || text.startsWith('\\') || leavesConsole(text) || text.endsWith(';');
  if (isTyped) typed(draft, at, end, console, lines.slice(at, end).join('\n'));
  else draft.output.push(text);
  return end;
}

// A line that only says "or" stands between two ways.
function isSeparator(text: string): boolean {
  return /^(?:[-=]{0,10} ?)?or:?(?: ?[-=]{0,10})?$/i.test(text);
}

function announcesOutput(line: string): boolean {
  const text = line.trim().replace(/^#+\s*/, '');
  return /^(?:you should see|(?:(?:the|an?|sample|example|expected|typical) ){0,2}(?:output|response|result|returns?)\b.{0,40}|expected|should (?:print|return|show|be)|returns|prints)\s*:?$/i.test(
    text,
  );
}
