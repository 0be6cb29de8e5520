// A practice database answers as PostgreSQL does, to many clients at once, whichever kind it is; and nothing of it is left behind.

import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { findServerBinaries } from './private-server.ts';
import { type PracticeDatabase, type PracticePostgres, startPracticePostgres } from './start-practice-postgres.ts';

const kinds = [...(findServerBinaries() === undefined ? [] : ['server' as const]), 'embedded' as const];
const clients = 12;
const times = 20;
// A process of its own with a database of its own, on a machine that does other things too.
const slow = 90_000;

function all<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_none, index) => make(index)));
}

/** Rejects when the connection is refused. */
async function reach(url: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
}

describe.each(kinds)('%s', (kind) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'practice-postgres-'));
  let postgres: PracticePostgres;
  let database: PracticeDatabase;

  beforeAll(async () => {
    postgres = await startPracticePostgres({ folder, kind });
    database = await postgres.database('harbour');
    await database.script('create table ship (id int primary key, name text, tons int not null default 0)');
  });
  afterAll(async () => {
    await postgres.stop();
    expect(readdirSync(folder, { recursive: true }).filter((name) => name !== 'postgres')).toEqual([]);
    await expect(reach(database.url)).rejects.toThrow('ECONNREFUSED');
    rmSync(folder, { recursive: true });
  });

  async function open(url = database.url): Promise<Client> {
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined);
    onTestFinished(() => client.end());
    await client.connect();
    return client;
  }

  test('many clients add to one row in transactions, and no addition is lost', async () => {
    await database.script("insert into ship values (1, 'Ada')");
    await all(clients, async () => {
      const client = await open();
      for (let time = 0; time < times; time += 1) {
        await client.query('begin');
        const { rows } = await client.query<{ tons: number }>('select tons from ship where id = 1 for update');
        await client.query('update ship set tons = $1 where id = 1', [(rows[0]?.tons ?? 0) + 1]);
        await client.query('commit');
      }
    });
    expect(await database.rows('select tons from ship where id = 1')).toEqual([{ tons: clients * times }]);
  });

  test('each of many clients gets the rows of its own query, large ones too', async () => {
    await all(clients, async (index) => {
      const client = await open();
      for (let time = 0; time < times; time += 1) {
        const size = [10, 70_000, 300_000, 1_000_000][(index + time) % 4] ?? 0;
        const letter = String.fromCharCode(97 + index);
        const text = letter.repeat(size);
        const { rows } = await client.query<{ given: string; made: string }>(
          'select $1::text as given, repeat($2, $3::int) as made',
          [text, letter, size],
        );
        expect(rows[0]?.given === text && rows[0].made === text).toBe(true);
      }
    });
  }, 60_000);

  test('a result of many rows comes whole', async () => {
    const client = await open();
    const { rows } = await client.query<{ n: number }>('select n, repeat($1, 200) from generate_series(1, 20000) n', [
      'x',
    ]);
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 20_000 }, (_none, index) => index + 1));
  });

  test('an error is told to the client that made it, which goes on; the others notice nothing', async () => {
    await all(clients, async (index) => {
      const client = await open();
      for (let time = 0; time < times; time += 1) {
        if (index % 2 === 0) {
          await expect(client.query('select 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' });
          await expect(client.query('selec')).rejects.toMatchObject({ code: '42601' });
        }
        const { rows } = await client.query<{ sum: number }>('select $1::int + $2::int as sum', [index, time]);
        expect(rows).toEqual([{ sum: index + time }]);
      }
    });
  });

  test('after an error in a transaction only a rollback helps, and nothing of it stays', async () => {
    const client = await open();
    await client.query('begin');
    await client.query("insert into ship values (20, 'Bea')");
    await expect(client.query('select * from nowhere')).rejects.toMatchObject({ code: '42P01' });
    await expect(client.query('select 1')).rejects.toMatchObject({ code: '25P02' });
    await client.query('rollback');
    expect((await client.query('select * from ship where id = 20')).rows).toEqual([]);
  });

  test('what a client began is taken back when it goes away, and the next one gets its turn', async () => {
    const client = await open();
    await client.query('begin');
    await client.query("insert into ship values (30, 'Cleo')");
    const other = await open();
    const waiting = other.query('select count(*)::int as ships from ship where id = 30');
    client.connection.stream.destroy();
    expect((await waiting).rows).toEqual([{ ships: 0 }]);
  });

  test('a transaction that reads only refuses to change anything', async () => {
    const client = await open();
    await client.query('begin read only');
    await expect(client.query('delete from ship')).rejects.toMatchObject({ code: '25006' });
    await client.query('rollback');
  });

  test('prepared statements of one name belong to their clients', async () => {
    await all(clients, async (index) => {
      const client = await open();
      for (let time = 0; time < 3; time += 1) {
        const { rows } = await client.query({
          name: 'same',
          text: `select ${String(index)} as own, $1::int as time`,
          values: [time],
        });
        expect(rows).toEqual([{ own: index, time }]);
      }
    });
  });

  test('a setting of one client is not the next one’s', async () => {
    const first = await open();
    await first.query("set search_path = 'nowhere'");
    const second = await open();
    expect((await second.query('select current_schema() as schema')).rows).toEqual([{ schema: 'public' }]);
  });

  test('a new connection has changed no rows yet', async () => {
    const changed = `select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int as rows from pg_stat_xact_user_tables`;
    const first = await open();
    await first.query('begin');
    await first.query("insert into ship select n, 'Dora' from generate_series(100, 119) n");
    expect((await first.query(changed)).rows).toEqual([{ rows: 20 }]);
    await first.query('rollback');
    const second = await open();
    await second.query('begin');
    expect((await second.query(changed)).rows).toEqual([{ rows: 0 }]);
    await second.query('rollback');
  });

  test('vacuum and reindex work outside of a transaction', async () => {
    await database.script('vacuum analyze ship');
    await database.script('reindex table ship');
    const client = await open();
    await client.query('begin');
    await expect(client.query('vacuum ship')).rejects.toMatchObject({ code: '25001' });
    await client.query('rollback');
  });

  test('a wrong password is refused', async () => {
    const url = new URL(database.url);
    url.password = 'guessed';
    await expect(open(url.href)).rejects.toMatchObject({ code: '28P01' });
  });

  test('closed it ends its connections and lets nobody in, until it is opened', async () => {
    const client = await open();
    const lost = new Promise((resolve) => client.once('end', resolve));
    await database.close();
    await lost;
    await expect(open()).rejects.toMatchObject({ code: '55000' });
    await database.open();
    expect((await (await open()).query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    expect(await database.rows('select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('databases do not see each other', async () => {
    const other = await postgres.database('pier');
    await expect(other.rows('select * from ship')).rejects.toMatchObject({ code: '42P01' });
    await expect(postgres.database('drop "x')).rejects.toThrow('is no name for a practice database');
  });
});

test('the embedded one refuses COPY FROM STDIN, which it could not survive', async () => {
  const postgres = await startPracticePostgres({ folder: tmpdir(), kind: 'embedded' });
  onTestFinished(postgres.stop);
  const { url, rows, script } = await postgres.database('harbour');
  await script('create table ship (id int)');
  const client = new Client({ connectionString: url });
  await client.connect();
  const text = 'copy ship from stdin';
  for (const query of [{ text }, { text, name: 'load' }])
    await expect(client.query(query)).rejects.toMatchObject({ code: '0A000' });
  await client.end();
  expect(await rows('select 1 as one')).toEqual([{ one: 1 }]);
});

describe.each(kinds)('%s, when the process that started it is killed', (kind) => {
  test(
    'ends, with its files',
    async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'practice-postgres-'));
      chmodSync(folder, 0o755);
      const dataFolders = (): string[] =>
        [folder, path.join(folder, 'postgres')]
          .flatMap((place) => (existsSync(place) ? readdirSync(place) : []))
          .filter((name) => name.startsWith('opsbook-postgres-'));
      const module = new URL('./start-practice-postgres.ts', import.meta.url).href;
      const source = `
      import { startPracticePostgres } from ${JSON.stringify(module)};
      const postgres = await startPracticePostgres(${JSON.stringify({ folder, kind })});
      process.stdout.write((await postgres.database('harbour')).url);`;
      const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
        env: { ...process.env, TMPDIR: folder },
      });
      const [told] = await once(parent.stdout, 'data');
      const url = String(told);
      const client = new Client({ connectionString: url });
      client.on('error', () => undefined);
      await client.connect();
      expect(dataFolders()).toHaveLength(kind === 'server' ? 1 : 0);
      const lost = new Promise((resolve) => client.once('end', resolve));
      parent.kill('SIGKILL');
      await lost;
      const gone = (): Promise<boolean> =>
        reach(url).then(
          () => false,
          () => true,
        );
      await expect.poll(gone, { timeout: 10_000 }).toBe(true);
      await expect.poll(dataFolders, { timeout: 10_000 }).toEqual([]);
      rmSync(folder, { recursive: true });
    },
    slow,
  );
});

test.runIf(process.getuid?.() === 0 && findServerBinaries() !== undefined)(
  'where the server may not enter its folder, the embedded one serves',
  async () => {
    const closed = mkdtempSync(path.join(tmpdir(), 'practice-postgres-closed-'));
    vi.stubEnv('TMPDIR', closed);
    const started = await startPracticePostgres({ folder: closed });
    vi.unstubAllEnvs();
    expect(started.kind).toBe('embedded');
    await started.stop();
    expect(readdirSync(closed)).toEqual([]);
    rmSync(closed, { recursive: true });
  },
  30_000,
);
