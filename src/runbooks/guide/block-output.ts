// Lines that a program printed or that a file holds, standing among commands: tables, JSON, YAML, log lines, crontab lines.

import { cellsOf, isRow, isSentence, likeness } from './block-likeness.ts';

export interface Region {
  /** The first line after it. */
  readonly end: number;
  /** "output", "a line of a crontab": what its lines are. */
  readonly what: string;
}

const log = new RegExp(
  [
    String.raw`^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d`,
    String.raw`^(?:level|ts|time|lvl|severity|caller)=\S`,
    String.raw`^\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|PANIC)\]?[\s:|]`,
    String.raw`^[IWEF]\d{4} \d\d:\d\d:\d\d`,
    String.raw`^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d:\d\d`,
    String.raw`^(?:error|fatal|panic|warning|Error|Warning|Fatal|Exception|ERROR|E|W|FAILED)(?: [^:|;]{0,80})?: `,
    String.raw`^Traceback \(most recent call last\):`,
    String.raw`^[\w./-]{1,60}: (?:.{0,80}: )?(?:command not found|No such file|Permission denied|cannot |not found|line \d+:)`,
    String.raw`^\d{1,3}(?:\.\d{1,3}){3} - - \[`,
  ].join('|'),
);
const printed = new RegExp(
  [
    String.raw`^[+|][-=+|\s]{3,}$|^\|.*\|$|^[-=*_~]{3,}$|^[-─═]{2,}(?:[ |+]+[-─═]{2,})+$`,
    String.raw`^\(\d+ rows?(?: .*)?\)$|^Query OK,|^(?:INSERT \d+ \d+|(?:UPDATE|DELETE|COPY) \d+)$`,
    String.raw`^\(?(?:integer|nil|error|empty)\)? ?-?\d*$|^\d+\) ["(]`,
    String.raw`^[\w.-]+(?:\.[\w.-]+)*/[\w.:-]+ (?:created|configured|unchanged|deleted|patched|scaled|restarted|annotated|labeled|labelled|serverside-applied|condition met|rolled back|cordoned|uncordoned|drained|evicted|replaced|edited|exposed|resumed|paused|image updated|not labeled)`,
    String.raw`^[\w.-]+ "[^"]+" (?:created|configured|deleted|force deleted|patched|scaled|rolled out|successfully)`,
    String.raw`^HTTP/[\d.]+ \d{3}|^\* \S|^< (?:HTTP/|[A-Za-z-]+:)|^\{?"[\w.-]+"\s*:`,
    String.raw`^[●○×✓✔✗✘✅❌⚠→├└│┌☑☐]|^(?:=+|-+)> `,
    String.raw`^[-dlbcps][-rwxsStT]{9}[.+@]?\s|^total \d+\w?$|^(?:\.{3}|…)$|^(?:\[\.\.\.\]|\[…\]|<(?:snip|output|truncated)[^>]{0,40}>)$`,
    String.raw`^-?\d+(?:[.,:]\d+)*\s?(?:%|[kKMGTP]i?B?|m?s|days?|bytes)?$|^(?:OK|PONG|active|inactive|enabled|disabled|Healthy|healthy)$`,
    String.raw`^\d{4}-\d\d-\d\d(?:[T ][\d:.+Z-]*)?$|^"[^"]*",?$|^[\]})],?;?$`,
  ].join('|'),
  'u',
);
const cron =
  /^(?:@(?:reboot|hourly|daily|midnight|weekly|monthly|yearly|annually)|(?=\S*\*|(?:\S+\s+){1,4}\*)(?:[\d*,/-]+\s+){3}[\d*,/A-Za-z-]+\s+[\d*,/A-Za-z-]+)\s+\S/;
const setting = /^[A-Za-z_][\w.-]*\s+=\s+\S/;
const key = /^(?:- )?["']?[A-Za-z_][\w./-]*(?: [A-Za-z][\w./()-]*){0,4}["']?:(?:\s|$)/;

/** A line of a log, or an error that some program printed. */
export function isLogLine(line: string): boolean {
  return log.test(line.slice(0, 400).trim());
}

/** A line of a crontab: five fields of time, then a command that does not run now. */
export function isCronLine(line: string): boolean {
  return cron.test(line.slice(0, 300).trim());
}

/** `key: value` as in YAML and in what many programs print. */
export function isKeyLine(line: string): boolean {
  const text = line.slice(0, 400).trim();
  return key.test(text) && !/^\w+:\/\//.test(text);
}

/**
 * What begins at this line and is no command; `afterCommand` when a command stands before it, which may have printed it.
 * Whatever certainly looks like a command is left alone.
 */
export function regionAt(lines: readonly string[], at: number, afterCommand: boolean): Region | undefined {
  const line = (lines[at] ?? '').slice(0, 1_000);
  const text = line.trim();
  if (text.startsWith('{') || text.startsWith('[')) {
    const end = endOfJson(lines, at);
    if (end !== undefined) return { end, what: 'data' };
  }
  if (isCronLine(text)) return { end: at + 1, what: 'a line of a crontab' };
  if (likeness(text) === 'certain' && !isRow(text)) return undefined;
  if (afterCommand && isHeader(line)) return { end: endOfTable(lines, at), what: 'output' };
  if (isLogLine(text)) return { end: at + 1, what: 'output' };
  if (/^\[[A-Za-z][\w. -]{0,60}\]$/.test(text) || setting.test(text)) return { end: at + 1, what: 'a setting' };
  if (isKeyLine(text))
    return {
      end: endOfKeys(lines, at, false),
      what: afterCommand ? 'output' : /\s.*:$/.test(text) ? 'text' : 'a setting',
    };
  if (!afterCommand) return undefined;
  return printed.test(text) || isSentence(text) ? { end: at + 1, what: 'output' } : undefined;
}

// `[` and `{` are commands of the shell too: JSON goes on with a quote, a bracket or a number.
function endOfJson(lines: readonly string[], at: number): number | undefined {
  const first = (lines[at] ?? '').trim();
  const next = first.length > 1 ? first.slice(1).trim() : (lines[at + 1] ?? '').trim();
  const isJson = first.startsWith('{') ? /^(?:"|\}$|\}[,\s]*$)/.test(next) : /^(?:["{\]]|\[(?!\s)|-?\d)/.test(next);
  if (!isJson || /^\[\[?\s/.test(first)) return undefined;
  let depth = 0;
  for (let line = at; line < lines.length; line += 1) {
    const text = lines[line] ?? '';
    if (line > at && (text.trim() === '' || likeness(text) === 'certain')) return line;
    depth += balance(text);
    if (depth <= 0) return line + 1;
  }
  return lines.length;
}

function balance(text: string): number {
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (isQuoted && character === '\\') at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '{' || character === '[')) depth += 1;
    else if (!isQuoted && (character === '}' || character === ']')) depth -= 1;
  }
  return depth;
}

// `NAME   READY   STATUS`; `Filesystem  Size  Used`; `       total    used    free`.
function isHeader(line: string): boolean {
  const found = cellsOf(line);
  if (found.length >= 2 && found.every((cell) => /^[A-Z][A-Z\d ()_%/.:#*-]*$/.test(cell))) return true;
  if (found.length >= 3 && found.every((cell) => /^[A-Z][\w ()%/.:#-]*$/.test(cell))) return true;
  return /^\s{3,}/.test(line) && found.length >= 3 && found.every((cell) => /^[A-Za-z][\w/]*$/.test(cell));
}

function endOfTable(lines: readonly string[], at: number): number {
  let end = at + 1;
  while (end < lines.length) {
    const text = (lines[end] ?? '').slice(0, 1_000).trim();
    if (text === '' || text.startsWith('#') || mayBeCommand(text)) break;
    end += 1;
  }
  return end;
}

// A row has cells; a command with a comment far to the right has a flag or a `#`.
function mayBeCommand(text: string): boolean {
  const found = likeness(text);
  if (found === 'certain') return !isRow(text);
  return found === 'likely' && (cellsOf(text).length < 2 || /\s--?[A-Za-z]|#/.test(text));
}

const scalar = /:\s*[|>][-+]?\d?\s*(?:#.*)?$/;

/** The first line after what a key begins: further keys, list items, texts after `|`, and (but not strictly) deeper lines that are no commands. */
export function endOfKeys(lines: readonly string[], at: number, isStrict: boolean): number {
  const indent = indentOf(lines[at] ?? '');
  // How deep the key stands whose text the lines are; deeper ones are data, whatever they say.
  let text = scalar.test(lines[at] ?? '') ? indent : Infinity;
  let end = at + 1;
  while (end < lines.length) {
    const line = (lines[end] ?? '').slice(0, 1_000);
    const bare = line.trim();
    const depth = indentOf(line);
    if (bare === '' || (bare.startsWith('#') && depth <= text)) break;
    if (depth <= text) {
      const isKey = isKeyLine(bare);
      const belongs = isKey || /^- \S|^-{3}$/.test(bare) || (!isStrict && depth > indent && likeness(bare) === 'none');
      if (!belongs || likeness(bare.replace(/^- /, '')) === 'certain') break;
      text = scalar.test(line) ? depth : Infinity;
    }
    end += 1;
  }
  return end;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
