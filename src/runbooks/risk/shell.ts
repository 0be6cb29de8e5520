// The risk of a shell script, from its syntax tree, and the variables it uses.
// Whatever cannot be read, is unfilled or is unknown is at least `change`.

import type { Verdict } from '../model.ts';
import { eventsOf } from './commands.ts';
import type { Event, Input } from './commands.ts';
import { constantsOf } from './constants.ts';
import { verdictOf } from './finding.ts';
import type { Finding } from './finding.ts';
import { hijackFindings } from './hijacking.ts';
import { judge } from './judge.ts';
import type { Scene } from './judge.ts';
import type { Parsers } from './parsers.ts';
import { fillPlaceholders } from './placeholders.ts';
import { sqlFindings } from './sql.ts';
import { findAll } from './syntax.ts';
import type { Syntax } from './syntax.ts';
import { variableUses } from './variable-uses.ts';
import { HOLE } from './word.ts';
import { writeFindings } from './write-file.ts';

export interface VariableUse {
  readonly name: string;
  /** Counts from 1. */
  readonly line: number;
}

const deepestInner = 6;
// Characters that an editor puts in for `-`, quotes and blanks; to the shell they are letters.
const typeset = /[\u2010-\u2015\u2018\u2019\u201C\u201D\u00A0\u200B\uFEFF\uFF0D]/;

/** What a script does at worst, and why. */
export function classifyShell(parsers: Parsers, script: string): Verdict {
  const verdict = verdictOf(scriptFindings(parsers, script, { kind: 'none' }, 0));
  return { ...verdict, because: verdict.because.map((say) => say.replaceAll(HOLE, '…')) };
}

function scriptFindings(parsers: Parsers, text: string, input: Input, depth: number): Finding[] {
  if (depth > deepestInner)
    return [
      { risk: 'change', say: 'Commands stand inside commands too deep to follow: write them as a script of their own' },
    ];
  const script = text.replaceAll('\r\n', '\n');
  const parsed = parsers.shell(script);
  if (!parsed.ok) return [{ risk: 'change', say: parsed.say }];
  const { script: filled, names } = fillPlaceholders(script, parsed.root);
  const unfilled = names.map((name): Finding => ({ risk: 'change', say: `\`${name}\` is not filled in` }));
  const again = names.length === 0 ? parsed : parsers.shell(filled);
  if (!again.ok) return [...unfilled, { risk: 'change', say: again.say }];
  const happened = happenedIn(parsers, again.root, input, depth);
  const isBroken = findAll(again.root, isFlaw).length > 0;
  return [...unfilled, ...happened, ...(isBroken ? lineFindings(parsers, filled, depth) : [])];
}

function isFlaw(node: Syntax): boolean {
  return node.type === 'ERROR' || node.type === 'MISSING';
}

// What a broken script would do is anybody's guess, so each of its lines counts by itself as well.
function lineFindings(parsers: Parsers, script: string, depth: number): Finding[] {
  const lines = script.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2) return [];
  const found = lines.flatMap((line) => scriptFindings(parsers, line, { kind: 'none' }, depth + 1));
  return found.filter((finding) => finding.risk === 'destroy');
}

function happenedIn(parsers: Parsers, root: Syntax, input: Input, depth: number): Finding[] {
  const constants = constantsOf(root);
  const made = new Set<string>();
  const scene: Scene = {
    functions: new Set(findAll(root, (node) => node.type === 'function_definition').flatMap(functionName)),
    made,
    shell: (text, from) => scriptFindings(parsers, text, from, depth + 1),
    sql: (text) => sqlFindings(parsers, text),
  };
  const findings: Finding[] = [];
  for (const event of eventsOf(root, constants, input)) {
    findings.push(...eventFindings(event, scene));
    noteMade(event, made);
  }
  return findings;
}

function functionName(definition: Syntax): string[] {
  const name = definition.children.find((child) => child.type === 'word');
  return name === undefined ? [] : [name.text];
}

function eventFindings(event: Event, scene: Scene): Finding[] {
  if (event.kind === 'command') return [...judge(event.words, event.input, scene), ...typesetFindings(event.words)];
  if (event.kind === 'write') return writeFindings(event.replaces ? '`>`' : '`>>`', event.file);
  if (event.kind === 'flaw') {
    const say = `Line ${event.line} is not valid shell, so nobody can say what it does: correct it`;
    return [{ risk: 'change', say }];
  }
  return hijackFindings(event.name, event.value);
}

function typesetFindings(words: readonly { readonly text: string; readonly quoted: boolean }[]): Finding[] {
  const word = words.find((each) => !each.quoted && typeset.test(each.text));
  if (word === undefined) return [];
  return [
    { risk: 'change', say: `\`${word.text}\` holds a typeset dash, quote or blank: type it again as plain text` },
  ];
}

// Only what certainly did not exist before: a temporary file, a directory that `mkdir` made, a fresh clone, a file just overwritten.
function noteMade(event: Event, made: Set<string>): void {
  if (event.kind === 'assignment') {
    const isTemporary = /^"?\$\(\s*mktemp\b/.test(event.value);
    if (isTemporary) made.add(`$${event.name}`);
    else made.delete(`$${event.name}`);
  } else if (event.kind === 'write' && event.replaces) {
    made.add(event.file.written);
  } else if (event.kind === 'command') {
    const [name, ...args] = event.words.map((word) => word.written);
    const isNewDirectory = name === 'mkdir' && !args.some((arg) => arg.startsWith('-'));
    if (isNewDirectory) for (const arg of args) made.add(arg);
    const isClone = name === 'git' && args[0] === 'clone' && args.length === 3;
    if (isClone) made.add(args[2] ?? '');
  }
}

/**
 * The variables that the script's own shell expands and does not set earlier: `$name` and `${name}` outside single quotes.
 * Each use is listed; positional and special parameters (`$1`, `$?`) are not.
 */
export function variablesUsed(parsers: Parsers, script: string): VariableUse[] {
  return usesOf(parsers, script).map(({ name, line }) => ({ name, line }));
}

/** The uses of these variables outside double quotes, where a blank or a `*` in the value would become several words. */
export function unquotedVariables(parsers: Parsers, script: string, names: readonly string[]): VariableUse[] {
  const isOpenUse = (use: { readonly name: string; readonly isSplit: boolean }) =>
    use.isSplit && names.includes(use.name);
  return usesOf(parsers, script)
    .filter(isOpenUse)
    .map(({ name, line }) => ({ name, line }));
}

function usesOf(parsers: Parsers, script: string): ReturnType<typeof variableUses> {
  const parsed = parsers.shell(script);
  return parsed.ok ? variableUses(parsed.root) : [];
}
