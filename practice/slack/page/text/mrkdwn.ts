// Slack's message markup, read into plain data. No DOM here, so it can be tested as a table; nothing is ever interpreted as HTML.
import { emojiCharacter } from './emoji.ts';

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  | { readonly kind: 'user' | 'channel' | 'group'; readonly id: string; readonly label: string }
  | { readonly kind: 'broadcast'; readonly name: string }
  | {
      readonly kind: 'date';
      readonly seconds: number;
      readonly format: string;
      readonly url: string;
      readonly fallback: string;
    }
  | { readonly kind: 'emoji'; readonly name: string; readonly character: string };

export type Part =
  | { readonly kind: 'paragraph' | 'quote'; readonly children: readonly Inline[] }
  | { readonly kind: 'code-block'; readonly text: string };

const marks = new Map<string, 'bold' | 'italic' | 'strike'>([
  ['*', 'bold'],
  ['_', 'italic'],
  ['~', 'strike'],
]);
const wordCharacter = /[\p{L}\p{N}]/u;
const token = /^<([^<>\n]+)>/;
const codeSpan = /^`([^`\n]+)`/;
const emojiName = /^:([a-z0-9_+'-]+):/;

/** Turns `&lt;`, `&gt;` and `&amp;` back into the characters: the only three that Slack escapes. */
function decodeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Reads mrkdwn: fenced code first, then quoted lines, then what stands inside a line. */
export function parseMrkdwn(source: string): readonly Part[] {
  const parts: Part[] = [];
  let rest = source;
  for (;;) {
    const fence = /```\n?([\s\S]*?)\n?```/.exec(rest);
    if (fence === null) break;
    parts.push(...parseLines(rest.slice(0, fence.index).replace(/\n$/, '')));
    parts.push({ kind: 'code-block', text: plainTokens(fence[1] ?? '') });
    rest = rest.slice(fence.index + fence[0].length).replace(/^\n/, '');
  }
  parts.push(...parseLines(rest));
  return parts;
}

/** What stands inside one paragraph: marks, code, `<…>` tokens and emoji. */
function parseInline(source: string): readonly Inline[] {
  const found: Inline[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') found.push({ kind: 'text', text: decodeEntities(plain) });
    plain = '';
  };
  for (let at = 0; at < source.length;) {
    const special = specialAt(source, at);
    if (special === undefined) {
      plain += source.charAt(at);
      at += 1;
    } else {
      flush();
      found.push(special.inline);
      at += special.length;
    }
  }
  flush();
  return found;
}

/** Plain text in which `:names:` become characters and nothing else has a meaning. */
export function plainWithEmoji(source: string): string {
  return decodeEntities(source).replaceAll(
    /:([a-z0-9_+'-]+):/g,
    (whole, name: string) => emojiCharacter(name) ?? whole,
  );
}

function parseLines(source: string): Part[] {
  if (source === '') return [];
  const parts: Part[] = [];
  let lines: string[] = [];
  let kind: 'paragraph' | 'quote' = 'paragraph';
  let toTheEnd = false;
  const flush = (): void => {
    if (lines.length > 0) parts.push({ kind, children: parseInline(lines.join('\n')) });
    lines = [];
  };
  for (const line of source.split('\n')) {
    const all = toTheEnd ? null : /^(?:&gt;|>){3} ?/.exec(line);
    const one = toTheEnd || all !== null ? null : /^(?:&gt;|>) ?/.exec(line);
    if (all !== null) toTheEnd = true;
    const next = toTheEnd || one !== null ? 'quote' : 'paragraph';
    if (next !== kind || all !== null) {
      flush();
      kind = next;
    }
    lines.push(line.slice((all ?? one)?.[0].length ?? 0));
  }
  flush();
  return parts;
}

interface Found {
  readonly inline: Inline;
  readonly length: number;
}

function specialAt(source: string, at: number): Found | undefined {
  const rest = source.slice(at);
  switch (source.charAt(at)) {
    case '`': {
      const code = codeSpan.exec(rest);
      return code === null
        ? undefined
        : { inline: { kind: 'code', text: plainTokens(code[1] ?? '') }, length: code[0].length };
    }
    case '<': {
      const match = token.exec(rest);
      return match === null ? undefined : { inline: readToken(match[1] ?? ''), length: match[0].length };
    }
    case ':': {
      const match = emojiName.exec(rest);
      const character = emojiCharacter(match?.[1] ?? '');
      if (match === null || character === undefined) return undefined;
      return { inline: { kind: 'emoji', name: match[1] ?? '', character }, length: match[0].length };
    }
    default:
      return markedAt(source, at);
  }
}

function markedAt(source: string, at: number): Found | undefined {
  const sign = source.charAt(at);
  const kind = marks.get(sign);
  if (kind === undefined || wordCharacter.test(source.charAt(at - 1))) return undefined;
  const next = source.charAt(at + 1);
  if (next === sign || /^\s?$/.test(next)) return undefined;
  for (let end = at + 1; end < source.length && source.charAt(end) !== '\n'; end += 1) {
    const skipped = codeSpan.exec(source.slice(end)) ?? token.exec(source.slice(end));
    if (skipped !== null) {
      end += skipped[0].length - 1;
      continue;
    }
    const closes = source.charAt(end) === sign && end > at + 1 && !/\s/.test(source.charAt(end - 1));
    if (closes && !wordCharacter.test(source.charAt(end + 1))) {
      return { inline: { kind, children: parseInline(source.slice(at + 1, end)) }, length: end + 1 - at };
    }
  }
  return undefined;
}

function readToken(body: string): Inline {
  const bar = body.indexOf('|');
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? '' : decodeEntities(body.slice(bar + 1));
  if (/^@[UWB]/.test(target)) return { kind: 'user', id: target.slice(1), label };
  if (/^#[CGD]/.test(target)) return { kind: 'channel', id: target.slice(1), label };
  if (target.startsWith('!subteam^')) return { kind: 'group', id: target.slice('!subteam^'.length), label };
  if (target.startsWith('!date^')) {
    const [, seconds, format, ...url] = target.split('^');
    return { kind: 'date', seconds: Number(seconds), format: format ?? '', url: url.join('^'), fallback: label };
  }
  if (target.startsWith('!')) return { kind: 'broadcast', name: target.slice(1) };
  const url = decodeEntities(target);
  return { kind: 'link', url, label: label === '' ? url.replace(/^mailto:/, '') : label };
}

/** Inside code nothing has a meaning, but Slack has already turned addresses into tokens there: show what they stand for. */
function plainTokens(source: string): string {
  return decodeEntities(
    source.replaceAll(/<((?:https?|mailto):[^<>|\n]+)(?:\|([^<>\n]*))?>/g, (_whole, url: string, label?: string) =>
      label === undefined ? url : label,
    ),
  );
}
