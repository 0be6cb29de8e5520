// `opsbook audit export`: the record as JSON lines, to a file or to standard output, whatever its size.

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportLines } from '../audit/export.ts';
import { readBase } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import { CannotStart, reasonOf } from '../errors.ts';
import type { CliCommand } from './cli-command.ts';
import { filterOptions, readFilterOptions } from './entry-filter-options.ts';
import { textOption } from './text-option.ts';
import { withDatabase } from './with-database.ts';

export const command: CliCommand = {
  name: 'audit export',
  describe: 'write the record of who did what as JSON lines',
  options: [{ flags: '--to <file>', describe: 'a new file, instead of standard output' }, ...filterOptions],
  act: (_words, options, context) => {
    const config = readBase(context.environment);
    const filter = readFilterOptions(options, config.timezone);
    const file = textOption(options, 'to');
    return withDatabase(config, async (database) => {
      await migrate(database);
      const lines = Readable.from(exportLines(database, filter));
      if (file === undefined) await pipeline(lines, process.stdout, { end: false });
      else await pipeline(lines, createWriteStream(file, { flags: 'wx', mode: 0o600 })).catch(sayWhy(file));
      return 0;
    });
  },
};

function sayWhy(file: string): (thrown: unknown) => never {
  return (thrown) => {
    throw new CannotStart(
      `The record could not be written to ${file}: ${reasonOf(thrown)}. Choose another: --to <file>`,
      {
        cause: thrown,
      },
    );
  };
}
