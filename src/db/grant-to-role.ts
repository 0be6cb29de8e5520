// What the role that runs the bot gets when another role owns the tables: everything of its daily work, and of the record no more than
// to read it and to add to it. Run again after each upgrade, because new tables are nobody's but their owner's.

import { z } from 'zod';
import { CannotStart } from '../errors.ts';
import type { Database } from './database.ts';

const names = z.object({ role: z.string(), database: z.string(), schema: z.string(), isOwner: z.boolean() });

export async function grantToRole(database: Database, role: string): Promise<void> {
  // The server quotes the names: they cannot be bind values here.
  const quoted = await database.one(
    names,
    `select quote_ident(rolname) as role, quote_ident(current_database()) as database, quote_ident(current_schema()) as schema,
       pg_has_role(rolname, (select relowner from pg_class where oid = 'audit'::regclass), 'usage') as is_owner
     from pg_roles where rolname = $1`,
    [role],
  );
  if (quoted === undefined)
    throw new CannotStart(
      `There is no role ${role} in this PostgreSQL. Make it first: create role ${role} login password …`,
    );
  if (quoted.isOwner)
    throw new CannotStart(
      `The role ${role} owns the tables, or belongs to their owner, so nothing can be kept from it. Name the role that the bot runs as.`,
    );
  const { role: to, schema, database: base } = quoted;
  await database.run(`
    begin;
    grant usage on schema ${schema} to ${to};
    grant select, insert, update, delete on all tables in schema ${schema} to ${to};
    grant usage, select on all sequences in schema ${schema} to ${to};
    revoke all on audit, audit_head, migration from ${to};
    grant select, insert on audit to ${to};
    grant select, update on audit_head to ${to};
    grant select on migration to ${to};
    grant create on database ${base} to ${to};
    commit;
  `);
}
