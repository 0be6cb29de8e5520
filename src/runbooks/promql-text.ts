// PromQL with `{{name}}` in it. A parameter can only be the value of a label, compared with `=` or `!=`, and arrives there between
// quotes. Read just far enough to know that: https://prometheus.io/docs/prometheus/latest/querying/basics/

import type { ParameterValue } from './model.ts';
import { fill, namesIn, strayBraces } from './template.ts';

export type PromqlRead =
  | { readonly ok: true; readonly names: readonly { readonly name: string; readonly line: number }[] }
  /** `line` counts from 1 inside the text. */
  | { readonly ok: false; readonly line: number; readonly say: string; readonly hint: string };

/** What is wrong with a query's brackets, quotes and places, or the places. */
export function readPromql(text: string): PromqlRead {
  const tokens = tokensOf(text);
  const names: { name: string; line: number }[] = [];
  const open: string[] = [];
  let line = 1;
  let from = 0;
  for (const [index, token] of tokens.entries()) {
    line += text.slice(from, token.start).split('\n').length - 1;
    from = token.start;
    const wrong = faultOf(token, tokens[index - 1], open);
    if (wrong !== undefined) return { ok: false, line, ...wrong };
    names.push(...namesIn(token.text).map((name) => ({ name, line })));
  }
  if (tokens.length === 0) return { ok: false, line: 1, say: 'The block holds no query', hint: 'Write one.' };
  if (open.length === 0) return { ok: true, names };
  return { ok: false, line: 1, say: `A \`${open.at(-1)}\` of the query is never closed`, hint: 'Close it.' };
}

/** The query as it is sent. Call it with a text that `readPromql` has taken. */
export function fillPromql(text: string, values: ReadonlyMap<string, ParameterValue>): string {
  let written = '';
  let from = 0;
  for (const { kind, start, end, text: own } of tokensOf(text)) {
    if (kind === 'place') written += text.slice(from, start) + fill(own, values, (value) => quoted(value));
    else if (kind === 'string') {
      const quote = own.charAt(0);
      written += text.slice(from, start) + fill(own, values, (value) => escaped(String(value), quote));
    } else continue;
    from = end;
  }
  return written + text.slice(from);
}

interface Token {
  /** `place` is a `{{name}}` outside quotes. */
  readonly kind: 'string' | 'open string' | 'place' | 'bracket' | 'operator' | 'word';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const blank = /(?:\s+|#[^\n]*)+/y;
const patterns = [
  { kind: 'string', pattern: /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'|`[^`]*`/y },
  { kind: 'open string', pattern: /["'`]/y },
  { kind: 'place', pattern: /\{\{\s*[A-Za-z_]\w*\s*\}\}/y },
  { kind: 'bracket', pattern: /[()[\]{}]/y },
  { kind: 'operator', pattern: /=~|!~|!=|==|=/y },
  { kind: 'word', pattern: /[\w.:]+|[^]/y },
] as const;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    blank.lastIndex = at;
    if (blank.test(text)) at = blank.lastIndex;
    const token = at < text.length ? tokenAt(text, at) : undefined;
    if (token === undefined) return tokens;
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(text: string, start: number): Token | undefined {
  for (const { kind, pattern } of patterns) {
    pattern.lastIndex = start;
    if (pattern.test(text)) return { kind, text: text.slice(start, pattern.lastIndex), start, end: pattern.lastIndex };
  }
  return undefined;
}

interface Fault {
  readonly say: string;
  readonly hint: string;
}

const closing = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/** `open` are the brackets that stand open; it is kept up to date. */
function faultOf(token: Token, before: Token | undefined, open: string[]): Fault | undefined {
  if (token.kind === 'open string') return { say: `The quote ${token.text} is never closed`, hint: 'Close it.' };
  if (token.kind === 'bracket') {
    const opening = closing.get(token.text);
    if (opening === undefined) open.push(token.text);
    else if (open.pop() !== opening) return { say: `The \`${token.text}\` closes nothing`, hint: 'Mend the query.' };
    return undefined;
  }
  if (token.kind === 'string') {
    if (!token.text.includes('{{')) return undefined;
    if (strayBraces(token.text)) {
      return { say: '`{{` has to be followed by the name of a parameter and `}}`', hint: 'Write {{name}}.' };
    }
    if (token.text.startsWith('`')) {
      return {
        say: 'A parameter stands between backquotes, where nothing can be escaped',
        hint: 'Use " in their place.',
      };
    }
    return placeFault(token, before, open);
  }
  return token.kind === 'place' ? placeFault(token, before, open) : undefined;
}

function placeFault(token: Token, before: Token | undefined, open: readonly string[]): Fault | undefined {
  const name = namesIn(token.text)[0] ?? '';
  if (open.at(-1) === '{' && before?.kind === 'operator') {
    if (before.text === '=' || before.text === '!=') return undefined;
    const say = `\`{{${name}}}\` stands after \`${before.text}\`, where its value would be read as a pattern`;
    return { say, hint: 'Compare with = or !=.' };
  }
  return { say: `\`{{${name}}}\` is not the value of a label`, hint: `Use it like this: up{job="{{${name}}}"}.` };
}

function quoted(value: ParameterValue): string {
  return `"${escaped(String(value), '"')}"`;
}

// Prometheus reads Go's escapes: https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals
function escaped(text: string, quote: string): string {
  return text.replace(/[\\"'\p{Cc}]/gu, (character) => {
    if (character === '\\' || character === quote) return `\\${character}`;
    if (character === '"' || character === "'") return character;
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}
