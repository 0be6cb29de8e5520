// The risk of a shell script, from its syntax tree, and the variables it uses.
// Whatever cannot be read or is unknown is at least `change`.

import type { Mark, Verdict } from '../model.ts';
import { eventsOf } from './commands.ts';
import { constantsOf } from './constants.ts';
import type { Command, Event, Input } from './event.ts';
import { beginningAt, remarked, verdictOf } from './finding.ts';
import type { Finding } from './finding.ts';
import { hijackFindings } from './hijacking.ts';
import { consoleFindings } from './inner-code.ts';
import { judge } from './judge.ts';
import type { Scene } from './judge.ts';
import { noteMade, noteWritten } from './made-files.ts';
import type { Written } from './made-files.ts';
import { followed } from './marks.ts';
import { isMade } from './own-effect.ts';
import type { Parsers } from './parsers.ts';
import { fillPlaceholders, withoutPlaceholders } from './placeholders.ts';
import { secretAssignment } from './secret-arguments.ts';
import { readSession } from './session.ts';
import { sqlFindings } from './sql.ts';
import { destructiveWord } from './danger-words.ts';
import { findAll } from './syntax.ts';
import type { Syntax } from './syntax.ts';
import { HOLE } from './word.ts';
import { writeFindings } from './write-file.ts';

const deepestInner = 6;
// Only so much of an unreadable text is searched for words, so that a hostile one costs little.
const longestSearched = 60_000;
// How often it is tried whether a line ends a command, so that a hostile session costs little.
const mostTries = 150;
// Characters that an editor puts in for `-`, quotes and blanks; to the shell they are letters.
const typeset = /[\u2010-\u2015\u2018\u2019\u201C\u201D\u00A0\u200B\uFEFF\uFF0D]/;

/** What a block does at worst, and why. One that shows prompts counts by what stands behind them. */
export function classifyShell(parsers: Parsers, block: string): Verdict {
  const text = block.replaceAll('\r\n', '\n');
  return told(sessionFindings(parsers, text) ?? scriptFindings(parsers, text, { kind: 'none' }, 0));
}

/** The same for a script that is run exactly as it stands: every line of it is a command, whatever it looks like. */
export function classifyScript(parsers: Parsers, script: string): Verdict {
  return told(scriptFindings(parsers, script.replaceAll('\r\n', '\n'), { kind: 'none' }, 0));
}

function told(findings: readonly Finding[]): Verdict {
  const verdict = verdictOf(findings);
  const shown = (say: string) => say.replaceAll(HOLE, '…');
  const marks = verdict.marks.map((mark): Mark => ({ ...mark, say: shown(mark.say) }));
  return { ...verdict, because: verdict.because.map(shown), marks };
}

function sessionFindings(parsers: Parsers, text: string): Finding[] | undefined {
  let tries = 0;
  const session = readSession(text, (part) => {
    tries += 1;
    return tries > mostTries || isWhole(parsers, withoutPlaceholders(part, HOLE));
  });
  if (session === undefined) return undefined;
  const found = scriptFindings(parsers, session.script, { kind: 'none' }, 0);
  // A line without a prompt that is plainly a dangerous command was forgotten, or is meant to be run as well.
  const forgotten = session.output.flatMap(({ text: line, line: number }) =>
    /^\s*(sudo\s+)?[a-z]/.test(line)
      ? beginningAt(number, scriptFindings(parsers, line, { kind: 'none' }, deepestInner))
      : [],
  );
  const typed = session.typed.flatMap(({ program, text: line, line: number }) => {
    const script = program === 'redis-cli' ? `${program} ${line}` : `${program} <<'END'\n${line}\nEND`;
    return beginningAt(number, scriptFindings(parsers, script, { kind: 'none' }, 1));
  });
  return [
    ...found,
    ...typed,
    ...forgotten.filter(({ risk, say }) => risk === 'destroy' && !say.includes('not known here')),
  ];
}

function isWhole(parsers: Parsers, script: string): boolean {
  if (/(\|\||&&|\||\\)\s*$/.test(script)) return false;
  const parsed = parsers.shell(script);
  return !parsed.ok || findAll(parsed.root, isFlaw).length === 0;
}

function scriptFindings(parsers: Parsers, text: string, input: Input, depth: number): Finding[] {
  if (depth > deepestInner)
    return [
      { risk: 'change', say: 'Commands stand inside commands too deep to follow: write them as a script of their own' },
    ];
  const parsed = parsers.shell(text);
  if (!parsed.ok) return [unreadable(text, parsed.say)];
  const { script, found } = fillPlaceholders(text, parsed.root);
  const again = found.length === 0 ? parsed : parsers.shell(script);
  if (!again.ok) return [...found, unreadable(text, again.say)];
  const happened = happenedIn(parsers, script, again.root, input, depth);
  const isBroken = findAll(again.root, isFlaw).length > 0;
  return [...found, ...happened, ...(isBroken ? lineFindings(parsers, script, depth) : [])];
}

// What nobody can read is what its words say.
function unreadable(text: string, say: string): Finding {
  const word = text
    .slice(0, longestSearched)
    .split(/[^\w/.-]+/)
    .map(destructiveWord)
    .find((found) => found !== undefined);
  return word === undefined ? { risk: 'change', say } : { risk: 'destroy', say: `${say}. It says "${word}"` };
}

function isFlaw(node: Syntax): boolean {
  return node.type === 'ERROR' || node.type === 'MISSING';
}

// What a broken script would do is anybody's guess, so each of its lines counts by itself as well.
function lineFindings(parsers: Parsers, script: string, depth: number): Finding[] {
  const lines = script.split('\n');
  if (lines.filter((line) => line.trim() !== '').length < 2) return [];
  const found = lines.flatMap((line, index) =>
    beginningAt(index + 1, scriptFindings(parsers, line, { kind: 'none' }, depth + 1)),
  );
  return found.filter((finding) => finding.risk === 'destroy');
}

function happenedIn(parsers: Parsers, script: string, root: Syntax, input: Input, depth: number): Finding[] {
  const made = new Set<string>();
  const written = new Map<string, Written>();
  const scene: Scene = {
    functions: new Set(findAll(root, (node) => node.type === 'function_definition').flatMap(functionName)),
    made,
    written,
    shell: (text, from) => scriptFindings(parsers, text.replaceAll('\r\n', '\n'), from, depth + 1),
    sql: (text) => sqlFindings(parsers, text),
    depth: 0,
  };
  const events = eventsOf(root, constantsOf(root), input);
  const lastStart = Math.max(0, ...commandsOf(events).map((command) => command.start));
  const findings: Finding[] = [];
  let isOpened = false;
  for (const event of events) {
    const found = eventFindings(event, scene);
    const end = event.kind === 'command' || event.kind === 'loop' ? event.end : Number.POSITIVE_INFINITY;
    findings.push(...(end <= lastStart ? remarked(found, followed) : found));
    if (event.kind === 'command' && !isOpened) {
      findings.push(...consoleAfter(event, found, script, scene));
      isOpened = found.some((finding) => finding.opens !== undefined);
    }
    noteMade(event, made);
    noteWritten(event, written);
  }
  return findings;
}

function commandsOf(events: readonly Event[]): Command[] {
  return events.filter((event) => event.kind === 'command');
}

// What follows `psql` on the page is meant for psql.
function consoleAfter(event: Command, found: readonly Finding[], script: string, scene: Scene): Finding[] {
  const opened = found.find((finding) => finding.opens !== undefined)?.opens;
  const rest = script.slice(event.end);
  if (opened === undefined || rest.trim() === '') return [];
  const line = script.slice(0, event.end).split('\n').length;
  const inside = beginningAt(line, consoleFindings(event.words[0]?.text ?? 'it', opened, rest, scene));
  return inside.filter((finding) => finding.risk === 'destroy');
}

function functionName(definition: Syntax): string[] {
  const name = definition.children.find((child) => child.type === 'word');
  return name === undefined ? [] : [name.text];
}

function eventFindings(event: Event, scene: Scene): Finding[] {
  switch (event.kind) {
    case 'command':
      return [...seen(event, judge(event.words, event.input, scene)), ...typesetFindings(event)];
    case 'write':
      return writeFindings(
        event.replaces ? '`>`' : '`>>`',
        event.file,
        event.empties && !isMade(scene.made, event.file),
      );
    case 'flaw': {
      const say = `Line ${event.line} is not valid shell, so nobody can say what it does: correct it`;
      return [{ risk: 'change', say }];
    }
    case 'loop': {
      const say = 'The loop never ends by itself';
      return [{ risk: 'read', say: '', marks: [{ kind: 'endless', say, line: event.line }] }];
    }
    case 'assignment': {
      const found = hijackFindings(event.name, event.value);
      const marks = secretAssignment(event);
      return marks.length === 0 ? found : [...found, { risk: 'read', say: '', marks }];
    }
  }
}

// What nobody sees is not printed, and what runs beside the rest, or is cut off by `head`, holds nothing up.
function seen(event: Command, found: readonly Finding[]): Finding[] {
  return remarked(found, (mark) => {
    if (mark.kind === 'prints-secret' && !event.shown) return undefined;
    return mark.kind === 'endless' && event.bounded ? undefined : mark;
  });
}

function typesetFindings({ words }: Command): Finding[] {
  const word = words.find((each) => !each.quoted && typeset.test(each.text));
  if (word === undefined) return [];
  return [
    { risk: 'change', say: `\`${word.text}\` holds a typeset dash, quote or blank: type it again as plain text` },
  ];
}
