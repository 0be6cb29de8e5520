// What one command does: its tool's rule applied to its arguments, and every command inside them looked into.
// A command is `read` only when its tool, its verb and each of its flags are known to be harmless.

import type { Mark } from '../model.ts';
import { givenExactly, readArguments } from './arguments.ts';
import type { Arguments, GivenFlag } from './arguments.ts';
import type { Input } from './event.ts';
import { beginningAt, remarked, withMarks } from './finding.ts';
import type { Finding } from './finding.ts';
import { hidesVerb } from './hidden-verb.ts';
import { httpFindings } from './http-command.ts';
import { innerFindings } from './inner-code.ts';
import { fileTool, toolNamed } from './known-tools.ts';
import { plainPath } from './made-files.ts';
import type { Written } from './made-files.ts';
import { ruleMarks } from './marks.ts';
import { openCommand } from './open-command.ts';
import { flagFindings, ownEffect } from './own-effect.ts';
import { secretArguments } from './secret-arguments.ts';
import type { CommandRule, Tool } from './tool.ts';
import { unknownCommand } from './unknown-command.ts';
import { verbRule } from './verb-rule.ts';
import { isOpen, literalWord } from './word.ts';
import type { Word } from './word.ts';
import { writeFindings } from './write-file.ts';

/** What a command's judgement needs to know of the script around it. */
export interface Scene {
  /** Functions that the script itself defines: their bodies are judged where they stand. */
  readonly functions: ReadonlySet<string>;
  /** Files that the script has made so far, as written: `/tmp/x`, `$tmp`. */
  readonly made: ReadonlySet<string>;
  /** What it has put into files, by their names. */
  readonly written: ReadonlyMap<string, Written>;
  readonly shell: (script: string, input: Input) => Finding[];
  readonly sql: (text: string) => Finding[];
  /** How many commands stand around this one: `sudo env nohup …`. */
  readonly depth: number;
}

const deepest = 40;

/** The findings of one command with its arguments and its standard input. */
export function judge(words: readonly Word[], input: Input, scene: Scene): Finding[] {
  const [name, ...args] = words;
  if (name === undefined) return [];
  if (scene.depth > deepest) return [unknownCommand([name.text], args)];
  // `run() { "$@"; }; run rm -rf x`: the arguments of the script's own function may be a command.
  if (scene.functions.has(name.text))
    return toolNamed(args[0]?.text ?? '') === undefined ? [] : judge(args, input, scene);
  // `((…))` only computes; what is substituted in it is judged where it stands.
  if (name.written.startsWith('((')) return [];
  if (isOpen(name)) return openCommand(name, args, (guess) => judge(guess, input, scene));
  const content = scene.written.get(plainPath(name.text));
  if (content !== undefined) return ownScript(name.text, content, args, scene);
  const base = name.text.split('/').at(-1) ?? '';
  const tool = (isInstalled(name.text) ? toolNamed(base) : toolNamed(name.text)) ?? fileTool(name.text);
  if (tool !== undefined) return judgeTool(tool, base, name.line, args, input, scene);
  return withMarks([unknownCommand([name.text], args)], secretArguments(args, [], []));
}

// `/usr/bin/psql`; and `/usr/lib/postgresql/16/bin/pg_ctl`, `/opt/app/embedded/bin/redis-cli`, where the name is no everyday word:
// `/opt/app/bin/test` may be anything.
function isInstalled(path: string): boolean {
  if (/^(\/usr(\/local)?)?\/s?bin\/[^/]+$/.test(path)) return true;
  return /^\/(usr|opt|snap)\/(?!.*\.\.)(.*\/)?s?bin\/([^/]*([-_\d]|ctl|sql|db)[^/]*|curl|git|java|node|openssl|python|ruby)$/.test(
    path,
  );
}

// `cat > fix.sh <<EOF … EOF`, then `./fix.sh`.
function ownScript(path: string, content: Written, args: readonly Word[], scene: Scene): Finding[] {
  const inside = beginningAt(content.line, scene.shell(content.text, { kind: 'none' }));
  return args.length === 0 ? inside : [...inside, unknownCommand([path], args)];
}

function judgeTool(
  tool: Tool,
  name: string,
  line: number,
  args: readonly Word[],
  input: Input,
  scene: Scene,
): Finding[] {
  const led = followVerbs(tool, name, tool.bareFlags ? dashed(args) : args);
  if (led.rule === undefined)
    return withMarks([unknownCommand(led.path, led.rest)], secretArguments(args, led.flags, led.rules));
  const { rule, path } = led;
  if (hidesVerb(rule, path, led.rest[0])) {
    return withMarks([unknownCommand(path, led.rest)], secretArguments(args, led.flags, led.rules));
  }
  const stopAt = rule.runs?.from ?? rule.script ?? Number.POSITIVE_INFINITY;
  const own = readArguments(led.rest, led.rules, { singleDash: tool.singleDash === true, stopAt });
  const given: Arguments = { flags: [...led.flags, ...own.flags], operands: own.operands };
  if (asksForHelp(tool, given)) return [{ risk: 'read', say: `\`${path.join(' ')}\`` }];
  const inner = innerFindings(
    rule,
    path,
    given,
    input,
    (words, from) => judge(words, from, { ...scene, depth: scene.depth + 1 }),
    scene,
  );
  const requests = rule.http === undefined ? [] : httpFindings(rule.http, path.join(' '), given);
  const effect = ownEffect(tool, rule, path, given, scene.made, inner.length + requests.length > 0);
  const written = rule.writesOperands ? given.operands.flatMap((file) => writeFindings(`\`${name}\``, file)) : [];
  const dry = rule.dryRun === undefined ? [] : givenExactly(given.flags, rule.dryRun);
  const isDry = dry.length > 0;
  // `ssh host <<EOF`, `bash <<< "…"`: it opens no shell for a person, it runs what it is fed.
  const isFed = rule.input !== undefined && input.kind === 'text' && inner.length > 0;
  const acted = isDry
    ? [{ risk: 'read' as const, say: `\`${path.join(' ')}\` as a dry run` }]
    : isFed
      ? effect.filter(({ risk }) => risk === 'destroy')
      : effect;
  const marks = ruleMarks(led.rules, path, given, input, line);
  const found = [
    ...remarked(inner, (mark) => (isCovered(mark, marks, rule) ? undefined : mark)),
    ...requests,
    ...acted,
    ...written,
    ...given.flags.filter((flag) => !dry.includes(flag)).flatMap((flag) => flagFindings(flag, path, isDry)),
  ];
  const opens = marks.some((mark) => mark.kind === 'elsewhere') ? rule.console : undefined;
  const opened = opens === undefined ? found : found.map((each) => ({ ...each, opens }));
  // What runs inside is searched for secrets when it is judged itself.
  const words = rule.runs === undefined ? args : args.slice(0, args.length - given.operands.length);
  return withMarks(opened, [...marks, ...secretArguments(words, given.flags, led.rules)]);
}

// What `timeout` runs is ended by it; what `kubectl exec -it … -- sh` opens is told once, by the outer command.
function isCovered(mark: Mark, outer: readonly Mark[], rule: CommandRule): boolean {
  if (mark.kind === 'endless') return rule.ends === true;
  const isEntering = mark.kind === 'interactive' || mark.kind === 'elsewhere';
  return isEntering && outer.some(({ kind }) => kind === mark.kind);
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
    const next = verbRule(led.rule.verbs, text, isOpen(verb));
    const path = [...led.path, isOpen(verb) ? verb.written : verb.text];
    if (next === undefined) return { ...led, rule: undefined, path, rest: operands };
    led = { rule: next, rules: [next, ...led.rules], path, flags: [...led.flags, ...flags], rest };
  }
  return led;
}

// Only where nothing but the verbs stands before it: a server that is sent `--help` as data would not print any help.
function asksForHelp(tool: Tool, given: Arguments): boolean {
  if (tool.anyCase || given.operands.length > 0 || given.flags.length !== 1) return false;
  return given.flags[0]?.name === '--help' || given.flags[0]?.name === '--version';
}

function dashed(args: readonly Word[]): readonly Word[] {
  const [first, ...rest] = args;
  return first !== undefined && /^[A-Za-z]+$/.test(first.text)
    ? [literalWord(`-${first.text}`, first.line), ...rest]
    : args;
}
