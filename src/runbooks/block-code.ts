// The text of an executable block: may it run as it stands, and what does it do? One reading per language.

import { codeFaults } from './code-text.ts';
import { promptLine, readConsole } from './console-text.ts';
import { parseHttpFile } from './http-file.ts';
import type { Executable, Verdict } from './model.ts';
import { type Place, reportUndeclared } from './place.ts';
import { readPromql } from './promql-text.ts';
import { sqlNames, sqlTemplates, withPlaceholders } from './sql-parameters.ts';
import { namesIn } from './template.ts';

export type CodeKind = 'http' | 'sql' | 'sh' | 'promql';

/** The languages that can run. */
export const codeKinds: ReadonlyMap<string, CodeKind> = new Map([
  ['http', 'http'],
  ['sql', 'sql'],
  ['sh', 'sh'],
  ['bash', 'sh'],
  ['shell', 'sh'],
  ['console', 'sh'],
  ['promql', 'promql'],
]);

export interface BlockCode {
  readonly text: Executable['text'];
  readonly verdict: Verdict;
}

/** Undefined when something is wrong; it is reported. `textLine` is the page's line on which the text begins. */
export function readCode(
  kind: CodeKind,
  language: string,
  text: string,
  textLine: number,
  place: Place,
): BlockCode | undefined {
  let clean = true;
  const watched: Place = {
    ...place,
    report: (line, say, hint) => {
      clean = false;
      place.report(line, say, hint);
    },
  };
  for (const { line, say, hint } of codeFaults(text)) watched.report(textLine + line - 1, say, hint);
  const code = readers[kind](language, text, textLine, watched);
  return clean ? code : undefined;
}

type Reader = (language: string, text: string, textLine: number, place: Place) => BlockCode | undefined;

const readers: Readonly<Record<CodeKind, Reader>> = { http, sql, sh, promql };

function http(_language: string, text: string, textLine: number, place: Place): BlockCode | undefined {
  const read = parseHttpFile(text);
  if (!read.ok) {
    place.report(textLine + read.line - 1, read.say, read.hint);
    return undefined;
  }
  for (const { name, line } of read.file.names) {
    if (!place.parameters.includes(name)) reportUndeclared(place, textLine + line - 1, name);
  }
  return { text, verdict: place.classifiers.http(read.file.method, read.file.path, read.file.headers) };
}

function sql(_language: string, text: string, textLine: number, place: Place): BlockCode | undefined {
  reportBraces(text, textLine, place, (name) => `Write :${name}; it becomes a bind parameter.`);
  for (const { name, kind, line } of sqlNames(text)) {
    if (kind === 'positional') {
      place.report(textLine + line - 1, `\`$${name}\` is no parameter`, 'Write :name.');
    } else if (!place.parameters.includes(name)) reportUndeclared(place, textLine + line - 1, name);
  }
  const templates = sqlTemplates(text);
  if (templates.length === 0) {
    place.report(textLine, 'The block holds no SQL statement', 'Write one, or remove the block.');
    return undefined;
  }
  const whole = withPlaceholders(text);
  const split = place.classifiers.splitSql(whole);
  if (!split.ok) {
    place.report(textLine + split.line - 1, split.say, 'Mend the SQL.');
    return undefined;
  }
  if (split.statements.length !== templates.length) {
    place.report(textLine, 'It cannot be told where the statements of this block end', 'Give each a block of its own.');
    return undefined;
  }
  return { text, verdict: place.classifiers.sql(whole) };
}

function promql(_language: string, text: string, textLine: number, place: Place): BlockCode | undefined {
  const read = readPromql(text);
  if (!read.ok) {
    place.report(textLine + read.line - 1, read.say, read.hint);
    return undefined;
  }
  for (const { name, line } of read.names) {
    if (!place.parameters.includes(name)) reportUndeclared(place, textLine + line - 1, name);
  }
  return { text, verdict: place.classifiers.promql(text) };
}

function sh(language: string, text: string, textLine: number, place: Place): BlockCode | undefined {
  const script = scriptOf(language, text, textLine, place);
  if (script === undefined) return undefined;
  if (script.split('\n').every((line) => /^\s*(#|$)/.test(line))) {
    place.report(textLine, 'The block holds no command', 'Write one, or leave out its target.');
    return undefined;
  }
  reportBraces(
    script,
    textLine,
    place,
    (name) => `Write "$${name}"; parameters reach a script as environment variables.`,
  );
  for (const { name, line } of place.classifiers.unquotedVariables(script, place.parameters)) {
    const say = `\`$${name}\` stands without quotes, so its value would be split into words`;
    place.report(textLine + line - 1, say, `Write "$${name}".`);
  }
  for (const { name, line } of place.classifiers.variablesUsed(script)) {
    // Capitals are the environment's; with `-` or `+` the script says itself what to do when it is not set.
    const isForeseen = new RegExp(`\\$\\{${name}:?[-+]`).test(script);
    if (!/^[a-z][a-z0-9_]*$/.test(name) || isForeseen || place.parameters.includes(name)) continue;
    reportUndeclared(place, textLine + line - 1, name);
  }
  return { text: script, verdict: place.classifiers.script(script) };
}

function scriptOf(language: string, text: string, textLine: number, place: Place): string | undefined {
  if (language === 'console') {
    const read = readConsole(text);
    if (read.ok) return read.script;
    place.report(textLine + read.line - 1, read.say, read.hint);
    return undefined;
  }
  const prompt = promptLine(text);
  if (prompt === undefined) return text;
  place.report(
    textLine + prompt - 1,
    'This line begins with a `$ ` prompt',
    'Take the prompts away, or write console.',
  );
  return undefined;
}

// Words of Go templates, which `docker` and `kubectl` take: `{{end}}`.
const templateWords = new Set(['end', 'else', 'break', 'continue', 'range', 'with', 'if', 'define', 'block']);

function reportBraces(text: string, textLine: number, place: Place, hint: (name: string) => string): void {
  for (const [index, content] of text.split('\n').entries()) {
    const name = namesIn(content).find((candidate) => !templateWords.has(candidate));
    if (name !== undefined) place.report(textLine + index, `\`{{${name}}}\` is not filled in here`, hint(name));
  }
}
