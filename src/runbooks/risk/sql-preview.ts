// Which SQL may be tried out in a transaction that is rolled back. Only what a rollback takes back for certain: plain SELECT, INSERT,
// UPDATE, DELETE and MERGE that call functions known to be harmless. What the names in them stand for only the database knows, so
// they are handed on to be looked up there (steps/sql-surroundings.ts).

import { harmlessFunctions } from './sql-functions.ts';
import type { SqlParser } from './sql-parser.ts';
import { fieldsOf, nameOf, textOf } from './sql-tree.ts';
import type { SqlNode } from './sql-tree.ts';

/** Rows that one INSERT or MERGE adds to a table, or an UPDATE sets back to defaults. */
export interface Filling {
  readonly table: string;
  /** The columns that get a value of the statement's own; absent when the others' defaults cannot be told from it. */
  readonly columns?: readonly string[];
}

/** Names as they stand in one statement. Tables are quoted as PostgreSQL quotes them, with their schema where it is given. */
export interface SqlNames {
  /** Whose rows change. */
  readonly changed: readonly string[];
  /** All of them, those of WITH queries too. */
  readonly tables: readonly string[];
  readonly fills: readonly Filling[];
  readonly functions: readonly string[];
  /** `row.name` may call a function of that name on the row: https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-USAGE */
  readonly columns: readonly string[];
  readonly operators: readonly string[];
}

export type SqlReading =
  | { readonly ok: true; readonly names: SqlNames }
  /** Part of a sentence: "`TRUNCATE` takes a lock that others would wait for". */
  | { readonly ok: false; readonly say: string };

// It is read beside the answers to people, so a long one may not hold them up.
const longest = 4_000;
const tried = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);
const changing = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** Reads one statement, with `$1…` for its values. */
export function readForPreview(sql: SqlParser, text: string): SqlReading {
  if (text.length > longest) return no(`it is longer than ${longest} characters`);
  const parsed = sql(text);
  if (!parsed.ok) return no(`PostgreSQL cannot read it: ${parsed.say}`);
  if (parsed.statements.length !== 1) return no('it is not exactly one statement');
  const nodes = allNodes(parsed.statements[0]?.stmt);
  const why = whyNot(nodes);
  return why === undefined ? { ok: true, names: namesIn(nodes) } : no(why);
}

function no(say: string): SqlReading {
  return { ok: false, say };
}

/** Every object under a key, outer ones first. A loop, because a long chain of operators nests as deep as it is long. */
function allNodes(tree: unknown): SqlNode[] {
  const found: SqlNode[] = [];
  const waiting: unknown[] = [tree];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (Array.isArray(value)) {
      for (const item of value) waiting.push(item);
      continue;
    }
    for (const [kind, below] of Object.entries(fieldsOf(value))) {
      if (typeof below !== 'object' || below === null) continue;
      if (!Array.isArray(below)) found.push({ kind, fields: fieldsOf(below) });
      waiting.push(below);
    }
  }
  return found;
}

function whyNot(nodes: readonly SqlNode[]): string | undefined {
  const statements = nodes.filter(({ kind }) => /^[A-Z]\w*Stmt$/.test(kind));
  const other = statements.find(({ kind }) => !tried.has(kind));
  if (other !== undefined) return `\`${wordsOf(other)}\` ${reasons[other.kind] ?? usualReason}`;
  if (nodes.some(({ kind }) => kind === 'intoClause')) return '`SELECT INTO` creates a table';
  const called = [
    ...nodes.filter(({ kind }) => kind === 'FuncCall').map(({ fields }) => nameOf(fields['funcname'])),
    ...nodes.filter(({ kind }) => kind === 'RangeTableSample').map(({ fields }) => nameOf(fields['method'])),
  ];
  const unknown = called.find((name) => !isHarmless(name));
  if (unknown === undefined) return undefined;
  return unknown.replace(/^pg_catalog\./, '') === 'pg_sleep'
    ? '`pg_sleep()` would keep the rows locked for as long'
    : `\`${unknown}()\` may do something that no rollback takes back`;
}

const samplingMethods = new Set(['bernoulli', 'system']);

function isHarmless(fullName: string): boolean {
  const name = fullName.replace(/^pg_catalog\./, '');
  return name !== 'pg_sleep' && (harmlessFunctions.has(name) || samplingMethods.has(name));
}

const usualReason = 'is none of SELECT, INSERT, UPDATE, DELETE and MERGE, and only those are tried out';
const lock = 'takes a lock that others would wait for';
const hidden = 'runs code that is not shown here';
const reasons: Readonly<Record<string, string>> = {
  TruncateStmt: lock,
  AlterTableStmt: lock,
  DropStmt: lock,
  LockStmt: lock,
  IndexStmt: lock,
  ReindexStmt: lock,
  VacuumStmt: 'runs outside of any transaction, or rewrites what is kept',
  CopyStmt: 'moves data in or out of the database',
  DoStmt: hidden,
  CallStmt: hidden,
  ExecuteStmt: hidden,
  TransactionStmt: 'steers the transaction itself',
  VariableSetStmt: 'changes settings, among them the limits of a preview',
};

const called: Readonly<Record<string, string>> = {
  IndexStmt: 'CREATE INDEX',
  VariableSetStmt: 'SET',
  VacuumStmt: 'VACUUM',
  TransactionStmt: 'SAVEPOINT or ROLLBACK',
};

function wordsOf({ kind }: SqlNode): string {
  const words = kind.replace(/Stmt$/, '').replace(/([a-z])([A-Z])/g, '$1 $2');
  return called[kind] ?? words.toUpperCase();
}

function namesIn(nodes: readonly SqlNode[]): SqlNames {
  const statements = nodes.filter(({ kind }) => changing.has(kind));
  const ofKind = (kind: string): readonly SqlNode[] => nodes.filter((node) => node.kind === kind);
  const isDefaulting = ofKind('SetToDefault').length > 0;
  return {
    changed: unique(statements.map(({ fields }) => tableOf(fieldsOf(fields['relation'])))),
    tables: unique([...ofKind('RangeVar'), ...ofKind('relation')].map(({ fields }) => tableOf(fields))),
    fills: statements.flatMap((statement) => fillingOf(statement, isDefaulting)),
    functions: unique(ofKind('FuncCall').map(({ fields }) => lastOf(nameOf(fields['funcname'])))),
    columns: unique(ofKind('ColumnRef').map(({ fields }) => lastOf(nameOf(fields['fields'])))),
    operators: unique([
      '=',
      ...ofKind('A_Expr').map(({ fields }) => lastOf(nameOf(fields['name']))),
      ...ofKind('SubLink').map(({ fields }) => lastOf(nameOf(fields['operName']))),
    ]),
  };
}

function fillingOf({ kind, fields }: SqlNode, isDefaulting: boolean): Filling[] {
  const table = tableOf(fieldsOf(fields['relation']));
  if (kind === 'InsertStmt') {
    const columns = resTargets(fields['cols']);
    return [columns.length === 0 || isDefaulting ? { table } : { table, columns }];
  }
  if (kind === 'MergeStmt') {
    const inserts = mergeClauses(fields).filter((clause) => textOf(clause['commandType']) === 'CMD_INSERT');
    return inserts.map((clause) => {
      const columns = resTargets(clause['targetList']);
      return columns.length === 0 || isDefaulting ? { table } : { table, columns };
    });
  }
  return kind === 'UpdateStmt' && isDefaulting ? [{ table }] : [];
}

function mergeClauses(fields: SqlNode['fields']): Readonly<Record<string, unknown>>[] {
  const clauses: readonly unknown[] = Array.isArray(fields['mergeWhenClauses']) ? fields['mergeWhenClauses'] : [];
  return clauses.map((clause) => fieldsOf(fieldsOf(clause)['MergeWhenClause']));
}

function resTargets(list: unknown): string[] {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  return items.map((item) => textOf(fieldsOf(fieldsOf(item)['ResTarget'])['name']));
}

function tableOf(fields: SqlNode['fields']): string {
  const parts = [textOf(fields['schemaname']), textOf(fields['relname'])].filter((part) => part !== '');
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
}

function lastOf(dotted: string): string {
  return dotted.split('.').at(-1) ?? '';
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== '');
}
