// Commands inside commands: `sudo …`, `bash -c '…'`, `ssh host '…'`, `psql -c '…'`, `find -exec … ;`, scripts on standard input.

import { givenOf } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { destructiveWord, sayActs } from './danger-words.ts';
import type { Input } from './event.ts';
import { beginningAt } from './finding.ts';
import type { Finding } from './finding.ts';
import { readPsqlInput } from './psql-input.ts';
import { shellLines } from './shell-list.ts';
import { hijackFindings } from './hijacking.ts';
import { fileTool } from './known-tools.ts';
import { languageFindings } from './language.ts';
import { plainPath } from './made-files.ts';
import type { Written } from './made-files.ts';
import type { Code, CommandRule, FlagRule, TextCode } from './tool.ts';
import { unknownCommand } from './unknown-command.ts';
import { HOLE, isOpen, literalWord } from './word.ts';
import type { Word } from './word.ts';

interface Readers {
  readonly shell: (script: string, input: Input) => Finding[];
  readonly sql: (text: string) => Finding[];
  /** Files that the script has written itself. */
  readonly written: ReadonlyMap<string, Written>;
}
type JudgeWords = (words: readonly Word[], input: Input) => Finding[];

const none: Input = { kind: 'none' };

/** What the code in a command's arguments, or else on its standard input, does. Empty when the command runs no code. */
export function innerFindings(
  rule: CommandRule,
  path: readonly string[],
  given: Arguments,
  input: Input,
  judgeWords: JudgeWords,
  readers: Readers,
): Finding[] {
  const name = path.join(' ');
  const run = (code: Code, words: readonly Word[]) => runFindings(name, code, words, input, judgeWords, readers);
  const found: Finding[] = [];
  for (const flag of given.flags) {
    if (flag.collected !== undefined) found.push(...judgeWords(flag.collected, none));
    if (typeof flag.rule !== 'string' && flag.rule.runs !== undefined && flag.value !== undefined) {
      if (runsHere(flag.rule, given)) found.push(...run(flag.rule.runs, [flag.value]));
    }
  }
  const isCodeFirst = rule.runsWith !== undefined && givenOf(given.flags, rule.runsWith.flag).length > 0;
  if (isCodeFirst) found.push(...run('shell', given.operands.slice(0, 1)));
  const operands = rule.runs === undefined ? [] : given.operands.slice(rule.runs.from);
  const before = given.operands[(rule.runs?.from ?? 0) - 1];
  const isCode = rule.runs?.after === undefined || (before !== undefined && rule.runs.after.test(before.text));
  if (rule.runs !== undefined && isCode && operands.length > 0) {
    found.push(...run(rule.runs.as, rule.runs.openEnd ? [...operands, literalWord(HOLE)] : operands));
  }
  const hasCode =
    isCodeFirst || given.flags.some(({ rule: flag }) => typeof flag !== 'string' && (flag.runs ?? flag.collects));
  const named = rule.script === undefined || hasCode ? undefined : given.operands[rule.script];
  // `python - <<EOF` reads its code.
  const script = named?.text === '-' ? undefined : named;
  const scriptArgs = given.operands.slice((rule.script ?? 0) + 1);
  if (script !== undefined && fileTool(script.text) !== undefined)
    found.push(...judgeWords([script, ...scriptArgs], input));
  else if (script !== undefined) {
    const own = readers.written.get(plainPath(script.text));
    const isShell = rule.input === 'shell' || rule.input === undefined;
    if (own !== undefined && isShell) found.push(...beginningAt(own.line, readers.shell(own.text, none)));
    const isOwn = rule.ownScripts?.test(script.text) === true && script.text.length < 300;
    found.push(isOwn ? { risk: 'read', say: `\`${name} ${script.text}\`` } : scriptFinding(name, script, scriptArgs));
  }
  if (found.length === 0 && !hasCode && rule.input !== undefined)
    found.push(...inputFindings(name, rule.input, input, readers));
  return found;
}

function runsHere(rule: FlagRule, given: Arguments): boolean {
  const when = rule.runsWhen;
  if (when === undefined) return true;
  const others = givenOf(given.flags, when.flag);
  return others.every(({ value }) => value === undefined || isOpen(value) || when.value.test(value.text));
}

function runFindings(
  name: string,
  code: Code,
  words: readonly Word[],
  input: Input,
  judgeWords: JudgeWords,
  readers: Readers,
): Finding[] {
  if (code === 'argv') {
    const count = words.findIndex((word) => !/^\w+=/.test(word.text));
    const start = count < 0 ? words.length : count;
    const set = words.slice(0, start).map((word) => word.text.split('='));
    const hijacked = set.flatMap(([variable = '', ...value]) => hijackFindings(variable, value.join('=')));
    return [...hijacked, ...judgeWords(words.slice(start), input)];
  }
  const text = words.map((word) => word.text).join(' ');
  return beginningAt(words[0]?.line ?? 1, codeFindings(name, code, text, input, readers));
}

/** What a text does that is typed into a console. */
export function consoleFindings(name: string, code: TextCode, text: string, readers: Readers): Finding[] {
  return codeFindings(name, code, text, none, readers);
}

/** Code with a value pasted into it proves nothing: the value may be code as well. */
function codeFindings(name: string, code: TextCode, text: string, input: Input, readers: Readers): Finding[] {
  const language =
    code === 'shell' || code === 'shell-list' ? 'a script' : typeof code === 'string' ? 'SQL' : code.name;
  if (text.replaceAll(HOLE, '').trim() === '' && text.includes(HOLE)) {
    return [{ risk: 'change', say: `\`${name}\` runs ${language} that is only known at run time` }];
  }
  const found = textFindings(code, text, input, readers);
  if (!text.includes(HOLE)) return found;
  return [
    ...found,
    { risk: 'change', say: `\`${name}\` runs ${language} with a value pasted into it, which could add to it` },
  ];
}

function textFindings(code: TextCode, text: string, input: Input, readers: Readers): Finding[] {
  if (code === 'shell') return readers.shell(text, input);
  if (code === 'shell-list') return readers.shell(shellLines(text), input);
  if (code === 'sql') return readers.sql(text);
  if (code !== 'psql') return languageFindings(code, text, readers.sql);
  const { sql, found } = readPsqlInput(text, (script) => readers.shell(script, none));
  return [...found, ...readers.sql(sql)];
}

function inputFindings(name: string, code: TextCode, input: Input, readers: Readers): Finding[] {
  if (input.kind === 'none') return [];
  if (input.kind === 'text') return beginningAt(input.line, codeFindings(name, code, input.text, none, readers));
  if (input.kind === 'file') return [fileFinding(name, input.file)];
  const isCopied = code !== 'shell' && input.words.some((word) => savedCopy.test(word.text));
  if (isCopied) return [{ risk: 'destroy', say: `\`${input.of} | ${name}\` loads a saved copy over what is there` }];
  // `awk '{print "rm " $1}' list | sh`, `curl …/uninstall.sh | sh`.
  const tokens = input.words.flatMap((word) => word.text.slice(0, longestSearched).split(/[^\w-]+/));
  const said = tokens.map(destructiveWord).find((word) => word !== undefined);
  if (said !== undefined)
    return [{ risk: 'destroy', say: `\`${name}\` runs what \`${input.of}\` prints, and that says "${said}"` }];
  return [{ risk: 'change', say: `\`${name}\` runs whatever \`${input.of}\` prints, which nobody has read` }];
}

// What `pytest` takes for a test, unless it says that it does more.
function isTest(file: string): boolean {
  const name = file.split('/').at(-1) ?? '';
  return /^(test_\w+|\w+_test)\.py$/.test(name) && !sayActs(name);
}

// A word is searched for others only so far.
const longestSearched = 2000;

const savedCopy = /backup|bak\b|dump|snapshot|restore/i;

/** A file of commands or statements, judged by its name: `restore.sql`, `shop-backup.sql`. */
function fileFinding(name: string, file: Word): Finding {
  const shown = isOpen(file) ? file.written : file.text;
  const isCopy = savedCopy.test(shown);
  if (isCopy) return { risk: 'destroy', say: `\`${name} < ${shown}\` loads a saved copy over what is there` };
  const judged = unknownCommand([shown], []);
  const risk = judged.risk === 'read' ? 'change' : judged.risk;
  return { risk, say: `\`${name} < ${shown}\` runs a file that is not shown here` };
}

function scriptFinding(name: string, script: Word, args: readonly Word[]): Finding {
  const shown = isOpen(script) ? script.written : script.text;
  if (isTest(script.text) && args.every((arg) => !sayActs(arg.text)))
    return { risk: 'read', say: `\`${name} ${shown}\`, a test by its name` };
  const judged = unknownCommand([shown], args);
  const risk = judged.risk === 'read' ? 'change' : judged.risk;
  const say = judged.risk === 'destroy' ? judged.say : `\`${name} ${shown}\` runs a script that is not shown here`;
  return { risk, say };
}
