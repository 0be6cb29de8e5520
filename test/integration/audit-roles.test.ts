// One role owns the tables, another one runs the bot: the bot works, and cannot touch what stands in the record.

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import pino from 'pino';
import { randomBytes } from 'node:crypto';
import { appendAudit } from '../../src/audit/append.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { grantToRole } from '../../src/db/grant-to-role.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openQueue } from '../../src/queue/queue.ts';
import { onServer } from '../support/database.ts';

const log = pino({ level: 'silent' });
const server = inject('postgres');

describe.skipIf(server === undefined)('two roles', () => {
  const name = `opsbook_roles_${process.pid}_${randomBytes(4).toString('hex')}`;
  const url = server?.url ?? '';
  const address = (user: string): string => {
    const own = new URL(url);
    own.username = user;
    own.password = 'for-this-test';
    own.pathname = name;
    return own.href;
  };
  const [owner, runner] = [`${name}_owner`, `${name}_runner`];
  let owners: Database;
  let runners: Database;

  beforeAll(async () => {
    for (const role of [owner, runner]) await onServer(url, `create role ${role} login password 'for-this-test'`);
    await onServer(url, `create database ${name} owner ${owner}`);
    owners = await openDatabase({ url: address(owner), folder: '', log });
    runners = await openDatabase({ url: address(runner), folder: '', log });
  });
  afterAll(async () => {
    await owners.stop();
    await runners.stop();
    await onServer(url, `drop database ${name} with (force)`);
    for (const role of [owner, runner]) await onServer(url, `drop role ${role}`);
  });

  test('before the owner has made the tables, the other one says what is to be done', async () => {
    const refused = await migrate(runners).catch((thrown: unknown) => String(thrown));
    expect(refused).toMatch(/^CannotStart: Cannot create tables in the database: permission denied/);
    await migrate(owners);
    await expect(grantToRole(owners, 'nobody_of_that_name')).rejects.toThrow('There is no role nobody_of_that_name');
    await expect(grantToRole(owners, owner)).rejects.toThrow('nothing can be kept from it');
    await grantToRole(owners, runner);
    expect(await migrate(runners)).toBe(0);
  });

  test('the one that runs prepares its queue, and writes the record', async () => {
    const queue = await openQueue({ database: runners, log, onError: (error) => log.error(error) });
    await runners.transaction(async (tx) => {
      appendAudit(tx, { actor: 'U1', action: 'run.asked', subject: 'run:1' });
      queue.send(tx, 'post', { subject: 'run:1' });
    });
    await queue.stop();
    expect(await verifyAudit(runners)).toMatchObject({ ok: true, entries: 1 });
  });

  test.each([
    `update audit set actor = 'U2'`,
    'delete from audit',
    'truncate audit',
    'delete from audit_head',
    'alter table audit disable trigger user',
    'drop table audit',
    `begin; set local opsbook.archiving = 'on'; delete from audit; commit`,
    `delete from migration`,
  ])('and cannot %s', async (text) => {
    await expect(runners.run(text)).rejects.toThrow(/permission denied|must be owner/);
  });

  test('a version that needs new tables waits for the owner', async () => {
    await owners.run('delete from migration where number = (select max(number) from migration)');
    await expect(migrate(runners)).rejects.toThrow(
      "lacks 1 of this version's migrations, and its user may not make tables",
    );
  });
});
