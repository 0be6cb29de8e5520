// Replicas that start at once, and databases that do not fit the program.

import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { migrate, migrationsFolder } from '../../src/db/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let own: TestDatabase;
let folder: string;

beforeAll(async () => {
  own = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-migrations-'));
  await cp(migrationsFolder, folder, { recursive: true });
});
afterAll(async () => {
  await own.drop();
  await rm(folder, { recursive: true });
});

const names = z.object({ name: z.string() });

test.runIf(inject('postgres') !== undefined)('three replicas that start at once on an empty database', async () => {
  await own.database.run('drop schema public cascade; create schema public');
  const log = pino({ level: 'silent' });
  const replicas = await Promise.all([1, 2, 3].map(() => openDatabase({ url: own.url, folder: '', log })));
  const applied = await Promise.all(replicas.map((replica) => migrate(replica)));
  await Promise.all(replicas.map((replica) => replica.stop()));
  const rows = await own.database.rows(names, 'select name from migration order by number');
  expect(rows[0]?.name).toBe('0001_foundation.sql');
  expect(applied.toSorted((a, b) => a - b)).toEqual([0, 0, rows.length]);
});

async function refusal(database: Database): Promise<string> {
  return migrate(database, folder).then(
    () => 'went on',
    (thrown: unknown) => String(thrown),
  );
}

test('a migration that was changed after it was applied is refused', async () => {
  const file = path.join(folder, '0001_foundation.sql');
  await writeFile(file, 'select 1;\n');
  expect(await refusal(own.database)).toMatch(
    /^CannotStart: The migration 0001_foundation\.sql differs from .*\. Restore/,
  );
  await cp(path.join(migrationsFolder, '0001_foundation.sql'), file);
});

test('a database of a newer version is refused', async () => {
  const [last] = await own.database.rows(names, 'select name from migration order by number desc limit 1');
  await rm(path.join(folder, last?.name ?? ''));
  expect(await refusal(own.database)).toContain(`prepared by a newer Opsbook (${last?.name})`);
  await cp(path.join(migrationsFolder, last?.name ?? ''), path.join(folder, last?.name ?? ''));
});

test('a migration that breaks changes nothing', async () => {
  await writeFile(path.join(folder, '0099_gap.sql'), 'select 1;');
  expect(await refusal(own.database)).toContain('0099_gap.sql should be number');
  await rm(path.join(folder, '0099_gap.sql'));
  const [before] = await own.database.rows(z.object({ count: z.number() }), 'select count(*) from migration');
  const next = `${String((before?.count ?? 0) + 1).padStart(4, '0')}_broken.sql`;
  await writeFile(path.join(folder, next), 'create table half (id int); select 1/0;');
  expect(await refusal(own.database)).toContain(`${next} failed and nothing was changed: division by zero`);
  await rm(path.join(folder, next));
  const [half] = await own.database.rows(
    z.object({ half: z.string().nullable() }),
    `select to_regclass('half') as half`,
  );
  expect(half?.half).toBeNull();
});
