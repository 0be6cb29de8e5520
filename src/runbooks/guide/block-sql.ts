// SQL in a block: how a statement begins, where each one ends, and the text that can be parsed while words are still to be filled in.

import { scanSql } from '../sql-scan.ts';
import type { Found } from './block-filling.ts';

const things =
  'table|index|database|schema|user|role|view|extension|function|procedure|trigger|sequence|type|publication|subscription|policy|server|tablespace|event|login|keyspace|stream|rule|cast|domain|aggregate|materialized view|statistics|owned by';
const statement = new RegExp(
  [
    String.raw`select\s+(?:[*('"\d$@:-]|(?:distinct|all|count|top)\b|[\s\S]{1,600}?(?:\sfrom\s|;)|\w+\()`,
    String.raw`with\s+(?:recursive\s+)?["\w]+\s*(?:\([^)]{0,300}\)\s*)?as\s*(?:not\s+)?(?:materialized\s*)?\(`,
    String.raw`(?:insert\s+(?:ignore\s+)?|replace\s+|merge\s+|upsert\s+)into\s`,
    String.raw`update\s+[\w."\x60<>{}[\]:$-]+\s+(?:as\s+\w+\s+|(?!set\b)\w+\s+)?set\s`,
    String.raw`delete\s+(?:\w+\s+)?from\s`,
    String.raw`(?:create|drop)\s+(?:or\s+replace\s+)?(?:(?:temp|temporary|unlogged|unique|global|local|foreign|recursive|external)\s+){0,3}(?:${things})\b`,
    String.raw`alter\s+(?:${things}|system|default|session|cluster|large)\b`,
    String.raw`truncate\s+(?!-)(?:table\s+)?[\w."<>{}]+\s*(?:,|;|cascade|restart|$)`,
    String.raw`(?:grant|revoke)\s[\s\S]{1,300}?\s(?:on|to|from)\s`,
    String.raw`explain\s+(?:\(|analyze\b|verbose\b|select\b|update\b|delete\b|insert\b|with\b)`,
    String.raw`(?:vacuum|analyze|analyse|reindex|cluster|refresh\s+materialized|checkpoint|begin|commit|rollback|start\s+transaction|savepoint|end|abort|discard|reset|show|set\s+(?![-+])|use|call|copy|lock\s+table|listen|notify|execute|flush|optimize|repair|purge|describe|desc|comment\s+on|prepare|deallocate|fetch|pragma|attach|detach|handler|rename\s+table)\b[^\n;|&]{0,300};`,
    String.raw`(?:(?:stop|start)\s+(?:slave|replica|group_replication)|change\s+(?:master|replication)|kill\s+(?:query|connection|session)|exec\s+sp_|system\s+(?:reload|flush|drop|stop|start|sync))\b`,
    String.raw`(?:vacuum|reindex)\s+(?:\(|full\b|analyze\b|verbose\b|table\b|index\b|database\b|schema\b|system\b)|refresh\s+materialized\b|copy\s+(?:\(|[\w."]+\s*(?:\(|from\b|to\b))|do\s+\$\$|set\s+(?:session|global|local)\s|show\s+(?:full\s+)?(?:tables|databases|processlist|slave|replica|variables|grants|index|engine|create|status|master|columns|global)\b|comment\s+on\s|lock\s+table`,
  ].join('|'),
  'iy',
);

/** Whether a text begins with a statement. Comments before it are passed over. */
export function startsSql(text: string): boolean {
  statement.lastIndex = 0;
  return statement.test(text.slice(0, 4_000).replace(/^(?:\s+|--[^\n]*\n|\/\*[\s\S]{0,2000}?\*\/){0,50}/, ''));
}

/** What a person fills in for psql: `:id`, `$1`; not a variable that the text sets itself, nor a dashboard's `$__interval`. */
export function sqlNamed(text: string): readonly Found[] {
  const set = new Set([...text.matchAll(/\\set\s+(\w{1,60})/g)].map((match) => match[1] ?? ''));
  return scanSql(text).flatMap((mark) => {
    const isParameter = mark.kind === 'positional' || (mark.kind === 'named' && !set.has(mark.name));
    return isParameter ? [{ text: text.slice(mark.start, mark.end), at: mark.start }] : [];
  });
}

export interface Statement {
  /** Counts from 1 inside the text. */
  readonly line: number;
  readonly text: string;
}

/** The statements of a text as written, without comments before them; psql's own lines are statements too. */
export function sqlStatements(text: string): readonly Statement[] {
  const found: Statement[] = [];
  let start: number | undefined;
  let end = 0;
  let line = 1;
  let counted = 0;
  const close = (): void => {
    if (start === undefined) return;
    for (; counted < start; counted += 1) if (text[counted] === '\n') line += 1;
    for (const each of withOwnLines(text.slice(start, end), line)) found.push(each);
    start = undefined;
  };
  for (const mark of scanSql(text)) {
    if (mark.kind !== 'end') start ??= mark.start;
    end = mark.end;
    if (mark.kind === 'end') close();
  }
  close();
  return found;
}

// `\dt` and what follows it up to the next `;` are one piece for the scanner.
function withOwnLines(piece: string, line: number): Statement[] {
  if (!/^\s*\\/m.test(piece)) return [{ line, text: piece }];
  const found: Statement[] = [];
  const lines = piece.split('\n');
  let from = 0;
  for (let at = 0; at <= lines.length; at += 1) {
    const isOwn = /^\s*\\/.test(lines[at] ?? '');
    if (at < lines.length && !isOwn) continue;
    while (from < at && (lines[from] ?? '').trim() === '') from += 1;
    const before = lines.slice(from, at).join('\n').trim();
    if (before !== '') found.push({ line: line + from, text: before });
    if (isOwn) found.push({ line: line + at, text: (lines[at] ?? '').trim() });
    from = at + 1;
  }
  return found;
}
