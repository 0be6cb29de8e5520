// The programs in the container `ace-db`: `pg_isready`, `pg_dump`, `createdb`, `dropdb`, and the little of `psql` that a restore needs.

import { z } from 'zod';
import { type Answer, failed, printed } from '../../../kit/answer.ts';
import type { Command, CommandTable, Flags } from '../../../kit/command.ts';
import type { Call } from '../../../kit/tool.ts';
import type { Ask } from '../data/connect.ts';
import {
  createDatabase,
  type DatabaseName,
  dropDatabase,
  dumpTables,
  hasDatabase,
  isDatabase,
  lookInto,
  renameDatabase,
  runIn,
} from '../data/dump.ts';
import type { World } from '../world.ts';
import { inDatabase } from './in-database.ts';

/** Connects to the database, or answers as its client does when it is not there or refuses. */
async function connected(name: string, world: World, work: (ask: Ask) => Promise<Answer>): Promise<Answer> {
  try {
    const answer = await inDatabase(world, work);
    if (answer !== 'no database') return answer;
    return failed(`${name}: error: connection to server at "localhost", port 5432 failed: it takes no connections`);
  } catch (thrown) {
    return failed(`${name}: error: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

const user = { type: 'string', short: 'U' } as const;

export const pgIsReady: CommandTable<World> = {
  name: 'pg_isready',
  options: { username: user },
  numbers: [],
  commands: {
    '': {
      usage: 'pg_isready -U ace',
      flags: ['username'],
      run: async (world) => {
        // Without a database of its own ACE takes one for granted.
        const seen = world.database === undefined ? [] : await inDatabase(world, (ask) => ask('select 1'));
        return seen === 'no database'
          ? { exit: 2, stdout: '/var/run/postgresql:5432 - no response\n', stderr: '' }
          : printed('/var/run/postgresql:5432 - accepting connections');
      },
    },
  },
};

export const pgDump: CommandTable<World> = {
  name: 'pg_dump',
  options: { username: user },
  numbers: [],
  commands: {
    ace: {
      usage: 'pg_dump -U ace ace',
      flags: ['username'],
      run: (world) =>
        connected('pg_dump', world, async (ask) => ({ exit: 0, stdout: await dumpTables(ask), stderr: '' })),
    },
  },
};

export const createdb: CommandTable<World> = {
  name: 'createdb',
  options: { username: user, owner: { type: 'string', short: 'O' } },
  numbers: [],
  commands: {
    ace_restored: {
      usage: 'createdb -U postgres --owner=ace ace_restored',
      flags: ['username', 'owner'],
      run: (world) =>
        connected('createdb', world, async (ask) => {
          await createDatabase(ask, 'ace_restored');
          return printed();
        }),
    },
  },
};

function drop(name: DatabaseName): Command<World> {
  return {
    usage: `dropdb -U postgres --if-exists ${name}`,
    flags: ['username', 'if-exists'],
    run: (world, flags) =>
      connected('dropdb', world, async (ask) => {
        if (await hasDatabase(ask, name)) await dropDatabase(ask, name);
        else if (flags['if-exists'] === undefined) return failed(`dropdb: error: database "${name}" does not exist`);
        return printed();
      }),
  };
}

export const dropdb: CommandTable<World> = {
  name: 'dropdb',
  options: { username: user, 'if-exists': { type: 'boolean' } },
  numbers: [],
  commands: { ace_restored: drop('ace_restored'), ace_before_restore: drop('ace_before_restore') },
};

export const psql: CommandTable<World> = {
  name: 'psql',
  options: {
    username: user,
    dbname: { type: 'string', short: 'd' },
    command: { type: 'string', short: 'c' },
    set: { type: 'string', short: 'v' },
    'tuples-only': { type: 'boolean', short: 't' },
    'no-align': { type: 'boolean', short: 'A' },
    'single-transaction': { type: 'boolean', short: '1' },
    quiet: { type: 'boolean', short: 'q' },
  },
  numbers: [],
  commands: {
    '': {
      usage: 'psql -U USER -d DATABASE [-c "select …" | -c "alter database A rename to B" | < FILE]',
      needs: ['dbname'],
      flags: ['username', 'command', 'set', 'tuples-only', 'no-align', 'single-transaction', 'quiet'],
      run: runPsql,
    },
  },
};

const rename = /^alter database (\w+) rename to (\w+);?$/i;

function runPsql(world: World, flags: Flags, { stdin }: Call): Promise<Answer> {
  const name = flags['dbname'] ?? '';
  const command = flags['command']?.trim();
  return connected('psql', world, async (ask) => {
    const [, from = '', to = ''] = rename.exec(command ?? '') ?? [];
    if (isDatabase(from) && isDatabase(to)) {
      await renameDatabase(ask, from, to);
      return printed('ALTER DATABASE');
    }
    if (!isDatabase(name) || !(await hasDatabase(ask, name)))
      return failed(`psql: error: database "${name}" does not exist`);
    if (command === undefined) {
      await runIn(ask, name, stdin);
      return printed('COMMIT');
    }
    if (!/^select\b/i.test(command)) return { ...failed('The practice psql only selects and renames.'), exit: 64 };
    const rows = z.array(z.record(z.string(), z.unknown())).parse(await lookInto(ask, name, command));
    return printed(...rows.map((row) => Object.values(row).map(String).join('|')));
  });
}
