// The record in a real database: one order among many writers, and every kind of tampering found.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendAudit } from '../../src/audit/append.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
  await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      own.database.transaction(async (tx) =>
        appendAudit(tx, {
          actor: 'U1',
          action: 'run.asked',
          subject: `run:${n}`,
          // A NUL, half a character, and key orders that jsonb would change.
          detail: { z: n, a: 'nul \0 half \ud83d quote "', nested: { b: 1, a: [null] } },
        }),
      ),
    ),
  );
});
afterAll(() => own.drop());

test('fifty at once make one whole chain', async () => {
  expect(await verifyAudit(own.database)).toEqual({ ok: true, entries: 50 });
});

test('an entry of a transaction that was rolled back leaves no gap', async () => {
  const broken = own.database.transaction(async (tx) => {
    appendAudit(tx, { actor: 'U\0\ud83d', action: 'run.asked', subject: 'run:0' });
    throw new Error('no');
  });
  await expect(broken).rejects.toThrow('no');
  expect(await verifyAudit(own.database)).toEqual({ ok: true, entries: 50 });
});

test.each([
  ['edited', 7, `update audit set detail = '{}' where seq = 7`],
  ['edited', 9, `update audit set at = at + interval '1 hour' where seq = 9`],
  ['missing', 20, 'delete from audit where seq = 20'],
  [
    'reordered',
    30,
    'update audit set seq = 61 - seq + 1000 where seq in (30, 31); update audit set seq = seq - 1000 where seq > 1000',
  ],
  ['cut-off', 41, 'delete from audit where seq > 40'],
  [
    'inserted',
    51,
    `insert into audit select 51, at, actor, action, subject, detail, hash, hash from audit where seq = 50`,
  ],
  ['edited', 50, `update audit_head set hash = repeat('0', 64)`],
  ['cut-off', 1, 'delete from audit_head'],
])('%s at %i: %s', async (flaw, seq, text) => {
  await own.database.run('create table kept as table audit; create table kept_head as table audit_head');
  await own.database.run(text);
  const verdict = await verifyAudit(own.database);
  await own.database.run(`
      truncate audit, audit_head; insert into audit table kept; insert into audit_head table kept_head;
      drop table kept, kept_head`);
  expect(verdict).toMatchObject({ ok: false, flaw, seq });
  expect(await verifyAudit(own.database)).toEqual({ ok: true, entries: 50 });
});
