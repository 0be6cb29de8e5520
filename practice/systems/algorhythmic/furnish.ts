// Puts files and data into their first state: settings, logs, backups, buckets, and what is in the database.

import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { PracticeDatabase } from '../../postgres/start-practice-postgres.ts';
import { data, dumpOf, schema } from './dump.ts';
import type { Places } from './places.ts';

const dayMs = 24 * 3_600_000;
const art = ['aurora', 'basalt', 'cirrus', 'delta', 'ember', 'fjord'];
const backupBucket = 'algorhythmic-backup';

export const productionBucket = 'algorhythmic-production';

const settings = `POOL_MAX=20
POOL_IDLE_MS=30000
POOL_CONNECT_MS=2000
BREAKER_REFILL_MS=60000
BREAKER_OPEN_TOKENS=5
BATCH_SIZE=4
`;

/** `20261130` */
export function dayName(at: Date): string {
  return at.toISOString().slice(0, 10).replaceAll('-', '');
}

export async function furnish(places: Places, database: PracticeDatabase, now: Date): Promise<void> {
  const days = (count: number): Date => new Date(now.getTime() - count * dayMs);
  await Promise.all(
    [places.logs, places.backups, places.buckets].map((folder) => rm(folder, { recursive: true, force: true })),
  );
  await Promise.all(
    [places.home, places.logs, places.backups, dirname(places.pidFile)].map((folder) =>
      mkdir(folder, { recursive: true }),
    ),
  );
  await database.open();
  await database.script(schema + data);
  const [dump] = await Promise.all([
    dumpOf(database).then((script) => promisify(gzip)(script)),
    writeFile(places.settings, settings),
    writeFile(join(places.logs, 'error_current.log'), ''),
    ...[`${backupBucket}/${dayName(days(1))}`, `${backupBucket}/${dayName(days(2))}`, productionBucket].map((folder) =>
      hangArt(join(places.buckets, folder)),
    ),
  ]);
  await Promise.all(
    [1, 2, 34, 45].map((count) =>
      saveBackup(join(places.backups, `db_${dayName(days(count))}.sql.gz`), dump, days(count)),
    ),
  );
}

async function hangArt(bucket: string): Promise<void> {
  const folder = join(bucket, 'art');
  await mkdir(folder, { recursive: true });
  await Promise.all(art.map((name) => writeFile(join(folder, `${name}.svg`), `<svg><title>${name}</title></svg>\n`)));
}

async function saveBackup(file: string, dump: Buffer, at: Date): Promise<void> {
  await writeFile(file, dump);
  await utimes(file, at, at);
}

/** Where PostgreSQL's programs find the database, so that no password is in a command line. */
export async function writeServiceFile(places: Places, address: string): Promise<void> {
  const url = new URL(address);
  const lines = [
    '[algorhythmic]',
    `host=${url.hostname}`,
    `port=${url.port}`,
    `dbname=${url.pathname.slice(1)}`,
    `user=${url.username}`,
    `password=${url.password}`,
  ];
  await mkdir(places.home, { recursive: true });
  await writeFile(join(places.home, 'pg_service.conf'), `${lines.join('\n')}\n`, { mode: 0o600 });
}
