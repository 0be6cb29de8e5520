// SQL that PostgreSQL's parser cannot read as it stands: other dialects, dashboards' macros, unfilled placeholders. What can be
// written in PostgreSQL's words is read after that; what cannot is judged by its first words, and is hardly ever `read`.

import type { Finding } from './finding.ts';
import { withoutPlaceholders } from './placeholders.ts';

// Only so much of an unreadable text is searched for words, so that a hostile one costs little.
const longestSearched = 20_000;

/** The text with what other dialects write differently put into PostgreSQL's words. Lines keep their numbers. */
export function asPostgres(text: string): string {
  return withoutPlaceholders(text, 'hole')
    .replace(/\$__\w+\([^()\n]{0,300}\)|\$__\w+|\$\{\w+(?::\w+)?\}|\$[A-Za-z_]\w*|\{\{[^{}\n]{0,100}\}\}/g, 'hole')
    .replace(/\[\[?(\w+)\]\]?(?=[\s.,;)]|$)/g, '"$1"')
    .replace(/`([^`"\n]{1,100})`/g, '"$1"')
    .replace(/\\[Gg](?=\s|$)/g, ';')
    .replace(/^[ \t]*(GO|DELIMITER[ \t]+\S{1,20})[ \t]*$/gim, ';')
    .replace(/\bSELECT\s+TOP\s+\(?\d+\)?/gi, 'SELECT')
    .replace(/\bWITH\s*\(NOLOCK\)/gi, '')
    .replace(/\bLIMIT\s+(\d+)\s*,\s*(\d+)/gi, 'LIMIT $2 OFFSET $1')
    .replace(/\b(?:FORMAT\s+\w+|SETTINGS\s+\w+\s*=\s*\w+|FINAL|PREWHERE)(?=\s*(?:;|$|\n))/gi, '')
    .replace(/^[ \t]*#[^\n]*/gm, '')
    .replace(/\bDATE_SUB\s*\(\s*([\w()]+)\s*,\s*INTERVAL\s+(\d+)\s+(\w+)\s*\)/gi, '($1)')
    .replace(/\bINTERVAL\s+(\d+)\s+(SECOND|MINUTE|HOUR|DAY|WEEK|MONTH|YEAR)\b/gi, "INTERVAL '$1 $2'");
}

/** MySQL runs what stands in `/*! … *\/`; to every other server it is a comment. */
export function withConditional(text: string): string {
  return text.includes('/*!') ? text.replace(/\/\*!\d*([\s\S]{0,5000}?)\*\//g, ' $1 ') : text;
}

/** The text cut at the semicolons outside quotes and comments, each part with the line on which it begins. */
export function statementsOf(text: string): { readonly text: string; readonly line: number }[] {
  const parts: { text: string; line: number }[] = [];
  let from = 0;
  for (const token of text.matchAll(/'(?:[^']|'')*'|"[^"]*"|`[^`]*`|--[^\n]*|\/\*[\s\S]{0,5000}?\*\/|;/g)) {
    if (token[0] !== ';') continue;
    parts.push({ text: text.slice(from, token.index), line: lineAt(text, from) });
    from = token.index + 1;
  }
  return [...parts, { text: text.slice(from), line: lineAt(text, from) }].filter((part) => part.text.trim() !== '');
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

/** What a statement does that no parser here can read; `why` is the parser's complaint. */
export function unreadable(text: string, why: string): Finding {
  // Words outside quotes and comments; a statement of another dialect still says what it does by them.
  const bare = text
    .slice(0, longestSearched)
    .replace(/--[^\n]*|\/\*[\s\S]{0,5000}?\*\/|'(?:[^']|'')*'|"[^"]*"|`[^`]*`/g, ' ');
  const word =
    /\b(drop|delete|truncate|purge|flush|shutdown|wipe)\b|\breplace\s+into\b/i.exec(bare)?.[0] ??
    /\b(?:sp_)?(?:drop|delete|remove|truncate|flush)(?:[A-Z]\w{0,60})/.exec(bare)?.[0] ??
    /\b(?:exec|execute|call)\s+(?:\w+\.)*((?:sp_)?(?:drop|delete|purge|truncate|remove|reset)\w{0,60})/i.exec(
      bare,
    )?.[1];
  const say = `The SQL cannot be read (${why})`;
  if (word !== undefined) return { risk: 'destroy', say: `${say}, and says \`${word}\`` };
  const isWholeTable = /\bupdate\b/i.test(bare) && !/\bwhere\b/i.test(bare);
  if (isWholeTable) return { risk: 'destroy', say: `${say}, and updates without WHERE` };
  const asking = /^\s*(show|desc|describe|use)\b/i.exec(bare)?.[1];
  if (asking !== undefined && onlyAsks(bare)) return { risk: 'read', say: `\`${asking.toUpperCase()}\`` };
  return { risk: 'change', say: `${say}, so it may change something` };
}

// MySQL's `SHOW` and its like change nothing in any form; no other statement may hide behind one.
function onlyAsks(bare: string): boolean {
  return !/;|\b(into|outfile|insert|update|create|alter|grant|revoke|set|call|exec|execute|load)\b|\(/i.test(
    bare.replace(/\bshow\s+(full\s+)?(create|grants)\b/i, ''),
  );
}
