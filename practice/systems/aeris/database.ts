// Opens the real SQLite file, for the application's process and for the `sqlite3` stand-in. A connection is short, because this build of
// SQLite knows one lock only: whoever is inside keeps the others out.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Sqlite from 'node-sqlite3-wasm';

type Cell = string | number | null;
type Row = Readonly<Record<string, Cell>>;
type Value = string | number;

export interface Connection {
  readonly all: (sql: string, values?: Value[]) => readonly Row[];
  /** The number of rows that it changed. */
  readonly run: (sql: string, values?: Value[]) => number;
  readonly close: () => void;
}

const require = createRequire(import.meta.url);

/** Where the driver lies. A built program has to be told: it lies elsewhere. */
export function driverPath(): string {
  return require.resolve('node-sqlite3-wasm');
}

/** How long a statement waits for somebody else's lock. */
const busyMs = 600;

export function openDatabase(driver: string, file: string): Connection {
  if (!existsSync(file)) throw new Error(`unable to open database "${file}": no such file`);
  return connect(driver, file);
}

export function createDatabase(driver: string, file: string): Connection {
  return connect(driver, file);
}

function connect(driver: string, file: string): Connection {
  const { Database }: typeof Sqlite = require(driver);
  const database = new Database(file);
  // Write-ahead logging wants shared memory, or a connection that is alone.
  database.exec(`pragma locking_mode = exclusive; pragma busy_timeout = ${String(busyMs)}`);
  return {
    all: (sql, values) => database.all(sql, values).map(plainRow),
    run: (sql, values) => database.run(sql, values).changes,
    close: () => database.close(),
  };
}

function plainRow(row: object): Row {
  return Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, plainCell(cell)]));
}

/** Nothing here keeps bytes or numbers that do not fit. */
function plainCell(cell: unknown): Cell {
  if (typeof cell === 'bigint') return Number(cell);
  return typeof cell === 'string' || typeof cell === 'number' ? cell : null;
}

/** Opens it, does `act` and closes it, whatever happens. */
export function inDatabase<T>(driver: string, file: string, act: (connection: Connection) => T): T {
  const connection = openDatabase(driver, file);
  try {
    return act(connection);
  } finally {
    connection.close();
  }
}

/** The first cell of the first row as a number, 0 when there is none. */
export function countIn(connection: Connection, sql: string): number {
  const [row] = connection.all(sql);
  return Number(Object.values(row ?? {})[0] ?? 0);
}

/** The first complaint of SQLite's own examination; undefined when it has none. */
export function complaintOf(connection: Connection): string | undefined {
  const [row] = connection.all('pragma integrity_check');
  const said = String(Object.values(row ?? {})[0] ?? '');
  return said === 'ok' ? undefined : said;
}
