// Reads SQL just far enough to know what is text, comment or quoted name, so that `:name` and `;` are only found where they mean it.
// Rules: https://www.postgresql.org/docs/current/sql-syntax-lexical.html

export type SqlMark =
  | { readonly kind: 'named' | 'positional'; readonly name: string; readonly start: number; readonly end: number }
  | { readonly kind: 'end'; readonly start: number; readonly end: number }
  /** Anything that makes a statement more than blanks and comments. */
  | { readonly kind: 'word'; readonly start: number; readonly end: number };

const identifier = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const number = /\d[\w.]*/y;
const blank = /\s+/y;
const lineComment = /--[^\n]*/y;
const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const quotedText = /'(?:[^']|'')*(?:'|$)/y;
const escapedText = /[eE]'(?:[^'\\]|''|\\[\s\S])*(?:'|$)/y;
const quotedName = /"(?:[^"]|"")*(?:"|$)/y;
const casts = /::|:=/y;
const named = /:[A-Za-z_]\w*/y;
const positional = /\$\d+/y;

/** The marks of a text in order; text, quoted names and comments yield no parameters. */
export function scanSql(text: string): readonly SqlMark[] {
  const marks: SqlMark[] = [];
  let brackets = 0;
  let at = 0;
  while (at < text.length) {
    const skipped = skip(text, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const mark = markAt(text, at, brackets > 0 && marks.at(-1));
    marks.push(mark);
    const character = text[at];
    if (character === '[') brackets += 1;
    if (character === ']') brackets = Math.max(0, brackets - 1);
    at = mark.end;
  }
  return marks;
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function skip(text: string, at: number): number {
  if (text.startsWith('/*', at)) return afterComment(text, at);
  const spaces = match(blank, text, at);
  return spaces > at ? spaces : match(lineComment, text, at);
}

function afterComment(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length;) {
    if (text.startsWith('/*', at)) depth += 1;
    else if (text.startsWith('*/', at)) depth -= 1;
    else {
      at += 1;
      continue;
    }
    at += 2;
    if (depth === 0) return at;
  }
  return text.length;
}

function markAt(text: string, at: number, before: SqlMark | undefined | false): SqlMark {
  if (text[at] === ';') return { kind: 'end', start: at, end: at + 1 };
  const dollar = match(dollarTag, text, at);
  if (dollar > at) return { kind: 'word', start: at, end: afterDollarQuote(text, at, dollar) };
  const place = match(positional, text, at);
  if (place > at) return { kind: 'positional', name: text.slice(at + 1, place), start: at, end: place };
  const name = match(named, text, at);
  if (name > at && match(casts, text, at) === at && !isSlice(text, before)) {
    return { kind: 'named', name: text.slice(at + 1, name), start: at, end: name };
  }
  for (const pattern of [escapedText, quotedText, quotedName, identifier, number, casts]) {
    const end = match(pattern, text, at);
    if (end > at) return { kind: 'word', start: at, end };
  }
  return { kind: 'word', start: at, end: at + 1 };
}

function afterDollarQuote(text: string, start: number, bodyStart: number): number {
  const tag = text.slice(start, bodyStart);
  const close = text.indexOf(tag, bodyStart);
  return close === -1 ? text.length : close + tag.length;
}

// In `a[1:n]` the colon follows a value and separates two bounds; in `array[:n]` it begins a parameter.
function isSlice(text: string, before: SqlMark | undefined | false): boolean {
  if (before === undefined || before === false) return false;
  return before.kind !== 'word' || /[\w\])'"$]/.test(text[before.end - 1] ?? '');
}
