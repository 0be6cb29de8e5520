// The stand-in for `sqlite3`: statements and a few dot commands, on real SQLite files of the practice system and on no others.

import { rmSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { type Answer, failed, printed, unsupported } from '../../kit/answer.ts';
import type { Call, Tool } from '../../kit/tool.ts';
import type { Commanded } from './commanded.ts';
import { type Connection, openDatabase } from './database.ts';

const usages = ['sqlite3 [-readonly] FILE STATEMENTS', 'sqlite3 [-readonly] FILE < statements, .tables, .backup FILE'];

interface Asked {
  readonly file: string;
  readonly words: readonly string[];
}

function read(args: readonly string[]): Asked | undefined {
  const words = args.filter((word) => word !== '-readonly' && word !== '-bail');
  const [file, ...rest] = words;
  return file === undefined || words.some((word) => word.startsWith('-')) ? undefined : { file, words: rest };
}

export function sqlite3({ places, driver }: Commanded): Tool {
  const own = (cwd: string, file: string): string | undefined => {
    const path = resolve(cwd, file);
    return path.startsWith(`${places.root}${sep}`) ? path : undefined;
  };
  function run({ args, cwd, stdin }: Call): Answer {
    const asked = read(args);
    const file = asked === undefined ? undefined : own(cwd, asked.file);
    if (asked === undefined || file === undefined) return unsupported(['sqlite3', ...args], usages);
    const lines: string[] = [];
    let connection: Connection | undefined;
    try {
      connection = openDatabase(driver, file);
      for (const statement of splitStatements(asked.words.length > 0 ? asked.words.join('\n') : stdin)) {
        if (statement.startsWith('.')) lines.push(...dotCommand(connection, statement, (to) => own(cwd, to)));
        else
          lines.push(
            ...connection.all(statement).map((row) =>
              Object.values(row)
                .map((cell) => shown(cell))
                .join('|'),
            ),
          );
      }
      return printed(...lines);
    } catch (thrown) {
      // What was answered before the failure was printed before it.
      const { stderr } = failed(`Error: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      return { ...printed(...lines), exit: 1, stderr };
    } finally {
      connection?.close();
    }
  }
  return { name: 'sqlite3', readsStdin: (args) => read(args)?.words.length === 0, run };
}

function shown(cell: string | number | null | undefined): string {
  return String(cell ?? '');
}

function dotCommand(connection: Connection, line: string, own: (file: string) => string | undefined): string[] {
  const [command, argument] = line.split(/\s+/);
  if (command === '.tables') {
    const rows = connection.all("select name from sqlite_schema where type = 'table' order by name");
    return [rows.map(({ name }) => shown(name)).join('  ')];
  }
  const to = argument === undefined ? undefined : own(argument);
  if (command !== '.backup' || to === undefined)
    throw new Error(
      `unknown command or foreign file: ${line}. There is .tables, and .backup FILE inside the system's folder.`,
    );
  rmSync(to, { force: true });
  connection.all(`vacuum into '${to.replaceAll("'", "''")}'`);
  return [];
}

/** At semicolons outside of quotes; a line that begins with a dot is one of its own. */
export function splitStatements(text: string): string[] {
  const found: string[] = [];
  let statement = '';
  for (const piece of text.match(/^\s*\.[^\n]*$|'(?:[^']|'')*'|;|\n|[^';\n]+/gm) ?? []) {
    const isDot = statement.trim() === '' && piece.trim().startsWith('.');
    if (piece === ';' || isDot) {
      found.push(isDot ? piece : statement);
      statement = '';
    } else statement += piece;
  }
  return [...found, statement].map((one) => one.trim()).filter((one) => one !== '');
}
