// What one kind of SQL statement does to the database. A kind that is not listed is a change.

import type { Risk } from '../model.ts';
import type { Finding } from './finding.ts';
import { fieldsOf, nodeOf, nodesWithin, textOf } from './sql-tree.ts';
import type { SqlNode } from './sql-tree.ts';

type Judge = (fields: SqlNode['fields']) => Finding;

const sessionWide =
  /^(transaction_read_only|default_transaction_read_only|transaction|role|session_authorization|session_replication_role|row_security)$/i;

const judges: Readonly<Record<string, Judge>> = {
  SelectStmt: () => read('SELECT'),
  intoClause: () => change('`SELECT INTO` creates a table'),
  LockingClause: () => change('`SELECT … FOR UPDATE` locks rows that others wait for'),
  VariableShowStmt: () => read('SHOW'),
  ExplainStmt: () => read('EXPLAIN'),
  DeclareCursorStmt: () => read('DECLARE'),
  FetchStmt: () => read('FETCH'),
  ClosePortalStmt: () => read('CLOSE'),
  PrepareStmt: () => read('PREPARE'),
  DeallocateStmt: () => read('DEALLOCATE'),
  TransactionStmt: transaction,
  VariableSetStmt: setting,
  UpdateStmt: (fields) =>
    wholeTable(fields, 'UPDATE', 'changes', change('`UPDATE` changes the rows that its WHERE names')),
  DeleteStmt: (fields) =>
    wholeTable(fields, 'DELETE', 'deletes', destroy('`DELETE` deletes the rows that its WHERE names')),
  InsertStmt: () => change('`INSERT` adds rows'),
  MergeStmt: (fields) =>
    /"CMD_DELETE"/.test(JSON.stringify(fields)) ? destroy('`MERGE` deletes rows') : change('`MERGE` changes rows'),
  TruncateStmt: () => destroy('`TRUNCATE` empties the table'),
  AlterTableStmt: alterTable,
  CopyStmt: copy,
  DoStmt: doBlock,
  CallStmt: () => change('`CALL` runs a procedure that is not shown here'),
  ExecuteStmt: () => change('`EXECUTE` runs a prepared statement'),
  VacuumStmt: () => change('`VACUUM` or `ANALYZE` rewrites storage or statistics'),
  ReindexStmt: () => change('`REINDEX` rebuilds an index and may lock its table'),
  IndexStmt: () => change('`CREATE INDEX` builds an index and may lock its table'),
  CreateStmt: () => change('`CREATE TABLE` creates a table'),
  GrantStmt: () => change('`GRANT` or `REVOKE` changes permissions'),
  AlterSystemStmt: () => change("`ALTER SYSTEM` changes the server's settings"),
  LockStmt: () => change('`LOCK` blocks others'),
};

/** The finding of one statement node (`SelectStmt`, …) or of a locking clause. */
export function statementFinding(node: SqlNode): Finding {
  const judge = judges[node.kind];
  if (judge !== undefined) return judge(node.fields);
  const words = node.kind
    .replace(/Stmt$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toUpperCase();
  return node.kind.startsWith('Drop')
    ? destroy(`\`${dropWords(node)}\` removes it with what it holds`)
    : change(`\`${words}\` changes the database`);
}

function dropWords(node: SqlNode): string {
  const type = textOf(node.fields['removeType'])
    .replace(/^OBJECT_/, '')
    .replaceAll('_', ' ');
  return type === '' ? node.kind.replace(/Stmt$/, '').replace(/^Drop/, 'DROP ').toUpperCase() : `DROP ${type}`;
}

function transaction(fields: SqlNode['fields']): Finding {
  const kind = textOf(fields['kind']);
  return /PREPARE/.test(kind)
    ? change('A prepared transaction outlives the session')
    : read(kind.replace('TRANS_STMT_', ''));
}

function setting(fields: SqlNode['fields']): Finding {
  const name = textOf(fields['name']) || 'ALL';
  return sessionWide.test(name) ? change(`\`SET ${name}\` changes what the session may do`) : read('SET');
}

function wholeTable(fields: SqlNode['fields'], verb: string, does: string, keyed: Finding): Finding {
  const where = fields['whereClause'];
  if (where === undefined) return destroy(`\`${verb}\` without WHERE ${does} every row`);
  return isAlwaysTrue(where) ? destroy(`\`${verb}\` with a WHERE that always holds ${does} every row`) : keyed;
}

/** Whether a condition names no column, compares one with itself, or holds for (nearly) every row. */
function isAlwaysTrue(condition: unknown): boolean {
  const node = nodeOf(condition);
  if (node === undefined) return true;
  const { kind, fields } = node;
  if (kind === 'BoolExpr') {
    const args = Array.isArray(fields['args']) ? fields['args'] : [];
    if (fields['boolop'] === 'OR_EXPR') return args.some(isAlwaysTrue);
    return fields['boolop'] === 'AND_EXPR' && args.every(isAlwaysTrue);
  }
  if (kind === 'NullTest') return fields['nulltesttype'] === 'IS_NOT_NULL';
  const namesNothing = !nodesWithin(condition).some((each) => each.kind === 'ColumnRef' || each.kind === 'SubLink');
  if (kind !== 'A_Expr') return namesNothing;
  const pattern = fieldsOf(fieldsOf(fieldsOf(fields['rexpr'])['A_Const'])['sval'])['sval'];
  const isAnyText = textOf(fields['kind']).endsWith('LIKE') && pattern === '%';
  return namesNothing || isAnyText || withoutPlaces(fields['lexpr']) === withoutPlaces(fields['rexpr']);
}

function withoutPlaces(expression: unknown): string {
  return JSON.stringify(expression, (key, value: unknown) => (key === 'location' ? undefined : value)) ?? '';
}

function alterTable(fields: SqlNode['fields']): Finding {
  const text = JSON.stringify(fields['cmds'] ?? []);
  if (text.includes('"AT_DropColumn"')) return destroy('`ALTER TABLE … DROP COLUMN` deletes the column with its data');
  if (text.includes('"AT_AlterColumnType"')) return change('`ALTER TABLE … TYPE` rewrites the table under a lock');
  return change("`ALTER TABLE` changes the table's definition");
}

function copy(fields: SqlNode['fields']): Finding {
  if (fields['is_program'] === true) return destroy('`COPY … PROGRAM` runs a program on the database server');
  if (fields['is_from'] === true) return change('`COPY … FROM` adds rows');
  return fields['filename'] === undefined
    ? read('COPY TO STDOUT')
    : change('`COPY … TO` writes a file on the database server');
}

function doBlock(fields: SqlNode['fields']): Finding {
  const body = JSON.stringify(fields['args'] ?? []);
  const word = /\b(drop|delete|truncate|execute)\b/i.exec(body)?.[0];
  if (word !== undefined) return destroy(`\`DO\` runs a block of code that says \`${word.toUpperCase()}\``);
  return change('`DO` runs a block of code');
}

function read(verb: string): Finding {
  return finding('read', `\`${verb}\``);
}
function change(say: string): Finding {
  return finding('change', say);
}
function destroy(say: string): Finding {
  return finding('destroy', say);
}
function finding(risk: Risk, say: string): Finding {
  return { risk, say };
}
