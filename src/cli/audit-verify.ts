// `opsbook audit verify`: walks the whole chain and says whether anything in it was changed, and what.

import { verifyAudit } from '../audit/verify.ts';
import { readBase } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import type { CliCommand } from './cli-command.ts';
import { withDatabase } from './with-database.ts';

export const command: CliCommand = {
  name: 'audit verify',
  describe: 'check that the record of who did what is whole',
  act: (_words, _options, context) =>
    withDatabase(readBase(context.environment), async (database) => {
      await migrate(database);
      const verdict = await verifyAudit(database);
      if (verdict.ok) {
        context.print(`The record is whole: ${verdict.entries} entries.`);
        return 0;
      }
      context.print(`The record was changed: ${verdict.say}.`);
      return 1;
    }),
};
