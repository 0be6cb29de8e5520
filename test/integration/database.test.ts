// The promises of a transaction, on both kinds of database, and the sentences of a server that cannot be used.

import { once } from 'node:events';
import net from 'node:net';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/db/database.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const log = pino({ level: 'silent' });
const kinds = inject('postgres') === undefined ? (['embedded'] as const) : (['postgres', 'embedded'] as const);
const numberRow = z.object({ n: z.number() });

describe.each(kinds)('on %s', (kind) => {
  let own: TestDatabase;
  beforeAll(async () => {
    own = await createTestDatabase(kind);
    await own.database.run('create table counted (n int primary key)');
  });
  afterAll(() => own.drop());

  test('values arrive as the schema says', async () => {
    const row = await own.database.one(
      z.object({
        bigValue: z.number(),
        theTime: z.date(),
        someJson: z.object({ snake_key: z.array(z.number()) }),
        none: z.null(),
      }),
      `select 9007199254740991::bigint as big_value, '2030-01-01T00:00:00Z'::timestamptz as the_time,
         '{"snake_key": [1]}'::jsonb as some_json, null as none`,
    );
    expect(row).toEqual({
      bigValue: Number.MAX_SAFE_INTEGER,
      theTime: new Date('2030-01-01T00:00:00Z'),
      someJson: { snake_key: [1] },
      none: null,
    });
    await expect(own.database.rows(numberRow, 'select 9007199254740992::bigint as n')).rejects.toThrow('beyond 2^53');
    expect(await own.database.one(numberRow, 'select 1 as n where false')).toBeUndefined();
  });

  test('what follows a commit happens after it, once, and not after a rollback', async () => {
    const told: string[] = [];
    await own.database.transaction(async (tx) => {
      tx.afterCommit(() => told.push('committed'));
      await tx.run('insert into counted values (1)');
      expect(told).toEqual([]);
    });
    await own.database
      .transaction(async (tx) => {
        tx.afterCommit(() => told.push('rolled back'));
        await tx.run('insert into counted values (1)');
      })
      .catch((thrown: unknown) => told.push(String(thrown)));
    expect(told).toEqual(['committed', expect.stringContaining('duplicate key')]);
  });

  test('a failure that the work swallowed is no commit', async () => {
    const broken = own.database.transaction(async (tx) => {
      await tx.run('insert into counted values (2)');
      await tx.run('select 1/0').catch(() => undefined);
    });
    await expect(broken).rejects.toThrow('one of its statements failed');
    expect(await own.database.rows(numberRow, 'select n from counted where n = 2')).toEqual([]);
  });

  test.runIf(kind === 'embedded')('a query beside the open transaction is refused, not waited for', async () => {
    const beside = own.database.transaction(() => own.database.run('select 1'));
    await expect(beside).rejects.toThrow('Use the `tx`');
  });

  test('a write that fails fails the transaction, whatever comes after it', async () => {
    const broken = own.database.transaction(async (tx) => {
      tx.write('insert into counted values ($1)', [7]);
      tx.write('insert into no_such_table values ($1)', [1]);
      await Promise.resolve();
    });
    await expect(broken).rejects.toThrow('no_such_table');
    expect(await own.database.rows(numberRow, 'select n from counted where n = 7')).toEqual([]);
  });

  test('writes and questions are carried out in the order in which they are made', async () => {
    const seen = await own.database.transaction(async (tx) => {
      tx.write('insert into counted values ($1)', [8]);
      const [before, after] = await Promise.all([
        tx.rows(numberRow, 'select n from counted where n = 8'),
        tx.run('delete from counted where n = 8').then(() => tx.rows(numberRow, 'select n from counted where n = 8')),
      ]);
      return { before, after };
    });
    expect(seen).toEqual({ before: [{ n: 8 }], after: [] });
  });

  test('a question after the transaction is refused at once', async () => {
    const late = await own.database.transaction((tx) => Promise.resolve({ tx }));
    await expect(async () => late.tx.run('select 1')).rejects.toThrow('The transaction is over');
  });

  test('a text that fails halfway through its own transaction leaves no trace for the next', async () => {
    await expect(own.database.run('begin; insert into counted values (3); select 1/0; commit')).rejects.toThrow('zero');
    expect(await own.database.rows(numberRow, 'select n from counted where n = 3')).toEqual([]);
  });

  test('the clock moves at a word', async () => {
    const before = await own.clock.now();
    await own.clock.advance(3_600_000);
    const passed = (await own.clock.now()).getTime() - before.getTime();
    expect(passed).toBeGreaterThanOrEqual(3_600_000);
    expect(passed).toBeLessThan(3_660_000);
  });
});

test.runIf(inject('postgres') !== undefined)('of two transactions in a deadlock, both end well', async () => {
  const own = await createTestDatabase('postgres');
  await own.database.run(
    'create table counted (n int primary key, times int default 0); insert into counted values (1), (2)',
  );
  let waiting = 0;
  let go = (): void => undefined;
  const both = new Promise<void>((resolve) => (go = resolve));
  const touch = (first: number, second: number): Promise<void> =>
    own.database.transaction(async (tx) => {
      await tx.run('update counted set times = times + 1 where n = $1', [first]);
      waiting += 1;
      if (waiting === 2) go();
      await both;
      await tx.run('update counted set times = times + 1 where n = $1', [second]);
    });
  await Promise.all([touch(1, 2), touch(2, 1)]);
  expect(waiting).toBe(3);
  expect(await own.database.rows(z.object({ times: z.number() }), 'select times from counted')).toEqual([
    { times: 2 },
    { times: 2 },
  ]);
  await own.drop();
});

const refusal = (url: string): Promise<string> =>
  openDatabase({ url, folder: '', log }).then(
    () => 'opened',
    (thrown: unknown) => String(thrown),
  );

/** A server that answers the first packet with one error of PostgreSQL's protocol. */
async function refusing(code: string, message: string): Promise<{ readonly port: number; close(): void }> {
  const fields = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.from([0x45, 0, 0, 0, fields.length + 4]);
  const server = net.createServer((socket) => socket.once('data', () => socket.end(Buffer.concat([head, fields]))));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { port: address !== null && typeof address === 'object' ? address.port : 0, close: () => server.close() };
}

test.each([
  [
    '28P01',
    'password authentication failed for user "ops"',
    /refused the password of "ops"\. Correct it in DATABASE_URL\.$/,
  ],
  ['3D000', 'database "book" does not exist', /has no database "book"\. Create it or correct DATABASE_URL\.$/],
  ['57P03', 'the database system is starting up', /is starting up\. Start Opsbook again in a moment\.$/],
  ['XX000', 'odd: s3cret%21!', /odd: .*redacted.*\. Correct DATABASE_URL\.$/],
])('a server that answers %s %s', async (code, message, sentence) => {
  const server = await refusing(code, message);
  const said = await refusal(`postgres://ops:s3cret%2521%21@127.0.0.1:${server.port}/book`);
  server.close();
  expect(said).toMatch(sentence);
  expect(said).not.toContain('s3cret');
});

test('a server that is away, a host that is unknown, an address that is none', async () => {
  const server = await refusing('', '');
  server.close();
  const away = `Cannot reach the database at 127.0.0.1:${server.port}: connection refused. Start it or correct DATABASE_URL.`;
  expect(await refusal(`postgres://u:p@127.0.0.1:${server.port}/x`)).toBe(`CannotStart: ${away}`);
  const cutting = net.createServer((socket) => socket.once('data', () => socket.destroy()));
  cutting.listen(0, '127.0.0.1');
  await once(cutting, 'listening');
  const place = cutting.address();
  const port = place !== null && typeof place === 'object' ? place.port : 0;
  expect(await refusal(`postgres://u:p@127.0.0.1:${port}/x`)).toContain('the connection was cut. Start Opsbook again');
  cutting.close();
  expect(await refusal('postgres://u:p@no-such-host.invalid/x')).toContain('the host name is not known');
  expect(await refusal('mysql://u:hunter22@h/x')).toBe(
    'CannotStart: DATABASE_URL is not an address like postgres://user:password@host:5432/database. Correct it.',
  );
  expect(await refusal('postgres://u:p@[bad/x')).toContain('URL-encode its password');
});
