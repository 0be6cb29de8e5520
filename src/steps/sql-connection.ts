// One PostgreSQL connection for one step. Each call sends exactly one statement in the extended protocol, in which the server
// itself refuses a second one, and values travel apart from the text.

import { Client, Query } from 'pg';
import type { SqlStatement } from '../runbooks/planned.ts';

export interface Column {
  readonly name: string;
  /** The object id of its type, see pg_type.dat of PostgreSQL. */
  readonly type: number;
}

/** What one statement did. Cells are PostgreSQL's own text. */
export interface SqlResult {
  /** The first word of the command tag: SELECT, UPDATE, CREATE … */
  readonly command: string;
  /** From the command tag; null where it carries no number. */
  readonly rowCount: number | null;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Rows that came and were not kept. */
  readonly dropped: number;
}

export interface SqlConnection {
  readonly run: (statement: SqlStatement) => Promise<SqlResult>;
  readonly notices: readonly string[];
  /** Asks the server to stop what runs; when it does not, the connection is cut two seconds later. */
  readonly cancel: () => Promise<void>;
  /** Cuts the connection. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

const connectMs = 10_000;
const cancelMs = 2_000;
const mostRows = 1_000;
const mostNotices = 100;
const asText = (): ((value: string) => string) => (value) => value;

/** Throws what `pg` throws when there is no connection. `limit` is the most bytes of rows kept per statement. */
export async function openSqlConnection(url: string, limit: number, stop: AbortSignal): Promise<SqlConnection> {
  const client = new Client({
    connectionString: url,
    application_name: 'opsbook',
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    types: { getTypeParser: asText },
  });
  const cut = (): void => void client.connection.stream.destroy();
  const notices: string[] = [];
  // Without a listener a lost connection would end the process; whoever waits for a statement hears of it there.
  client.on('error', () => undefined);
  client.on('notice', ({ severity, message }) => {
    if (notices.length < mostNotices) notices.push(`${severity ?? 'NOTICE'}: ${message ?? ''}`);
  });
  stop.addEventListener('abort', cut, { once: true });
  let pid: string | undefined;
  try {
    await client.connect();
    pid = await backendPid(client, limit);
  } finally {
    stop.removeEventListener('abort', cut);
  }
  return {
    run: (statement) => run(client, statement, limit),
    notices,
    cut,
    cancel: async () => {
      const timer = setTimeout(cut, cancelMs);
      client.once('end', () => clearTimeout(timer));
      if (pid !== undefined) await cancelBackend(url, pid);
    },
    close: async () => {
      const timer = setTimeout(cut, cancelMs);
      await client.end();
      clearTimeout(timer);
    },
  };
}

async function backendPid(client: Client, limit: number): Promise<string | undefined> {
  const { rows } = await run(client, { text: 'select pg_backend_pid()', values: [] }, limit);
  return rows[0]?.[0] ?? undefined;
}

/** A cancel that does not arrive changes nothing: the connection is cut soon after. */
async function cancelBackend(url: string, pid: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: cancelMs, query_timeout: cancelMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_cancel_backend($1::int)', [pid]);
  } catch {
    // The server is away or full.
  }
  await client.end();
}

function run(client: Client, statement: SqlStatement, limit: number): Promise<SqlResult> {
  const config = { text: statement.text, values: statement.values, rowMode: 'array', queryMode: 'extended' };
  const query = new Query(config);
  const rows: (string | null)[][] = [];
  let bytes = 0;
  let dropped = 0;
  return new Promise((resolve, reject) => {
    query.on('error', reject);
    // With a listener `pg` keeps no rows of its own, so memory stays bounded whatever the table holds.
    query.on('row', (row: unknown) => {
      const cells = readCells(row);
      bytes += cells.reduce((sum, cell) => sum + (cell === null ? 0 : Buffer.byteLength(cell)), 0);
      if (rows.length === 0 || (rows.length < mostRows && bytes <= limit)) rows.push(cells);
      else dropped += 1;
    });
    query.on('end', ({ command, rowCount, fields }) => {
      const columns = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
      resolve({ command: command ?? '', rowCount, columns, rows, dropped });
    });
    client.query(query);
  });
}

function readCells(row: unknown): (string | null)[] {
  const cells: readonly unknown[] = Array.isArray(row) ? row : [];
  return cells.map((cell) => (typeof cell === 'string' ? cell : null));
}
