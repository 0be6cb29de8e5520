// `opsbook migrate`: brings the database up to this version. Starting does the same; this is for those who want it as a step of its own,
// or as a role of its own.

import { readBase } from '../config.ts';
import { grantToRole } from '../db/grant-to-role.ts';
import { migrate } from '../db/migrate.ts';
import type { CliCommand } from './cli-command.ts';
import { textOption } from './text-option.ts';
import { withDatabase } from './with-database.ts';

export const command: CliCommand = {
  name: 'migrate',
  describe: 'bring the database up to this version',
  options: [{ flags: '--grant-to <role>', describe: 'gives the role that runs the bot what it needs, and no more' }],
  act: (_words, options, context) =>
    withDatabase(readBase(context.environment), async (database) => {
      const applied = await migrate(database);
      context.print(applied === 0 ? 'The database is up to date.' : `${applied} migrations applied.`);
      const role = textOption(options, 'grantTo');
      if (role === undefined) return 0;
      await grantToRole(database, role);
      context.print(
        `${role} may run Opsbook. Of the record it may read entries and add some, not change or remove any.`,
      );
      return 0;
    }),
};
