// `:name` in SQL becomes a bind parameter `$n`, one statement at a time; a value never becomes part of the text.

import type { ParameterValue } from './model.ts';
import type { SqlStatement } from './planned.ts';
import { scanSql, type SqlMark } from './sql-scan.ts';

export interface SqlTemplate {
  /** With `$1…` for the names, in the order of their first use. Blanks and comments around it are gone. */
  readonly text: string;
  readonly names: readonly string[];
}

/** The statements of a text, without empty ones. */
export function sqlTemplates(text: string): readonly SqlTemplate[] {
  return pieces(scanSql(text)).map((marks) => template(text, marks));
}

/** The whole text with `$1…` for its names, for a parser that reads it as one. */
export function withPlaceholders(text: string): string {
  const names: string[] = [];
  return rewrite(text, 0, text.length, scanSql(text), names);
}

export interface SqlName {
  /** `1` for a `$1` that the author wrote. */
  readonly name: string;
  readonly kind: 'named' | 'positional';
  /** Counts from 1 inside the text. */
  readonly line: number;
}

/** Every `:name` and `$n` outside text, quoted names and comments. */
export function sqlNames(text: string): readonly SqlName[] {
  return scanSql(text).flatMap((mark) =>
    mark.kind === 'named' || mark.kind === 'positional'
      ? [{ name: mark.name, kind: mark.kind, line: text.slice(0, mark.start).split('\n').length }]
      : [],
  );
}

/** The name that has no value, or the statement as it will be sent. */
export function bindSql(
  sql: SqlTemplate,
  values: ReadonlyMap<string, ParameterValue>,
): { readonly ok: true; readonly statement: SqlStatement } | { readonly ok: false; readonly missing: string } {
  const bound: ParameterValue[] = [];
  for (const name of sql.names) {
    const value = values.get(name);
    if (value === undefined) return { ok: false, missing: name };
    bound.push(value);
  }
  return { ok: true, statement: { text: sql.text, values: bound } };
}

function pieces(marks: readonly SqlMark[]): SqlMark[][] {
  const all: SqlMark[][] = [[]];
  for (const mark of marks) {
    if (mark.kind === 'end') all.push([]);
    else all.at(-1)?.push(mark);
  }
  return all.filter((piece) => piece.length > 0);
}

function template(text: string, marks: readonly SqlMark[]): SqlTemplate {
  const names: string[] = [];
  const start = marks[0]?.start ?? 0;
  const end = marks.at(-1)?.end ?? text.length;
  return { text: rewrite(text, start, end, marks, names), names };
}

function rewrite(text: string, start: number, end: number, marks: readonly SqlMark[], names: string[]): string {
  let written = '';
  let from = start;
  for (const mark of marks) {
    if (mark.kind !== 'named') continue;
    if (!names.includes(mark.name)) names.push(mark.name);
    written += `${text.slice(from, mark.start)}$${names.indexOf(mark.name) + 1}`;
    from = mark.end;
  }
  return written + text.slice(from, end);
}
