// Turns what SQL statements answered into facts for `expect` and into a text table for people. Pure.

import { readJson } from './json.ts';
import { cleanText } from './output.ts';
import type { Column, SqlResult } from './sql-connection.ts';
import type { Facts, Json } from './step-kind.ts';

/** `rows` are those of the last statement that gives rows; `value` is its first cell when that is a number. */
export function sqlFacts(results: readonly SqlResult[]): Facts {
  const last = results.findLast(({ columns }) => columns.length > 0);
  if (last === undefined) return {};
  const rows = last.rows.map((row) =>
    Object.fromEntries(last.columns.map((column, index) => [column.name, readCell(column, row[index] ?? null)])),
  );
  const first = firstCell(last);
  return typeof first === 'number' ? { rows, value: first } : { rows };
}

/** Undefined when the statement gives no rows at all, null when there is no row or the cell is NULL. */
export function firstCell(result: SqlResult | undefined): Json | undefined {
  const column = result?.columns[0];
  return column === undefined ? undefined : readCell(column, result?.rows[0]?.[0] ?? null);
}

// https://github.com/postgres/postgres/blob/REL_15_STABLE/src/include/catalog/pg_type.dat
const boolean = 16;
const json = new Set([114, 3802]);
const long = new Set([20, 1700]);
const numbers = new Set([...long, 21, 23, 26, 700, 701]);

/** Whole and decimal numbers that JavaScript would round, and every other type, stay PostgreSQL's text. */
function readCell(column: Column, cell: string | null): Json {
  if (cell === null) return null;
  if (column.type === boolean) return cell === 't';
  if (json.has(column.type)) return readJson(cell) ?? cell;
  if (!numbers.has(column.type) || !Number.isFinite(Number(cell))) return cell;
  return long.has(column.type) && cell.replace(/\D/g, '').length > 15 ? cell : Number(cell);
}

/** What each statement did, one after the other. */
export function sqlText(results: readonly SqlResult[], notices: readonly string[]): string {
  const parts = results.map((result, index) => {
    const title = results.length > 1 ? `Statement ${index + 1}: ` : '';
    return result.columns.length > 0 ? `${title}${table(result)}` : `${title}${tag(result)}`;
  });
  return [...parts, ...notices.map(cleanText)].join('\n');
}

function tag({ command, rowCount }: SqlResult): string {
  return rowCount === null ? command : `${command}, ${count(rowCount)}`;
}

function count(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`;
}

// One very long cell may not make every row that long.
const widest = 60;

function table(result: SqlResult): string {
  const heads = result.columns.map(({ name }) => shown(name));
  const lines = result.rows.map((row) => row.map((cell) => (cell === null ? '(null)' : shown(cell))));
  const widths = heads.map((head, index) =>
    Math.min(widest, Math.max(width(head), ...lines.map((line) => width(line[index] ?? '')))),
  );
  const right = result.columns.map(({ type }) => numbers.has(type));
  const draw = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => pad(cell, widths[index] ?? 0, right[index] ?? false))
      .join(' | ')
      .trimEnd();
  const rule = widths.map((size) => '-'.repeat(size)).join('-+-');
  const total = result.rows.length + result.dropped;
  const kept = result.dropped === 0 ? '' : `, the first ${result.rows.length} of them shown`;
  return [`${result.command}, ${count(total)}${kept}`, draw(heads), rule, ...lines.map(draw)].join('\n');
}

/** On one line. */
function shown(cell: string): string {
  return cleanText(cell).replaceAll('\n', '↵').replaceAll('\t', ' ');
}

function width(text: string): number {
  return Array.from(text).length;
}

function pad(text: string, size: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, size - width(text)));
  return right ? space + text : text + space;
}
