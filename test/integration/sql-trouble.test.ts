// What a `sql` step says when its database is away, slow or cut off; skipped where there is no PostgreSQL server.

import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { openSqlShop } from '../support/sql-shop.ts';
import type { SqlShop } from '../support/sql-shop.ts';

const onServer = inject('postgres') !== undefined;

let shop: SqlShop;
beforeAll(async () => {
  if (onServer) shop = await openSqlShop();
});
afterAll(async () => {
  if (onServer) await shop.close();
});
beforeEach(() => shop.refill());

const { run, count } = {
  run: (...given: Parameters<SqlShop['run']>) => shop.run(...given),
  count: (table: string) => shop.count(table),
};

describe.skipIf(!onServer)('trouble', () => {
  test('the time limit and a cancel stop the statement on the server and take it back', async () => {
    const slow = ['delete from payment', "select 'opsbook-slow', pg_sleep(60)"];
    expect(await run(slow, { timeoutMs: 500 })).toMatchObject({
      kind: 'failed',
      say: 'Stopped after 0.5 seconds. Nothing was changed.',
    });
    const cancel = new AbortController();
    const waiting = run(slow, {}, { signal: cancel.signal });
    await expect.poll(running, { interval: 20, timeout: 5_000 }).toBe(1);
    cancel.abort();
    expect(await waiting).toMatchObject({ kind: 'failed', say: expect.stringContaining('cancelled') });
    expect(await run(slow, {}, { signal: cancel.signal })).toMatchObject({ kind: 'failed' });
    expect([await running(), await count('payment')]).toEqual([0, 10]);
  });

  test.each<[string, { readonly url?: string }, (url: string) => string, RegExp]>([
    ['a missing variable', { url: '${MISSING}' }, (url) => url, /^MISSING is not set/],
    ['another scheme', {}, () => 'mysql://x', /must begin with postgres:\/\//],
    [
      'a closed port',
      {},
      () => 'postgres://op:s3cr3t@127.0.0.1:9/shop',
      /^db \(op@db:5432\/shop\) could not be reached: connection refused/,
    ],
    [
      'an unknown database',
      {},
      (url) => url.replace(/\/[^/]*$/, '/nowhere'),
      /could not be reached: database "nowhere" does not exist\. Nothing was done\.$/,
    ],
  ])('%s', async (_, changes, address, sentence) => {
    const outcome = await run(['delete from payment'], changes, { address: address(shop.url) });
    expect(outcome).toMatchObject({ kind: 'failed', say: expect.stringMatching(sentence) });
    expect(JSON.stringify(outcome)).not.toContain('s3cr3t');
  });

  test.each([
    ['delete from payment', 'failed', 'The connection to db broke. Nothing was changed.', 10],
    [
      'commit',
      'unknown',
      expect.stringMatching(/^It is not known how the COMMIT ended \(.+\); the change may have been made\.$/),
      0,
    ],
  ] as const)('a connection that is lost after %s was sent', async (cutAfter, kind, say, left) => {
    await using(await proxyThatCuts(cutAfter), async (port) => {
      const through = new URL(shop.url);
      through.host = `127.0.0.1:${port}`;
      expect(await run(['delete from payment'], {}, { address: through.href })).toMatchObject({ kind, say });
      await expect.poll(() => count('payment'), { interval: 20 }).toBe(left);
    });
  });
});

async function running(): Promise<number> {
  return await count(
    "pg_stat_activity where query like '%opsbook-slow%' and state = 'active' and pid <> pg_backend_pid()",
  );
}

/** Passes everything on, and cuts both sides once the server has had the statement and answers. */
async function proxyThatCuts(statement: string): Promise<Server> {
  const { hostname, port } = new URL(shop.url);
  const server = createServer((client: Socket) => {
    const upstream = connect(Number(port), hostname);
    let isCut = false;
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    client.on('data', (data) => {
      isCut ||= data.includes(Buffer.from(statement));
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (!isCut) return client.write(data);
      client.destroy();
      return upstream.destroy();
    });
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function using(server: Server, work: (port: number) => Promise<void>): Promise<void> {
  const address: AddressInfo | string | null = server.address();
  try {
    await work(typeof address === 'object' && address !== null ? address.port : 0);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
