// The marks of one command, from what its tool's rule says about itself: endless, interactive, elsewhere, prints a secret.

import { givenOf } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { Mark } from '../model.ts';
import type { Input } from './event.ts';
import { decidingPart, holds } from './rule-effect.ts';
import type { CommandRule, MarkRule } from './tool.ts';
import { HOLE, literalWord } from './word.ts';

const usual: Readonly<Record<MarkRule['kind'], string>> = {
  endless: 'never ends by itself',
  interactive: 'waits for a person at the keyboard',
  elsewhere: 'goes on elsewhere: what follows is meant for the inside',
  'prints-secret': 'prints a secret',
};

/** `rules` are the command's own rule and those around it; `line` is where the command begins. */
export function ruleMarks(
  rules: readonly CommandRule[],
  path: readonly string[],
  given: Arguments,
  input: Input,
  line: number,
): Mark[] {
  const [own] = rules;
  const isDetached = own?.detaches !== undefined && givenOf(given.flags, own.detaches).length > 0;
  const reads = own?.input !== undefined || own?.console !== undefined;
  const isFed = reads && input.kind !== 'none';
  const found = new Map<string, Mark>();
  const all = rules.flatMap((rule, depth) =>
    (rule.marks ?? []).map((each) => ({ each, seen: seenFrom(depth, path, given) })),
  );
  for (const { each, seen } of all) {
    const isOff = each.kind === 'prints-secret' ? false : isDetached || (isFed && each.kind !== 'endless');
    if (isOff || (each.unfed === true && input.kind !== 'none') || found.has(each.kind) || !markHolds(each, seen))
      continue;
    const say = `${labelOf([...path, ...decidingPart(each, seen).filter((part) => !path.includes(part))])} ${each.say ?? usual[each.kind]}`;
    found.set(each.kind, { kind: each.kind, say, line });
  }
  return [...found.values()];
}

// To a rule further out the verbs that led inwards are operands.
function seenFrom(depth: number, path: readonly string[], given: Arguments): Arguments {
  if (depth === 0) return given;
  const verbs = path.slice(-depth).map((verb) => literalWord(verb));
  return { flags: given.flags, operands: [...verbs, ...given.operands] };
}

/** A command in backquotes, short enough for a sentence. */
export function labelOf(words: readonly string[]): string {
  const text = words.join(' ').replaceAll(HOLE, '…').replaceAll('`', "'").replaceAll(/\s+/g, ' ');
  return `\`${text.length > 80 ? `${text.slice(0, 79)}…` : text}\``;
}

function markHolds(each: MarkRule, given: Arguments): boolean {
  const { variable } = each;
  if (variable !== undefined && !given.operands.some(({ text, written }) => expands(text, written, variable)))
    return false;
  return holds(each, given);
}

function expands(text: string, written: string, variable: RegExp): boolean {
  if (!text.includes(HOLE)) return false;
  return [...written.matchAll(/\$\{?(\w{1,100})/g)].some(([, name = '']) => variable.test(name));
}

const runsBeyond = '; what stands after it would run when it is cut off';

/** The mark of a command after which the same text goes on. */
export function followed(mark: Mark): Mark {
  const isOpenEnd = mark.kind === 'endless' || mark.kind === 'interactive';
  return isOpenEnd && !mark.say.endsWith(runsBeyond) ? { ...mark, say: mark.say + runsBeyond } : mark;
}
