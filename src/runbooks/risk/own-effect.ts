// What a known command does by itself, apart from the code inside it: its rule's effect, its flags, the files it writes.

import type { Arguments, GivenFlag } from './arguments.ts';
import { raised } from './finding.ts';
import type { Finding } from './finding.ts';
import { effectOf } from './rule-effect.ts';
import type { CommandRule, Tool } from './tool.ts';
import { unknownCommand } from './unknown-command.ts';
import { isOpen, literalWord } from './word.ts';
import type { Word } from './word.ts';
import { writeFindings } from './write-file.ts';

/** `made` are files that the script has made so far; `hasInner` says that code inside the command is judged already. */
export function ownEffect(
  tool: Tool,
  rule: CommandRule,
  path: readonly string[],
  given: Arguments,
  made: ReadonlySet<string>,
  hasInner: boolean,
): Finding[] {
  const chosen = effectOf(rule, given);
  const verbs = path.slice(1).map((verb) => literalWord(verb));
  if (chosen === undefined) return hasInner ? [] : [unknownCommand(path, [...verbs, ...given.operands])];
  const { effect, deciding } = chosen;
  const label = `\`${[...path, ...deciding].join(' ')}\``;
  const isOwn =
    rule.ownFiles === true && given.operands.length > 0 && given.operands.every((word) => isMade(made, word));
  if (isOwn) return [{ risk: 'change', say: `${label} removes only what this step made itself` }];
  const turns = effect.turns === undefined ? {} : { turns: { what: subjectOf(tool, path, given), to: effect.turns } };
  return [{ risk: effect.risk, say: effect.risk === 'read' ? label : `${label} ${effect.say}`, ...turns }];
}

// What a stop and a start must have in common: `kubectl -n shop web`. Flags of the tool itself say where it acts.
function subjectOf(tool: Tool, path: readonly string[], given: Arguments): string {
  const where = (tool.flags?.valued ?? '').split(/\s+/);
  const places = given.flags.filter(({ name }) => where.includes(name)).map(({ value }) => value?.written ?? '');
  const what = given.operands.map((word) => (isOpen(word) ? word.written : word.text).replace(/\.service$/, ''));
  return [...path.slice(0, -1), ...places, ...what].join(' ');
}

/** Whether a file is one that the script has made, or lies in a directory that it has made. */
export function isMade(made: ReadonlySet<string>, word: Word): boolean {
  const name = word.written.replace(/^\$\{(\w+)\}/, '$$$1');
  return !name.includes('..') && [...made].some((each) => name === each || name.startsWith(`${each}/`));
}

export function flagFindings(flag: GivenFlag, path: readonly string[], isDry: boolean): Finding[] {
  const label = `\`${path.join(' ')} ${flag.name}\``;
  if (flag.rule === 'harmless') return [];
  if (flag.rule === 'unknown' && isDry) return [];
  if (flag.rule === 'unknown') {
    const say = `${label} uses a flag that is not known here`;
    const unknown = unknownCommand([path[0] ?? ''], [literalWord(flag.name)]);
    return [raised({ risk: 'change', say }, unknown.risk, say)];
  }
  const { writes, effect, harmlessWhen } = flag.rule;
  const written = writes && flag.value !== undefined ? writeFindings(label, flag.value) : [];
  const acted = effect === undefined || isDry ? [] : [{ risk: effect.risk, say: `${label} ${effect.say}` }];
  const isHarmless =
    harmlessWhen === undefined ||
    (flag.value !== undefined && !isOpen(flag.value) && harmlessWhen.test(flag.value.text));
  const doubted = isHarmless
    ? []
    : [{ risk: 'change' as const, say: `${label} has a value that may change something` }];
  return [...written, ...acted, ...doubted];
}
