// Does the database answer, may Opsbook write into it, and are its tables those of this version? Nothing is changed, and an embedded
// database that is not there yet is not made.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { openDatabase, type Database } from '../../db/database.ts';
import { lockFolder } from '../../db/folder-lock.ts';
import { countPending } from '../../db/migrate.ts';
import { CannotStart } from '../../errors.ts';
import { makeLog } from '../../log.ts';
import { fine, note, wrong, wrongAsSaid, type Check, type Finding } from '../check.ts';

export const database: Check = {
  name: 'database',
  look: async ({ base }) => {
    if (base === undefined) return [];
    const why = base.databaseUrl === undefined ? await whyNotOpened(base.dataFolder) : undefined;
    return why === undefined ? lookInside(base) : [why];
  },
};

async function whyNotOpened(dataFolder: string): Promise<Finding | undefined> {
  const root = path.resolve(dataFolder);
  if (!existsSync(path.join(root, 'postgres'))) return fine('the embedded database will be made by the first start');
  const unlock = await lockFolder(root);
  await unlock?.();
  return unlock === undefined ? fine('an Opsbook that runs has the embedded database open') : undefined;
}

async function lookInside(base: Pick<Config, 'databaseUrl' | 'dataFolder'>): Promise<readonly Finding[]> {
  const log = makeLog('silent', (line) => line);
  let opened: Database | undefined;
  try {
    opened = await openDatabase({ url: base.databaseUrl, folder: base.dataFolder, log });
    return [...(await state(opened)), ...(await tables(opened))];
  } catch (thrown) {
    if (thrown instanceof CannotStart) return [wrongAsSaid(thrown.message)];
    throw thrown;
  } finally {
    await opened?.stop();
  }
}

const facts = z.object({
  version: z.string(),
  role: z.string(),
  encoding: z.string(),
  isReadOnly: z.boolean(),
  mayCreate: z.boolean(),
});

async function state(sql: Database): Promise<readonly Finding[]> {
  const seen = await sql.one(
    facts,
    `select current_setting('server_version') as version, current_user::text as role,
       current_setting('server_encoding') as encoding,
       pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as is_read_only,
       has_database_privilege(current_database(), 'create') as may_create`,
  );
  if (seen === undefined) return [];
  return [
    fine(`PostgreSQL ${seen.version}, as ${seen.role}`),
    ...(seen.isReadOnly
      ? [
          wrong(
            'The database takes no changes: it is a standby, or read-only is its default.',
            'Point DATABASE_URL at the primary, or: alter database … reset default_transaction_read_only.',
          ),
        ]
      : []),
    ...(seen.encoding === 'UTF8'
      ? []
      : [
          wrong(
            `The database is encoded in ${seen.encoding}, and runbooks are not.`,
            `Make another: create database … encoding 'UTF8' template template0.`,
          ),
        ]),
    ...(seen.mayCreate
      ? []
      : [
          wrong(
            `${seen.role} may not make a schema in the database, which the queue needs.`,
            `As its owner: grant create on database … to ${seen.role}, or opsbook migrate --grant-to ${seen.role}.`,
          ),
        ]),
  ];
}

async function tables(sql: Database): Promise<readonly Finding[]> {
  // Of tables that are not there yet, nothing is said.
  const right = await sql.one(
    z.object({ may: z.boolean() }),
    `select coalesce(has_table_privilege(to_regclass('migration'), 'select')
       and has_table_privilege(to_regclass('run'), 'insert')
       and has_table_privilege(to_regclass('audit'), 'insert'), true) as may`,
  );
  if (right?.may !== true)
    return [
      wrong(
        'The user of DATABASE_URL may not write the tables.',
        'As the role that owns them: opsbook migrate --grant-to <role>.',
      ),
    ];
  const pending = await countPending(sql);
  return pending === 0
    ? [fine('its tables are those of this version')]
    : [note(`${pending} migrations are pending.`, 'opsbook start applies them, and so does opsbook migrate.')];
}
