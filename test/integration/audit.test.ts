// The record in a real database: one order among many writers, append-only, and every kind of tampering found, with a key and without.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { appendAudit } from '../../src/audit/append.ts';
import { hashOf, start } from '../../src/audit/chain.ts';
import { auditKey, type AuditKey } from '../../src/audit/key.ts';
import { entryColumns, entryRow } from '../../src/audit/stored-entry.ts';
import { takeUpKey } from '../../src/audit/take-up-key.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const key = auditKey('a key that no database has ever seen');
const written = 50;

/** The entry that brings the key into use is one of the fifty. */
async function write(own: TestDatabase, sealing: AuditKey | undefined): Promise<void> {
  await Promise.all(
    Array.from({ length: sealing === undefined ? written : written - 1 }, (_, n) =>
      own.database.transaction(async (tx) =>
        appendAudit(
          tx,
          {
            actor: 'U1',
            action: 'run.asked',
            subject: `run:${n}`,
            // A NUL, half a character, and key orders that jsonb would change.
            detail: { z: n, a: 'nul \0 half \ud83d quote "', nested: { b: 1, a: [null] } },
          },
          sealing,
        ),
      ),
    ),
  );
}

/** What somebody does who owns the tables, and the trigger with them. */
function asOwner(text: string): string {
  return `alter table audit disable trigger user; alter table audit_head disable trigger user; ${text};
    alter table audit enable trigger user; alter table audit_head enable trigger user`;
}

/** Afterwards everything is as it was. */
async function tampered<T>(
  { database }: TestDatabase,
  tamper: () => Promise<unknown>,
  look: () => Promise<T>,
): Promise<T> {
  await database.run('create table kept as table audit; create table kept_head as table audit_head');
  await tamper();
  const seen = await look();
  await database.run(
    asOwner(`truncate audit, audit_head; insert into audit table kept; insert into audit_head table kept_head;
      drop table kept, kept_head`),
  );
  return seen;
}

/** Every hash from this entry on, made anew by somebody without the key: the chain holds, and the head names its end. */
async function makeAnew({ database }: TestDatabase, from: number): Promise<void> {
  const rows = await database.rows(entryRow, `select ${entryColumns} from audit order by seq`);
  let last = rows.findLast(({ seq }) => seq < from)?.hash ?? start.hash;
  const updates: string[] = [];
  for (const [index, entry] of rows.filter(({ seq }) => seq >= from).entries()) {
    const moved = { ...entry, seq: from + index };
    const hash = hashOf(last, moved);
    updates.push(
      `update audit set seq = ${moved.seq}, previous_hash = '${last}', hash = '${hash}', key_id = null where seq = ${entry.seq}`,
    );
    last = hash;
  }
  updates.push(`update audit_head set seq = (select max(seq) from audit), hash = '${last}'`);
  await database.run(asOwner(updates.join(';')));
}

const attacks = [
  ['edited', 7, `update audit set detail = '{}' where seq = 7`],
  ['edited', 9, `update audit set at = at + interval '1 hour' where seq = 9`],
  ['missing', 20, 'delete from audit where seq = 20'],
  ['missing', 1, 'delete from audit where seq < 10'],
  [
    'reordered',
    30,
    'update audit set seq = 61 - seq + 1000 where seq in (30, 31); update audit set seq = seq - 1000 where seq > 1000',
  ],
  ['cut-off', 41, 'delete from audit where seq > 40'],
  [
    'inserted',
    51,
    `insert into audit select 51, at, actor, action, subject, detail, hash, hash, key_id from audit where seq = 50`,
  ],
  ['edited', 50, `update audit_head set hash = repeat('0', 64)`],
  ['cut-off', 1, 'delete from audit_head'],
] as const;

describe.each([
  ['without a key', undefined],
  ['with a key', key],
] as const)('%s', (_name, sealing) => {
  let own: TestDatabase;
  const keys = sealing === undefined ? [] : [sealing];

  beforeAll(async () => {
    own = await createTestDatabase();
    expect(await takeUpKey(own.database, sealing)).toBeUndefined();
    await write(own, sealing);
  });
  afterAll(() => own.drop());

  test('fifty at once make one whole chain', async () => {
    expect(await verifyAudit(own.database, { keys })).toMatchObject({
      ok: true,
      entries: written,
      sealedBy: sealing?.id,
    });
  });

  test('an entry of a transaction that was rolled back leaves no gap', async () => {
    const broken = own.database.transaction(async (tx) => {
      appendAudit(tx, { actor: 'U\0\ud83d', action: 'run.asked', subject: 'run:0' }, sealing);
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(await verifyAudit(own.database, { keys })).toMatchObject({ ok: true, entries: written });
  });

  test.each([
    'update audit set actor = $1',
    'delete from audit where actor <> $1',
    'delete from audit_head where hash <> $1',
  ])('%s is refused', async (text) => {
    await expect(own.database.run(text, ['U2'])).rejects.toThrow('the record is append-only');
  });
  test('truncate is refused, also while something is archived', async () => {
    const cut = own.database.run(`begin; set local opsbook.archiving = 'on'; truncate audit; commit`);
    await expect(cut).rejects.toThrow('truncate of audit is refused');
  });

  test.each(attacks)('%s at %i: %s', async (flaw, seq, text) => {
    const verdict = await tampered(
      own,
      () => own.database.run(asOwner(text)),
      () => verifyAudit(own.database, { keys }),
    );
    expect(verdict).toMatchObject({ ok: false, flaw, seq });
    expect(await verifyAudit(own.database, { keys })).toMatchObject({ ok: true, entries: written });
  });

  test('a head that was posted shows an end that was cut off together with its head', async () => {
    const [posted] = await own.database.rows(
      z.object({ seq: z.number(), hash: z.string() }),
      'select seq, hash from audit_head',
    );
    if (posted === undefined) throw new Error('There is no head.');
    const cut = `delete from audit where seq > 40;
      update audit_head set seq = 40, hash = (select hash from audit where seq = 40)`;
    const verdicts = await tampered(
      own,
      () => own.database.run(asOwner(cut)),
      async () => [
        await verifyAudit(own.database, { keys }),
        await verifyAudit(own.database, { keys, posted: [posted] }),
      ],
    );
    expect(verdicts).toMatchObject([
      { ok: true, entries: 40 },
      { ok: false, flaw: 'cut-off', seq: 41 },
    ]);
  });

  test('one taken out, and everything after it made anew', async () => {
    const [posted] = await own.database.rows(
      z.object({ seq: z.number(), hash: z.string() }),
      'select seq, hash from audit where seq = 45',
    );
    if (posted === undefined) throw new Error('There is no entry 45.');
    const tamper = async (): Promise<void> => {
      await own.database.run(asOwner('delete from audit where seq = 20'));
      await makeAnew(own, 20);
    };
    const look = async (): Promise<unknown> => [
      await verifyAudit(own.database, { keys }),
      await verifyAudit(own.database, { keys, posted: [posted] }),
    ];
    const verdicts = await tampered(own, tamper, look);
    // What the key is for, and what it takes without one.
    expect(verdicts).toMatchObject(
      sealing === undefined
        ? [
            { ok: true, entries: written - 1 },
            { ok: false, flaw: 'not-posted', seq: 45 },
          ]
        : [
            { ok: false, flaw: 'unsealed', seq: 20 },
            { ok: false, flaw: 'not-posted', seq: 45 },
          ],
    );
  });
});

describe('a key', () => {
  let own: TestDatabase;
  beforeAll(async () => {
    own = await createTestDatabase();
  });
  afterAll(() => own.drop());
  const append = (sealing: AuditKey | undefined): Promise<void> =>
    own.database.transaction(async (tx) =>
      appendAudit(tx, { actor: 'U1', action: 'run.asked', subject: 'run:1' }, sealing),
    );
  const newer = auditKey('the key that comes after the first one');

  test('comes into use by an entry, once for all replicas, and the record before it stays', async () => {
    await append(undefined);
    await Promise.all([1, 2, 3].map(() => takeUpKey(own.database, key)));
    await append(key);
    expect(await verifyAudit(own.database, { keys: [key] })).toMatchObject({ ok: true, entries: 3, sealedBy: key.id });
  });

  test('is never left for none, nor for an earlier one', async () => {
    expect(await takeUpKey(own.database, undefined)).toMatch(
      `sealed with the key ${key.id}, and OPSBOOK_AUDIT_KEY is not set`,
    );
    expect(await takeUpKey(own.database, newer)).toBeUndefined();
    await append(newer);
    expect(await takeUpKey(own.database, key)).toMatch(`is the key ${key.id}, which the key ${newer.id} has replaced`);
    expect(await verifyAudit(own.database, { keys: [newer, key] })).toMatchObject({ ok: true, entries: 5 });
    expect(await verifyAudit(own.database, { keys: [newer] })).toMatchObject({ flaw: 'unknown-key', seq: 2 });
    expect(await verifyAudit(own.database)).toMatchObject({ flaw: 'unknown-key', seq: 2 });
  });

  test('is not in the database', async () => {
    const rows = await own.database.rows(entryRow, `select ${entryColumns} from audit`);
    const heads = await own.database.rows(z.unknown(), 'select * from audit_head');
    for (const { secret } of [key, newer])
      for (const form of [
        secret,
        Buffer.from(secret).toString('hex'),
        Buffer.from(secret).toString('base64').slice(0, 20),
      ])
        expect(JSON.stringify([rows, heads])).not.toContain(form);
  });
});
