// Secrets in a SQL statement: columns that hold one and are shown, and passwords that are written into it.

import type { Mark } from '../model.ts';
import { isStandIn, secretColumn } from './secret-names.ts';
import { fieldsOf, nodesWithin, textOf } from './sql-tree.ts';

const secretTables = new Set(['pg_shadow', 'pg_authid', 'pg_user_mapping', 'pg_user_mappings']);

/** `line` is where the statement begins. */
export function secretMarks(stmt: unknown, line: number): Mark[] {
  const nodes = nodesWithin(stmt);
  const [outer] = nodes;
  const marks: Mark[] = [];
  if (outer?.kind === 'SelectStmt') {
    const column = shownColumns(outer.fields['targetList']).find((name) => secretColumn.test(name));
    if (column !== undefined)
      marks.push({ kind: 'prints-secret', say: `The column \`${column}\` is likely to hold secrets`, line });
    const table = nodes.map((node) => textOf(node.fields['relname'])).find((name) => secretTables.has(name));
    if (table !== undefined) marks.push({ kind: 'prints-secret', say: `\`${table}\` holds passwords`, line });
  }
  const isWritten = nodes.some(({ fields }) => fields['defname'] === 'password' && isLiteral(fields['arg']));
  if (isWritten)
    marks.push({
      kind: 'secret-argument',
      say: 'A password stands in the statement; anybody who reads it sees it',
      line,
    });
  return marks;
}

// Of the result's own list; `count(password)` shows no password.
function shownColumns(list: unknown): string[] {
  return (Array.isArray(list) ? list : []).flatMap((target: unknown) => {
    const value = fieldsOf(fieldsOf(target)['ResTarget'])['val'];
    const parts = fieldsOf(fieldsOf(value)['ColumnRef'])['fields'];
    const last: unknown = Array.isArray(parts) ? parts.at(-1) : undefined;
    return last === undefined ? [] : [textOf(fieldsOf(fieldsOf(last)['String'])['sval'])];
  });
}

function isLiteral(arg: unknown): boolean {
  const text = textOf(fieldsOf(fieldsOf(arg)['String'])['sval']);
  return text !== '' && text !== 'hole' && !isStandIn(text);
}
