// What one command does: its tool's rule applied to its arguments, and every command inside them looked into.
// A command is `read` only when its tool, its verb and each of its flags are known to be harmless.

import { givenExactly, readArguments } from './arguments.ts';
import type { Arguments, GivenFlag } from './arguments.ts';
import type { Input } from './commands.ts';
import { raised } from './finding.ts';
import type { Finding } from './finding.ts';
import { httpFindings } from './http-command.ts';
import { innerFindings } from './inner-code.ts';
import { toolNamed } from './known-tools.ts';
import { effectOf } from './rule-effect.ts';
import type { CommandRule, Tool } from './tool.ts';
import { unknownCommand } from './unknown-command.ts';
import { HOLE, isOpen, literalWord } from './word.ts';
import type { Word } from './word.ts';
import { writeFindings } from './write-file.ts';

/** What a command's judgement needs to know of the script around it. */
export interface Scene {
  /** Functions that the script itself defines: their bodies are judged where they stand. */
  readonly functions: ReadonlySet<string>;
  /** Files that the script has made so far, as written: `/tmp/x`, `$tmp`. */
  readonly made: ReadonlySet<string>;
  readonly shell: (script: string, input: Input) => Finding[];
  readonly sql: (text: string) => Finding[];
}

/** The findings of one command with its arguments and its standard input. */
export function judge(words: readonly Word[], input: Input, scene: Scene): Finding[] {
  const [name, ...args] = words;
  if (name === undefined) return [];
  // `run() { "$@"; }; run rm -rf x`: the arguments of the script's own function may be a command.
  if (scene.functions.has(name.text))
    return toolNamed(args[0]?.text ?? '') === undefined ? [] : judge(args, input, scene);
  const base = name.text.split('/').at(-1) ?? '';
  if (base.includes(HOLE)) {
    const destructive = unknownCommand([base.replaceAll(HOLE, '-')], args).risk === 'destroy';
    const say = `\`${name.written}\` is only known at run time, so it may do anything its arguments say`;
    return [{ risk: destructive ? 'destroy' : 'change', say }];
  }
  const tool = /^(\/usr(\/local)?)?\/s?bin\/[^/]+$/.test(name.text) ? toolNamed(base) : toolNamed(name.text);
  if (tool === undefined) return [unknownCommand([name.text], args)];
  return judgeTool(tool, base, args, input, scene);
}

function judgeTool(tool: Tool, name: string, args: readonly Word[], input: Input, scene: Scene): Finding[] {
  const led = followVerbs(tool, name, tool.bareFlags ? dashed(args) : args);
  if (led.rule === undefined) return [unknownCommand(led.path, led.rest)];
  const { rule, path } = led;
  const stopAt = rule.runs?.from ?? Number.POSITIVE_INFINITY;
  const own = readArguments(led.rest, led.rules, { singleDash: tool.singleDash === true, stopAt });
  const given: Arguments = { flags: [...led.flags, ...own.flags], operands: own.operands };
  if (asksForHelp(tool, given)) return [{ risk: 'read', say: `\`${path.join(' ')}\`` }];
  const inner = innerFindings(rule, path, given, input, (words, from) => judge(words, from, scene), scene);
  const requests = rule.http === undefined ? [] : httpFindings(rule.http, path.join(' '), given);
  const effect = ownEffect(tool, rule, path, given, scene, inner.length + requests.length > 0);
  const written = rule.writesOperands ? given.operands.flatMap((file) => writeFindings(`\`${name}\``, file)) : [];
  const dry = rule.dryRun === undefined ? [] : givenExactly(given.flags, rule.dryRun);
  const isDry = dry.length > 0;
  const acted = isDry ? [{ risk: 'read' as const, say: `\`${path.join(' ')}\` as a dry run` }] : effect;
  return [
    ...inner,
    ...requests,
    ...acted,
    ...written,
    ...given.flags.filter((flag) => !dry.includes(flag)).flatMap((flag) => flagFindings(flag, path, isDry)),
  ];
}

interface Led {
  readonly rule: CommandRule | undefined;
  /** The rule and those around it, its own first. */
  readonly rules: readonly CommandRule[];
  readonly path: readonly string[];
  readonly flags: readonly GivenFlag[];
  readonly rest: readonly Word[];
}

// From `kubectl -n shop rollout undo …` to the rule of `rollout undo`.
function followVerbs(tool: Tool, name: string, args: readonly Word[]): Led {
  let led: Led & { readonly rule: CommandRule } = { rule: tool, rules: [tool], path: [name], flags: [], rest: args };
  while (led.rule.verbs !== undefined) {
    const { flags, operands } = readArguments(led.rest, led.rules, { singleDash: tool.singleDash === true, stopAt: 0 });
    const [verb, ...rest] = operands;
    if (verb === undefined) return led;
    const text = tool.anyCase ? verb.text.toLowerCase() : verb.text;
    const next = verbRule(led.rule, text);
    const path = [...led.path, isOpen(verb) ? verb.written : verb.text];
    if (next === undefined) return { ...led, rule: undefined, path, rest: operands };
    led = { rule: next, rules: [next, ...led.rules], path, flags: [...led.flags, ...flags], rest };
  }
  return led;
}

function verbRule(rule: CommandRule, verb: string): CommandRule | undefined {
  const key = Object.keys(rule.verbs ?? {}).find((verbs) => verbs.split('|').includes(verb));
  return key === undefined ? undefined : rule.verbs?.[key];
}

function ownEffect(
  tool: Tool,
  rule: CommandRule,
  path: readonly string[],
  given: Arguments,
  scene: Scene,
  hasInner: boolean,
): Finding[] {
  const chosen = effectOf(rule, given);
  if (chosen === undefined) return hasInner ? [] : [unknownCommand(path, given.operands)];
  const { effect, deciding } = chosen;
  const label = `\`${[...path, ...deciding].join(' ')}\``;
  const isOwn =
    rule.ownFiles === true && given.operands.length > 0 && given.operands.every((word) => isMade(word, scene));
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

function isMade(word: Word, scene: Scene): boolean {
  const name = word.written.replace(/^\$\{(\w+)\}/, '$$$1');
  return !name.includes('..') && [...scene.made].some((made) => name === made || name.startsWith(`${made}/`));
}

function flagFindings(flag: GivenFlag, path: readonly string[], isDry: boolean): Finding[] {
  const label = `\`${path.join(' ')} ${flag.name}\``;
  if (flag.rule === 'harmless') return [];
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

// Only where nothing but the verbs stands before it: a server that is sent `--help` as data would not print any help.
function asksForHelp(tool: Tool, given: Arguments): boolean {
  if (tool.anyCase || given.operands.length > 0 || given.flags.length !== 1) return false;
  return given.flags[0]?.name === '--help' || given.flags[0]?.name === '--version';
}

function dashed(args: readonly Word[]): readonly Word[] {
  const [first, ...rest] = args;
  return first !== undefined && /^[A-Za-z]+$/.test(first.text) ? [literalWord(`-${first.text}`), ...rest] : args;
}
