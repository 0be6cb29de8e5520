// The risk of SQL, from PostgreSQL's own parse tree. A statement or a function that is not known to be harmless is never `read`.

import type { Verdict } from '../model.ts';
import { destructiveWord } from './danger-words.ts';
import { verdictOf } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Parsers } from './parsers.ts';
import { actingFunctions, destroyingFunctions, harmlessFunctions } from './sql-functions.ts';
import { statementFinding } from './sql-statement.ts';
import { nameOf, nodesWithin } from './sql-tree.ts';
import type { SqlNode } from './sql-tree.ts';
import { HOLE } from './word.ts';

export type SplitSql =
  | { readonly ok: true; readonly statements: readonly string[] }
  /** `line` counts from 1. */
  | { readonly ok: false; readonly say: string; readonly line: number };

// Only so much of an unreadable text is searched for words, so that a hostile one costs little.
const longestSearched = 20_000;

/** The worst of all statements. Bind parameters are `$1`, `$2`, …. */
export function classifySql(parsers: Parsers, text: string): Verdict {
  const verdict = verdictOf(sqlFindings(parsers, text));
  if (verdict.risk !== 'read' || verdict.because[0] !== 'It runs no command') return verdict;
  return { risk: 'read', because: ['It holds no statement'], marks: [] };
}

/** The statements of a block as they are written, without what separates them and without comments between them. */
export function splitSql(parsers: Parsers, text: string): SplitSql {
  const parsed = parsers.sql(text);
  if (!parsed.ok) {
    const line = text.slice(0, parsed.position).split('\n').length;
    return { ok: false, say: `PostgreSQL cannot read this SQL: ${parsed.say}`, line };
  }
  // The parser counts in bytes of UTF-8.
  const bytes = Buffer.from(text);
  const statements = parsed.statements.map(({ stmt_location: start = 0, stmt_len: length }) => {
    const end = length === undefined || length === 0 ? bytes.length : start + length;
    return bytes.subarray(start, end).toString().trim();
  });
  if (statements.length === 0)
    return { ok: false, say: 'The block holds no SQL statement: write one, or remove it', line: 1 };
  return { ok: true, statements };
}

/** The findings of SQL that may stand inside a command; HOLE marks what is only known at run time. */
export function sqlFindings(parsers: Parsers, text: string): Finding[] {
  const parsed = parsers.sql(text.replaceAll(HOLE, 'hole'));
  if (!parsed.ok) return [unreadable(text, parsed.say)];
  return parsed.statements.flatMap(({ stmt }) => [...statementFindings(stmt), ...functionFindings(stmt)]);
}

// A statement may hold others: a CTE that deletes, the query of a COPY or of EXPLAIN ANALYZE.
function statementFindings(stmt: unknown): Finding[] {
  const nodes = nodesWithin(stmt);
  const [outer] = nodes;
  if (outer === undefined) return [];
  if (outer.kind === 'ExplainStmt' && !runsItsQuery(outer)) return [{ risk: 'read', say: '`EXPLAIN`' }];
  const statements = nodes.filter((node) => /^[A-Z]\w*Stmt$|^LockingClause$|^intoClause$/.test(node.kind));
  return statements.map(statementFinding);
}

function runsItsQuery(explain: SqlNode): boolean {
  const analyze = nodesWithin(explain.fields['options']).find(({ fields }) => fields['defname'] === 'analyze');
  if (analyze === undefined) return false;
  return !/"(false|off|0)"|"(Boolean|Integer)":\{\}/i.test(JSON.stringify(analyze.fields['arg'] ?? ''));
}

function functionFindings(stmt: unknown): Finding[] {
  const outer = nodesWithin(stmt)[0];
  if (outer?.kind === 'ExplainStmt' && !runsItsQuery(outer)) return [];
  return nodesWithin(stmt)
    .filter((node) => node.kind === 'FuncCall')
    .flatMap((call) => functionFinding(nameOf(call.fields['funcname'])));
}

function functionFinding(fullName: string): Finding[] {
  const name = fullName.replace(/^pg_catalog\./, '');
  const destroys = destroyingFunctions.get(name);
  if (destroys !== undefined) return [{ risk: 'destroy', say: `\`${name}()\` ${destroys}` }];
  const acts = actingFunctions.get(name);
  if (acts !== undefined) return [{ risk: 'change', say: `\`${name}()\` ${acts}` }];
  if (harmlessFunctions.has(name)) return [];
  const word = destructiveWord(name);
  if (word !== undefined)
    return [{ risk: 'destroy', say: `The function \`${name}()\` is not known here, and says "${word}"` }];
  return [{ risk: 'change', say: `The function \`${name}()\` is not known here, so it may change something` }];
}

function unreadable(text: string, why: string): Finding {
  // Words outside quotes and comments; a statement of another dialect still says what it does by its first words.
  const bare = text.slice(0, longestSearched).replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"[^"]*"/g, ' ');
  const word = /\b(drop|delete|truncate|purge|flush|shutdown|kill)\b/i.exec(bare)?.[0];
  const say = `The SQL cannot be read (${why})`;
  if (word !== undefined) return { risk: 'destroy', say: `${say}, and says \`${word}\`` };
  const isWholeTable = /\bupdate\b/i.test(bare) && !/\bwhere\b/i.test(bare);
  return { risk: isWholeTable ? 'destroy' : 'change', say: `${say}, so it may change something` };
}
