// Everything about the practice AERIS-AQ that has a number, measured now.

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Commanded } from './commanded.ts';
import { countIn, inDatabase } from './database.ts';
import { measure, type Readings } from './load.ts';

/** The practice machine's disk: small, so that a few files fill it. Half of it belongs to others. */
const diskBytes = 16 * 1024 * 1024;
const othersBytes = 8 * 1024 * 1024;

export async function diskUsedPercent({ places }: Pick<Commanded, 'places'>): Promise<number> {
  const own = await Promise.all([places.logs, places.backups, join(places.home, 'data')].map(sizeOf));
  return Math.round(((othersBytes + own.reduce((sum, size) => sum + size, 0)) / diskBytes) * 100);
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(({ parentPath, name }) => bytesOf(join(parentPath, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** 0 for a file that has gone meanwhile. */
async function bytesOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

/** What the traffic does to the running process; `undefined` while there is none. */
export async function traffic({ service, world, driver, places }: Commanded): Promise<Readings | undefined> {
  const settings = service().listening()?.settings;
  const state = await service().order('tell');
  if (settings === undefined || state === undefined) return undefined;
  return measure({
    arriving: world().arriving,
    workers: settings.workers,
    rateLimited: settings.rateLimited,
    cacheTtlSeconds: settings.cacheTtlSeconds,
    indexed: isIndexed(driver, places.database),
    impaired: state.impaired,
  });
}

/** A database that cannot be looked into now counts as it usually is. */
function isIndexed(driver: string, file: string): boolean {
  return trying(true, () =>
    inDatabase(
      driver,
      file,
      (connection) => countIn(connection, "select count(*) from sqlite_schema where name like 'idx_%'") === 2,
    ),
  );
}

export function databaseCounts({ driver, places }: Commanded): { sessions: number; messages: number } | undefined {
  return trying(undefined, () =>
    inDatabase(driver, places.database, (connection) => ({
      sessions: countIn(connection, 'select count(*) from sessions'),
      messages: countIn(connection, 'select count(*) from messages'),
    })),
  );
}

function trying<T>(otherwise: T, act: () => T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

/** All series that the practice Prometheus has. The application's own are missing while it is down. */
export async function samplesOf(commanded: Commanded): Promise<readonly Sample[]> {
  const { world, service, places } = commanded;
  const one = (name: string, value: number, labels: Readonly<Record<string, string>> = {}): Sample => ({
    metric: { __name__: name, ...labels },
    value,
  });
  const now = await traffic(commanded);
  const state = await service().order('tell');
  const counts = databaseCounts(commanded);
  const bytes = await bytesOf(places.database);
  return [
    one('up', now === undefined ? 0 : 1, { job: 'aeris' }),
    ...(now === undefined
      ? []
      : [
          one('http_requests_per_second', now.requestsPerSecond),
          one('http_error_percent', now.errorPercent),
          one('http_request_duration_seconds', now.p50, { quantile: '0.5' }),
          one('http_request_duration_seconds', now.p95, { quantile: '0.95' }),
          one('http_request_duration_seconds', now.p99, { quantile: '0.99' }),
          one('tool_calls_total', state?.toolCalls ?? 0, { tool: 'waqi' }),
        ]),
    ...(counts === undefined || counts.sessions === 0
      ? []
      : [one('session_messages_average', Math.round((counts.messages / counts.sessions) * 10) / 10)]),
    one('active_users', world().arriving),
    one('database_writes_per_second', (now?.requestsPerSecond ?? 0) * 2),
    one('sign_in_failures_per_minute', world().failedSignIns),
    one('node_cpu_percent', now?.cpuPercent ?? 2),
    one('node_memory_percent', now === undefined ? 31 : 46),
    one('node_filesystem_used_percent', await diskUsedPercent(commanded)),
    one('node_network_megabytes_per_second', Math.round((now?.requestsPerSecond ?? 0) * 4) / 10),
    one('database_size_bytes', bytes),
  ];
}

/** The last lines of a file, without line ends. */
export async function lastLines(file: string, lines: number): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').slice(0, -1).slice(-lines);
}
