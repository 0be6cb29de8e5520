// The stand-ins for `pg_dump`, `psql` and `pg_isready`, on the practice database. They take its address from the service file.

import { type Answer, failed, printed } from '../../kit/answer.ts';
import { type CommandTable, type Flags, toolOf } from '../../kit/command.ts';
import type { Tool } from '../../kit/tool.ts';
import type { Commanded } from './commanded.ts';
import { dumpOf } from './dump.ts';

const service = 'service=algorhythmic';
const connection = {
  dbname: { type: 'string', short: 'd' },
  'no-password': { type: 'boolean', short: 'w' },
} as const;

export const postgresPrograms = ['pg_dump', 'psql', 'pg_isready'] as const;

export function postgresTools(commanded: Commanded): readonly Tool[] {
  return [
    toolOf(pgDump, commanded),
    { ...toolOf(psql, commanded), readsStdin: (args) => args.includes('--single-transaction') },
    toolOf(ready, commanded),
  ];
}

const pgDump: CommandTable<Commanded> = {
  name: 'pg_dump',
  options: { ...connection, clean: { type: 'boolean' }, 'if-exists': { type: 'boolean' } },
  numbers: [],
  commands: {
    '': {
      usage: `pg_dump --clean --if-exists --dbname=${service}`,
      needs: ['dbname', 'clean', 'if-exists'],
      flags: ['no-password'],
      run: (commanded, flags) =>
        atService(flags, async () => ({ exit: 0, stdout: await dumpOf(commanded.database), stderr: '' })),
    },
  },
};

const psql: CommandTable<Commanded> = {
  name: 'psql',
  options: {
    ...connection,
    'no-psqlrc': { type: 'boolean', short: 'X' },
    quiet: { type: 'boolean', short: 'q' },
    'single-transaction': { type: 'boolean', short: '1' },
    set: { type: 'string', short: 'v' },
  },
  numbers: [],
  commands: {
    '': {
      usage: `psql --single-transaction --set=ON_ERROR_STOP=1 --dbname=${service} < SCRIPT`,
      needs: ['dbname', 'single-transaction', 'set'],
      flags: ['no-password', 'no-psqlrc', 'quiet'],
      run: (commanded, flags, { stdin }) =>
        atService(flags, async () => {
          // A script of one message is one transaction, and its first error takes all of it back.
          await commanded.database.script(stdin);
          return printed();
        }),
    },
  },
};

const ready: CommandTable<Commanded> = {
  name: 'pg_isready',
  options: { dbname: connection.dbname },
  numbers: [],
  commands: {
    '': { usage: `pg_isready --dbname=${service}`, needs: ['dbname'], run: isReady },
  },
};

async function isReady({ database }: Commanded): Promise<Answer> {
  const accepts = await database.rows('select 1').then(
    () => true,
    () => false,
  );
  return { ...printed(`algorhythmic - ${accepts ? 'accepting' : 'rejecting'} connections`), exit: accepts ? 0 : 1 };
}

async function atService(flags: Flags, act: () => Promise<Answer>): Promise<Answer> {
  if (flags['dbname'] !== service) return failed(`definition of the service not found. Use --dbname=${service}`);
  try {
    return await act();
  } catch (thrown) {
    return failed(thrown instanceof Error ? thrown.message : String(thrown));
  }
}
