// `opsbook audit archive`: takes the oldest part of the record out of the database, into a file that was checked first.

import { archiveAudit } from '../audit/archive.ts';
import { takeUpKey } from '../audit/take-up-key.ts';
import { readBase, readUser } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import { CannotStart, reasonOf } from '../errors.ts';
import type { CliCommand, CliContext } from './cli-command.ts';
import { timeOption } from './entry-filter-options.ts';
import { systemUser } from './system-user.ts';
import { textOption } from './text-option.ts';
import { withDatabase } from './with-database.ts';

export const command: CliCommand = {
  name: 'audit archive',
  describe: 'move the oldest part of the record into a file, as the owner of the tables',
  options: [
    { flags: '--before <time>', describe: 'what is older than this day or time, as in 2026-01-01' },
    { flags: '--to <file>', describe: 'a new file' },
  ],
  act: async (_words, options, context) => {
    const config = readBase(context.environment);
    const before = timeOption(options, 'before', config.timezone);
    const file = textOption(options, 'to');
    if (before === undefined || file === undefined)
      throw new CannotStart('Say what to archive and where to: opsbook audit archive --before 2026-01-01 --to <file>');
    const actor = `cli:${readUser(context.environment, systemUser)}`;
    const keys = config.auditKeys;
    return withDatabase(config, async (database) => {
      await migrate(database);
      const refusal = await takeUpKey(database, keys[0]);
      if (refusal !== undefined) throw new CannotStart(refusal);
      const archived = await archiveAudit(database, { before, file, actor, keys }).catch((thrown: unknown) => {
        throw new CannotStart(
          `Nothing was taken out of the record: ${reasonOf(thrown)}. It needs a new file, and the role that owns the tables.`,
          { cause: thrown },
        );
      });
      return report(context, archived, file);
    });
  },
};

function report({ print }: CliContext, archived: Awaited<ReturnType<typeof archiveAudit>>, file: string): number {
  switch (archived.kind) {
    case 'nothing':
      print('No entry is that old; nothing was written.');
      return 0;
    case 'flawed':
      print(`Nothing was taken out: the record was changed. ${archived.flaw.say}.`);
      return 1;
    case 'archived': {
      const { first, through, sha256 } = archived.checkpoint;
      print(
        `Entries ${first} to ${through} are in ${file} (SHA-256 ${sha256}), and no longer in the database. Keep the file.`,
      );
      return 0;
    }
  }
}
