// PostgreSQL's own programs: https://www.postgresql.org/docs/18/reference-client.html. psql counts by its SQL.

import { consoleMarks } from '../console-marks.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { Flags, Tool } from '../tool.ts';

const connection = '-h --host -p --port -U --username -d --dbname --maintenance-db';

const psqlFlags: Flags = {
  plain: `-X -A -t -q -x -w -W -e -E -a -b -1 -z -0 -n -s -S -l --no-psqlrc --no-align --tuples-only --quiet --expanded --csv --html
    --list --no-password --password --single-transaction --echo-errors --echo-queries --version`,
  valued: `${connection} -v --set --variable -F --field-separator -R --record-separator -P --pset -T`,
  special: {
    '-c': { valued: true, runs: 'psql' },
    '--command': { valued: true, runs: 'psql' },
    '-f': { valued: true, effect: { risk: 'change', say: 'runs a file that is not shown here' } },
    '--file': { valued: true, effect: { risk: 'change', say: 'runs a file that is not shown here' } },
    '-o': { valued: true, writes: true },
    '--output': { valued: true, writes: true },
    '-L': { valued: true, writes: true },
    '--log-file': { valued: true, writes: true },
  },
};

export const psql: Tool = {
  names: ['psql', 'gitlab-psql'],
  cases: [
    {
      flag: '-f --file',
      value: /backup|bak\b|dump|snapshot|restore/i,
      risk: 'destroy',
      say: 'loads a saved copy over what is there',
    },
    {
      flag: '-f --file',
      value: /drop|delete|purge|truncate|wipe|reset|clean/i,
      risk: 'destroy',
      say: 'runs a file whose name says that it deletes',
    },
    { flag: '-l --list --version', atMost: 0, without: '-c --command -f --file', risk: 'read', say: 'only lists' },
  ],
  flags: psqlFlags,
  input: 'psql',
  console: 'psql',
  marks: consoleMarks('PostgreSQL', { without: '-c --command -f --file -l --list --version' }),
};

export const pgDump: Tool = {
  names: ['pg_dump', 'pg_dumpall', 'pg_basebackup'],
  ...reads({
    plain: `-a -s -c -C -O -x -v -b -Z --clean --if-exists --create --data-only --schema-only --no-owner --no-privileges --no-acl
      --verbose --single-transaction --quick --globals-only --roles-only --no-password -w`,
    valued: `${connection} -F --format -t --table -n --schema -T --exclude-table -N --exclude-schema -j --jobs -Z --compress -E
      -u --user -P`,
    special: {
      '-f': { valued: true, writes: true },
      '--file': { valued: true, writes: true },
      '-D': { valued: true, writes: true },
      '--pgdata': { valued: true, writes: true },
    },
  }),
};

export const pgRestore: Tool = {
  names: ['pg_restore'],
  ...destroys('loads a saved copy over what is there', {
    cases: [{ flag: '-l --list', risk: 'read', say: 'only lists' }],
    flags: { plain: '-l --list' },
  }),
};

export const dropping: Tool = {
  names: ['dropdb', 'dropuser'],
  ...destroys('deletes it with what it holds'),
};

export const creating: Tool = {
  names: ['createdb', 'createuser', 'vacuumdb', 'reindexdb', 'clusterdb', 'pgbench'],
  ...changes('changes the database'),
};

export const pgIsready: Tool = {
  names: ['pg_isready', 'pg_config', 'pg_controldata', 'pg_amcheck', 'pg_lsclusters'],
  ...reads({ plain: '-q --quiet', valued: `${connection} -t --timeout -D` }),
};

export const pgCtl: Tool = {
  names: ['pg_ctl', 'pg_ctlcluster'],
  flags: { plain: '-w -W -s', valued: '-D --pgdata -m --mode -l --log -o -t' },
  verbs: {
    status: reads(),
    'start|restart|reload|logrotate': changes('starts, restarts or reloads the server'),
    'stop|kill': destroys('stops the database server'),
    promote: changes('makes a standby the primary'),
  },
};
