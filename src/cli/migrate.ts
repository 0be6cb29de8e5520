// `opsbook migrate`: brings the database up to this version. Starting does the same; this is for those who want it as a step of its own.

import { readBase } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import type { CliCommand } from './cli-command.ts';
import { withDatabase } from './with-database.ts';

export const command: CliCommand = {
  name: 'migrate',
  describe: 'bring the database up to this version',
  act: (_words, _options, context) =>
    withDatabase(readBase(context.environment), async (database) => {
      const applied = await migrate(database);
      context.print(applied === 0 ? 'The database is up to date.' : `${applied} migrations applied.`);
      return 0;
    }),
};
