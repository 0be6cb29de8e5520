// Opens a PostgreSQL server by its address. What goes wrong at the start is said in one sentence without the password.

import { Client, Pool } from 'pg';
import type { Logger } from 'pino';
import { CannotStart, reasonOf } from '../errors.ts';
import type { Engine } from './engine.ts';
import { writeOnceATurn } from './one-write.ts';
import { parsers } from './rows.ts';

// pg-boss needs gen_random_uuid() of the core, which came with 13.
const oldestMajor = 13;
const shape = 'postgres://user:password@host:5432/database';

export async function openServer(url: string, log: Logger): Promise<Engine> {
  const place = placeOf(url);
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    // Statements that need no answer of one another go out together: a transaction waits for its commit, not for each line of it.
    pipeline: true,
    application_name: 'opsbook',
    types: parsers,
  });
  // Without a listener, a restart of PostgreSQL would end this process: the pool reports idle connections, a client its own.
  pool.on('error', (err) => log.warn({ err }, 'the database closed an idle connection'));
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    writeOnceATurn(client);
  });
  try {
    const { rows } = await pool.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    const version = rows[0]?.version ?? 0;
    if (version < oldestMajor * 10_000)
      throw new CannotStart(
        `The database at ${place.address} is PostgreSQL ${Math.floor(version / 10_000)}; Opsbook needs ${oldestMajor} or later. Upgrade it or correct DATABASE_URL.`,
      );
  } catch (thrown) {
    await pool.end();
    throw thrown instanceof CannotStart ? thrown : new CannotStart(sentence(thrown, place), { cause: thrown });
  }
  return { kind: 'postgres', pool, breathe: () => Promise.resolve(), stop: () => pool.end() };
}

interface Place {
  /** `host:port`, or the folder of a socket. */
  readonly address: string;
  readonly user: string;
  readonly database: string;
  readonly password: string;
}

function placeOf(url: string): Place {
  if (!/^postgres(?:ql)?:\/\//.test(url))
    throw new CannotStart(`DATABASE_URL is not an address like ${shape}. Correct it.`);
  try {
    const client = new Client({ connectionString: url });
    const address = client.host.startsWith('/') ? client.host : `${client.host}:${client.port}`;
    return { address, user: client.user ?? '', database: client.database ?? '', password: client.password ?? '' };
  } catch {
    throw new CannotStart(`DATABASE_URL is not an address like ${shape}. Correct it, and URL-encode its password.`);
  }
}

function sentence(thrown: unknown, place: Place): string {
  const code = codeOf(thrown);
  const away = `Cannot reach the database at ${place.address}`;
  switch (code) {
    case 'ECONNREFUSED':
      return `${away}: connection refused. Start it or correct DATABASE_URL.`;
    case 'ENOENT':
      return `${away}: there is no socket. Start it or correct DATABASE_URL.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${away}: the host name is not known. Correct DATABASE_URL.`;
    case 'ECONNRESET':
    case 'EPIPE':
      return `${away}: the connection was cut. Start Opsbook again when it answers, or correct DATABASE_URL.`;
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `${away}: it does not answer. Check the network, or correct DATABASE_URL.`;
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    case '28P01':
      return `The database at ${place.address} refused the password of "${place.user}". Correct it in DATABASE_URL.`;
    case '28000':
      return `The database at ${place.address} does not let "${place.user}" in. Correct DATABASE_URL or its pg_hba.conf.`;
    case '3D000':
      return `The server at ${place.address} has no database "${place.database}". Create it or correct DATABASE_URL.`;
    case '53300':
      return `The database at ${place.address} has no connection left. Raise its max_connections or stop other clients.`;
    case '57P03':
      return `The database at ${place.address} is starting up. Start Opsbook again in a moment.`;
    default:
      return `${away}: ${without(place.password, reasonOf(thrown))}. Correct DATABASE_URL.`;
  }
}

function codeOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (typeof code === 'string') return code;
  // pg-pool and pg say so only in words.
  if (/connection terminated/i.test(reasonOf(thrown))) return 'ECONNRESET';
  return /timeout/i.test(reasonOf(thrown)) ? 'ETIMEDOUT' : '';
}

function without(password: string, text: string): string {
  return password === '' ? text : text.replaceAll(password, '[redacted]');
}
