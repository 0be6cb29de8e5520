// Commands inside commands: `sudo …`, `bash -c '…'`, `ssh host '…'`, `psql -c '…'`, `find -exec … ;`, scripts on standard input.

import { givenOf } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { Input } from './commands.ts';
import type { Finding } from './finding.ts';
import { readPsqlInput } from './psql-input.ts';
import { hijackFindings } from './hijacking.ts';
import type { Code, CommandRule, TextCode } from './tool.ts';
import { unknownCommand } from './unknown-command.ts';
import { HOLE, isOpen, literalWord } from './word.ts';
import type { Word } from './word.ts';

interface Readers {
  readonly shell: (script: string, input: Input) => Finding[];
  readonly sql: (text: string) => Finding[];
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
      found.push(...run(flag.rule.runs, [flag.value]));
    }
  }
  const isCodeFirst = rule.runsWith !== undefined && givenOf(given.flags, rule.runsWith.flag).length > 0;
  if (isCodeFirst) found.push(...run('shell', given.operands.slice(0, 1)));
  const operands = rule.runs === undefined ? [] : given.operands.slice(rule.runs.from);
  if (rule.runs !== undefined && operands.length > 0) {
    found.push(...run(rule.runs.as, rule.runs.openEnd ? [...operands, literalWord(HOLE)] : operands));
  }
  const script = rule.script === undefined || isCodeFirst ? undefined : given.operands[rule.script];
  if (script !== undefined) found.push(scriptFinding(name, script, given.operands.slice((rule.script ?? 0) + 1)));
  if (found.length === 0 && rule.input !== undefined) found.push(...inputFindings(name, rule.input, input, readers));
  return found;
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
  return codeFindings(name, code, text, input, readers);
}

/** Code with a value pasted into it proves nothing: the value may be code as well. */
function codeFindings(name: string, code: TextCode, text: string, input: Input, readers: Readers): Finding[] {
  const language = code === 'shell' ? 'a script' : 'SQL';
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
  if (code === 'sql') return readers.sql(text);
  const { sql, found } = readPsqlInput(text, (script) => readers.shell(script, none));
  return [...found, ...readers.sql(sql)];
}

function inputFindings(name: string, code: TextCode, input: Input, readers: Readers): Finding[] {
  if (input.kind === 'none') return [];
  if (input.kind === 'text') return codeFindings(name, code, input.text, none, readers);
  if (input.kind === 'file') return [fileFinding(name, input.file)];
  return [{ risk: 'change', say: `\`${name}\` runs whatever \`${input.of}\` prints, which nobody has read` }];
}

/** A file of commands or statements, judged by its name: `restore.sql`, `shop-backup.sql`. */
function fileFinding(name: string, file: Word): Finding {
  const shown = isOpen(file) ? file.written : file.text;
  const isCopy = /backup|bak\b|dump|snapshot|restore/i.test(shown);
  if (isCopy) return { risk: 'destroy', say: `\`${name} < ${shown}\` loads a saved copy over what is there` };
  const judged = unknownCommand([shown], []);
  return { risk: judged.risk, say: `\`${name} < ${shown}\` runs a file that is not shown here` };
}

function scriptFinding(name: string, script: Word, args: readonly Word[]): Finding {
  const shown = isOpen(script) ? script.written : script.text;
  const judged = unknownCommand([shown], args);
  const say = judged.risk === 'destroy' ? judged.say : `\`${name} ${shown}\` runs a script that is not shown here`;
  return { risk: judged.risk, say };
}
