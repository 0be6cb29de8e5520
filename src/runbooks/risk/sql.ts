// The risk of SQL, from PostgreSQL's own parse tree. A statement or a function that is not known to be harmless is never `read`.

import type { Verdict } from '../model.ts';
import { destructiveWord } from './danger-words.ts';
import { beginningAt, verdictOf, withMarks } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Parsers } from './parsers.ts';
import { asPostgres, statementsOf, unreadable, withConditional } from './sql-dialects.ts';
import { actingFunctions, destroyingFunctions, harmlessFunctions } from './sql-functions.ts';
import { secretMarks } from './sql-secrets.ts';
import { statementFinding } from './sql-statement.ts';
import { fieldsOf, nameOf, nodesWithin } from './sql-tree.ts';
import type { SqlNode } from './sql-tree.ts';
import { HOLE } from './word.ts';

export type SplitSql =
  | { readonly ok: true; readonly statements: readonly string[] }
  /** `line` counts from 1. */
  | { readonly ok: false; readonly say: string; readonly line: number };

// Statements beyond these are not tried one by one.
const mostTried = 100;

/** The worst of all statements. Bind parameters are `$1`, `$2`, …. */
export function classifySql(parsers: Parsers, text: string): Verdict {
  const verdict = verdictOf(sqlFindings(parsers, text));
  if (verdict.risk !== 'read' || verdict.because[0] !== 'It runs no command') return verdict;
  return { ...verdict, because: ['It holds no statement'] };
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
  const filled = withConditional(text.replaceAll(HOLE, 'hole'));
  const whole = readable(parsers, filled) ?? readable(parsers, asPostgres(filled));
  if (whole !== undefined) return whole;
  const statements = statementsOf(asPostgres(filled));
  if (statements.length > mostTried) return [unreadable(filled, 'it is too long')];
  return statements.flatMap((statement) => {
    const parsed = parsers.sql(statement.text);
    const found = parsed.ok ? readable(parsers, statement.text) : [unreadable(statement.text, parsed.say)];
    return beginningAt(statement.line, found ?? []);
  });
}

function readable(parsers: Parsers, text: string): Finding[] | undefined {
  const parsed = parsers.sql(text);
  if (!parsed.ok) return undefined;
  const bytes = Buffer.from(text);
  return parsed.statements.flatMap(({ stmt, stmt_location: start = 0 }) => {
    const before = bytes.subarray(0, start).toString();
    const blank = /^\s*/.exec(bytes.subarray(start, start + 2000).toString())?.[0] ?? '';
    const marks = secretMarks(stmt, `${before}${blank}`.split('\n').length);
    return withMarks([...statementFindings(stmt), ...functionFindings(stmt)], marks);
  });
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
  const nodes = nodesWithin(stmt);
  const outer = nodes[0];
  if (outer?.kind === 'ExplainStmt' && !runsItsQuery(outer)) return [];
  const calls = nodes.filter((node) => node.kind === 'FuncCall').map((call) => nameOf(call.fields['funcname']));
  const found = calls.flatMap(functionFinding);
  const endsAll = calls.some((name) => name.endsWith('pg_terminate_backend')) && takesEveryRow(outer);
  if (!endsAll) return found;
  return [...found, { risk: 'destroy', say: '`pg_terminate_backend()` for every row ends all connections' }];
}

function takesEveryRow(select: SqlNode | undefined): boolean {
  const from = select?.fields['fromClause'];
  return Array.isArray(from) && from.length > 0 && Object.keys(fieldsOf(select?.fields['whereClause'])).length === 0;
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
