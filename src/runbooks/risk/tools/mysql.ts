// MySQL's and MariaDB's own programs: https://dev.mysql.com/doc/refman/8.4/en/programs-client.html. mysql counts by its SQL.

import { consoleMarks } from '../console-marks.ts';
import type { Language } from '../language.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { Flags, Tool } from '../tool.ts';

const connection: Flags = {
  plain: `-v -vv -C --compress --ssl --skip-ssl --no-defaults --print-defaults -w --wait -i --ignore-spaces --force -f --silent -s`,
  valued: `-h --host -P --port -u --user -S --socket --protocol --defaults-file --defaults-extra-file --defaults-group-suffix
    --login-path --ssl-ca --ssl-cert --ssl-key --ssl-mode --default-character-set --connect-timeout --plugin-dir --bind-address`,
  attached: '-p --password',
  secret: '-p --password',
};

// What MySQL adds to SQL; the rest is read as PostgreSQL's. Its strings may hold backslashes, and its comments may hold statements.
const mysqlSql: Language = {
  name: 'MySQL',
  ends: /;|\\G|\\g/,
  destroys:
    /^(PURGE\s+(BINARY|MASTER)|RESET\s+(MASTER|BINARY|SLAVE|REPLICA|PERSIST|QUERY)|SHUTDOWN|DROP|TRUNCATE|REPLACE\s+INTO)\b/i,
  changes:
    /^(KILL|FLUSH|STOP|START|CHANGE|OPTIMIZE|ANALYZE\s+(TABLE|LOCAL|NO_WRITE)|REPAIR|LOCK|UNLOCK|GRANT|REVOKE|ALTER\s+USER|CREATE\s+(USER|DATABASE|SCHEMA)|SOURCE|LOAD|SET\s+(GLOBAL|PERSIST|PASSWORD|@@global)|CACHE|INSTALL|RENAME|CLONE|\\!|system|tee)\b/i,
  reads:
    /^((SHOW|DESC|DESCRIBE|USE|HELP|STATUS|CHECK\s+TABLE|CHECKSUM\s+TABLE)\b(?!.*\bINTO\s+(OUT|DUMP)FILE\b)[^;'"]*('[^']*')?|SELECT\s+@@[\w.@, ]+|(QUIT|EXIT|\\[sq]|SET\s+(SESSION|NAMES|@\w)[^;'"]*))$/i,
  elseSql: { unless: /\\['"]|\/\*[!+M]|#|\bINTO\s+(OUT|DUMP)FILE\b|\bLOAD_FILE\b/i },
};

export const mysql: Tool = {
  names: ['mysql', 'mariadb'],
  cases: [{ flag: '--version -V --help -?', risk: 'read', say: 'only prints' }],
  flags: {
    ...connection,
    plain: `${connection.plain ?? ''} -N -B -t -E -n -A -q -r -X -H -b -G --batch --skip-column-names --table --vertical --raw --xml --html
      --no-auto-rehash --column-names --unbuffered --quick --show-warnings --binary-mode --line-numbers --skip-line-numbers --version
      -V --safe-updates --auto-rehash --disable-auto-rehash --comments --no-beep --reconnect --skip-reconnect --enable-cleartext-plugin`,
    valued: `${connection.valued ?? ''} -D --database --max-allowed-packet --max_allowed_packet --prompt --delimiter --pager`,
    special: {
      '-e': { valued: true, runs: mysqlSql },
      '--execute': { valued: true, runs: mysqlSql },
      '--init-command': { valued: true, runs: mysqlSql },
      '--tee': { valued: true, writes: true },
    },
  },
  input: mysqlSql,
  console: mysqlSql,
  marks: consoleMarks('MySQL', { without: '-e --execute -V --version' }),
};

export const mysqlDump: Tool = {
  names: ['mysqldump', 'mariadb-dump', 'mysqlpump'],
  ...reads({
    ...connection,
    anyOther: true,
    valued: `${connection.valued ?? ''} --where -w --ignore-table --set-gtid-purged --max-allowed-packet --fields-terminated-by`,
    special: {
      '-r': { valued: true, writes: true },
      '--result-file': { valued: true, writes: true },
      '-T': { valued: true, effect: { risk: 'change', say: 'writes files' } },
      '--tab': { valued: true, effect: { risk: 'change', say: 'writes files' } },
      '-F': { effect: { risk: 'change', say: 'starts new logs' } },
      '--flush-logs': { effect: { risk: 'change', say: 'starts new logs' } },
      '--delete-master-logs': { effect: { risk: 'destroy', say: 'deletes the binary logs' } },
      '--delete-source-logs': { effect: { risk: 'destroy', say: 'deletes the binary logs' } },
    },
  }),
};

export const mysqladmin: Tool = {
  names: ['mysqladmin', 'mariadb-admin'],
  cases: [
    { some: /^(drop|shutdown)$/, risk: 'destroy', say: 'deletes a database or stops the server' },
    {
      some: /^(kill|create|flush-\w+|refresh|reload|password|(start|stop)-(slave|replica|all-slaves)|debug)$/,
      risk: 'change',
      say: 'changes the server',
    },
    {
      every: /^(status|extended-status|processlist|variables|ping|version|local)$/,
      risk: 'read',
      say: 'only asks',
    },
  ],
  flags: {
    ...connection,
    plain: `${connection.plain ?? ''} -r --relative -b --no-beep -E --vertical --local`,
    valued: `${connection.valued ?? ''} -i --sleep -c --count`,
  },
  marks: [{ kind: 'endless', flag: '-i --sleep', without: '-c --count' }],
};

export const mysqlcheck: Tool = {
  names: ['mysqlcheck', 'mariadb-check'],
  ...reads({ ...connection, anyOther: true }),
  cases: [
    {
      flag: '-o --optimize -r --repair -a --analyze --auto-repair -g --check-upgrade --fix-db-names --fix-table-names',
      risk: 'change',
      say: 'rewrites tables under a lock',
    },
  ],
};

export const mysqlLooking: Tool = {
  names: [
    'mysqlshow',
    'mysqlbinlog',
    'mariadb-binlog',
    'mysqldumpslow',
    'mytop',
    'innotop',
    'pt-query-digest',
    'pt-summary',
    'pt-mysql-summary',
    'pt-show-grants',
    'pt-duplicate-key-checker',
    'pt-stalk',
    'perror',
  ],
  ...reads({
    ...connection,
    anyOther: true,
    valued: `${connection.valued ?? ''} --start-datetime --stop-datetime --start-position --stop-position --database -d`,
    special: {
      '-r': { valued: true, writes: true },
      '--result-file': { valued: true, writes: true },
      '--raw': { effect: { risk: 'change', say: 'writes files' } },
    },
  }),
  marks: [{ kind: 'endless', flag: '--stop-never' }],
};

// Percona's tools and gh-ost change a table beside the running server; without --execute they only try.
export const onlineChanges: Tool = {
  names: ['pt-online-schema-change', 'gh-ost', 'pt-table-sync', 'pt-slave-restart'],
  ...changes('changes tables', { flags: { ...connection, anyOther: true } }),
  cases: [
    {
      flag: '--drop-old-table --allow-on-master --ok-to-drop-table --initially-drop-old-table',
      risk: 'destroy',
      say: 'drops the old table',
    },
    { flag: '--execute', risk: 'change', say: 'changes the table while it is in use' },
    { flag: '--dry-run --print', risk: 'read', say: 'only tries' },
  ],
};

export const archiving: Tool = {
  names: ['pt-archiver', 'pt-kill', 'myloader', 'mysqlrestore'],
  ...destroys('deletes rows, ends sessions or loads a saved copy', {
    cases: [{ flag: '--dry-run', risk: 'read', say: 'only tries' }],
    flags: { ...connection, anyOther: true },
  }),
};

export const backupTools: Tool = {
  names: ['xtrabackup', 'mariabackup', 'innobackupex', 'mydumper'],
  ...changes('writes a copy of the database into files', {
    cases: [{ flag: '--copy-back --move-back', risk: 'destroy', say: 'puts a saved copy in place of the data' }],
    flags: { ...connection, anyOther: true },
  }),
};
