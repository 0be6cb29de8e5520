// `[pod]`, `{pod}` and `{{pod}}` as words to fill in, told from tests, globs, indexes, brace expansion, JSON, awk, templates.

import type { Found } from './block-filling.ts';

const square = /\[([A-Za-z][\w .:-]{0,60}[\w.])\]/g;
const curly = /(?<![{$%@^\\#])\{([A-Za-z][\w .-]{0,60})\}(?!\})/g;
const double = /(?<![{$])\{\{-?[ ]{0,3}([A-Za-z_][\w -]{0,60})[ ]{0,3}-?\}\}/g;
// What synopses write: `tool [OPTIONS] [ARGS]`; what logs and manuals write.
const notation =
  /^(?:options?|flags?|args?|arguments?|command|params?|subcommand|global[ -]options|error|err|warn(?:ing)?|info|debug|fatal|trace|critical|notice|y\/n|yes|no|optional|service|unit|install|timer|socket|default|defaults)$/i;
// Words of Go's templates and Jinja: https://pkg.go.dev/text/template#hdr-Actions
const templateWords =
  /^(?:end|else|break|continue|range|with|if|define|block|println|json|len|index|print|printf|template|endif|endfor|raw|endraw|for|set|include|else if)\b/;

/** How much a place resembles code in which brackets mean something. */
export type Surrounding = 'shell' | 'quoted' | 'path' | 'config';

/** The placeholders in brackets of a text; `around` says what stands at a place, or nothing where none can be. */
export function bracketWords(text: string, around: (at: number) => Surrounding | undefined): readonly Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(square)) {
    const where = around(match.index);
    if (where !== undefined && isSquare(text, match.index, match[1] ?? '', where)) found.push(foundOf(match));
  }
  for (const match of text.matchAll(curly)) {
    const where = around(match.index);
    if (where !== undefined && isCurly(text, match.index, match[1] ?? '', where)) found.push(foundOf(match));
  }
  for (const match of text.matchAll(double)) {
    const where = around(match.index);
    const isTemplate = templateWords.test((match[1] ?? '').trim()) || where === undefined || where === 'config';
    if (!isTemplate && (where === 'shell' || !isGoTemplate(text, match.index))) found.push(foundOf(match));
  }
  return found;
}

function foundOf(match: RegExpMatchArray): Found {
  return { text: match[0], at: match.index ?? 0 };
}

function isSquare(text: string, at: number, inner: string, where: Surrounding): boolean {
  const before = text[at - 1] ?? ' ';
  const after = text[at + inner.length + 2] ?? ' ';
  if (notation.test(inner) || /^\w-\w/.test(inner) || /[\w$\]})[?*!^\\@]/.test(before) || /[\w([*?+{]/.test(after))
    return false;
  const isWords = /[ _-]/.test(inner) && !/^\w-\w$/.test(inner);
  if (where === 'quoted' || where === 'path') {
    return (
      /^(?:your|my|insert|enter|replace)\b/i.test(inner) ||
      (isWords && !/[.:]/.test(inner) && /^[A-Za-z][\w -]+$/.test(inner))
    );
  }
  if (where === 'config') return /^(?:your|my|insert|enter|replace)\b/i.test(inner);
  // A glob of single characters is short: `[abc]`. A section of a file stands alone in its line.
  const isAlone =
    /(?:^|\n)\s*$/.test(text.slice(Math.max(0, at - 40), at)) &&
    /^\s*(?:\n|$)/.test(text.slice(at + inner.length + 2, at + inner.length + 42));
  return !isAlone && (isWords || inner.length >= 4 || /^(?:id|ID|IP|ip|pod|POD)$/.test(inner));
}

function isCurly(text: string, at: number, inner: string, where: Surrounding): boolean {
  if (/\s$/.test(inner) || inner.includes('..')) return false;
  const before = text[at - 1] ?? ' ';
  const isPhrase = /^[A-Za-z]+(?: [A-Za-z]+){1,4}$/.test(inner);
  const isWord = /^[A-Za-z][\w.-]*$/.test(inner) && !inner.endsWith('.');
  if (where === 'path') return isWord || isPhrase;
  if (where === 'config') return false;
  if (where === 'quoted')
    return isWord && (before === '/' || (/[=:@-]/.test(before) && /^[A-Z][A-Z\d_]+$|-/.test(inner)));
  return (isWord || isPhrase) && !/[})\]]/.test(before) && !/^\s*\(\)\s*$/.test(text.slice(Math.max(0, at - 4), at));
}

// `--format '{{json .}} {{name}}'`: where one part is Go's, all are.
function isGoTemplate(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at) + 1;
  const lineEnd = text.indexOf('\n', at);
  const line = text.slice(Math.max(start, at - 500), Math.min(lineEnd === -1 ? text.length : lineEnd, at + 500));
  return /\{\{-?\s*(?:[.$]|range\b|json\b|end\b|if\b)|go-template|--format\b|--template\b/.test(line);
}
