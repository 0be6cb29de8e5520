// A net under the tool files: what one of them takes for a verb that looks may be a group with verbs of its own, of which one acts
// (`brew services stop`, `dnf history undo`). Then the tool is not known well enough.

import { isLooking } from './danger-words.ts';
import type { CommandRule } from './tool.ts';
import { isOpen } from './word.ts';
import type { Word } from './word.ts';

const acting = new Set(
  `del delete destroy disable drop kill prune purge remove reset restore rm rollback stop terminate truncate undo uninstall
  wipe`.split(/\s+/),
);
// `kubectl auth can-i delete pods`, `git grep delete`.
const asking = /^(can-i|who-can|grep|man|echo|type|whatis)$/;

/** Whether a word by itself is a verb that takes something away. */
export function takesAway(word: string): boolean {
  return acting.has(word);
}

/** `path` leads to the verb whose rule this is, `next` is the word right behind it. */
export function hidesVerb(rule: CommandRule, path: readonly string[], next: Word | undefined): boolean {
  const verb = path.at(-1) ?? '';
  if (path.length < 2 || rule.effect?.risk !== 'read' || next === undefined) return false;
  if (next.quoted || isOpen(next) || isLooking(verb) || asking.test(verb)) return false;
  return takesAway(next.text);
}
