// PostgreSQL's own SQL parser, as WebAssembly. After loading it is synchronous, and holds no memory after a call returns.

import { hasSqlDetails, loadModule, parseSync } from 'libpg-query';
import type { ParseResult } from 'libpg-query';
import { reasonOf } from '../../errors.ts';

type ParsedSql =
  | { readonly ok: true; readonly statements: NonNullable<ParseResult['stmts']> }
  /** `position` indexes the text. */
  | { readonly ok: false; readonly say: string; readonly position: number };

export type SqlParser = (text: string) => ParsedSql;

// Beyond these a text is no runbook step; the limits keep a hostile page from using up the stack or the time.
const longestSql = 30_000;
const mostComments = 500;

export async function loadSqlParser(): Promise<SqlParser> {
  await loadModule();
  return parseSql;
}

function parseSql(text: string): ParsedSql {
  if (text.trim() === '') return { ok: true, statements: [] };
  if (text.length > longestSql) {
    return { ok: false, say: `it is longer than ${longestSql} characters`, position: 0 };
  }
  if (text.split('/*').length > mostComments) return { ok: false, say: 'it holds too many comments', position: 0 };
  try {
    return { ok: true, statements: parseSync(text).stmts ?? [] };
  } catch (thrown) {
    const position = hasSqlDetails(thrown) ? (thrown.sqlDetails?.cursorPosition ?? 0) : 0;
    return { ok: false, say: reasonOf(thrown), position: Math.max(0, position) };
  }
}
