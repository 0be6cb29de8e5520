// The clients of other databases. Their statements are read as PostgreSQL reads them; what it cannot read is a change at least.

import { consoleMarks } from '../console-marks.ts';
import type { Language } from '../language.ts';
import { fileCases } from '../statement-files.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, FlagRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });

// What most of them add to SQL.
const dialect: Language = {
  name: 'SQL',
  ends: /;|\n[ \t]*(?:GO|go|\/)[ \t]*(?=\n|$)/,
  destroys:
    /^(DROP|TRUNCATE|PURGE|SHUTDOWN|RESTORE|STARTUP\s+FORCE|ALTER\s+(SYSTEM|DATABASE)\s+(KILL|CLOSE|DISMOUNT)|CANCEL\s+JOBS?|UNLOAD|VACUUM\s+FULL|FLASHBACK)\b/i,
  changes:
    /^(MERGE|UPSERT|MSCK|REFRESH|INVALIDATE|COMPUTE|BACKUP|KILL|EXEC|EXECUTE|CALL|PAUSE|RESUME|CANCEL|RECOVER|@|HOST|!)/i,
  reads:
    /^((SHOW|DESC|DESCRIBE|USE|HELP|LIST)\b[^'"]*|EXIT|QUIT|SET\s+(PAGESIZE|LINESIZE|FEEDBACK|HEADING|ECHO|TIMING|NOCOUNT|SERVEROUTPUT|LINES|PAGES)\b[^'"]*|\\(d\w*|l|q|x|timing)[^!|]*)$/i,
  elseSql: { unless: /\\['"]/ },
};

const runs: FlagRule = { valued: true, runs: dialect };
const unseen: FlagRule = { valued: true, effect: { risk: 'change', say: 'runs a file that is not shown here' } };
const writes: FlagRule = { valued: true, writes: true };

function client(names: readonly string[], code: string, file: string, valued: string): Tool {
  const special = Object.fromEntries([
    ...code.split(' ').map((flag) => [flag, runs] as const),
    ...file.split(' ').map((flag) => [flag, unseen] as const),
    ['--output-file', writes] as const,
  ]);
  return {
    names,
    cases: fileCases(file),
    flags: { anyOther: true, valued, special, secret: '-P --password -w' },
    input: dialect,
    console: dialect,
    marks: consoleMarks('the database', { without: `${code} ${file} --version -V` }),
  };
}

const server = '--server --catalog --schema --user --host -h --url -u -d --database --port -U -H -w --output-format';

export const trino: Tool = client(['trino', 'presto', 'trino-cli', 'presto-cli'], '--execute', '-f --file', server);
export const hive: Tool = client(
  ['hive', 'beeline', 'impala-shell', 'spark-sql'],
  '-e -q --query',
  '-f --query_file -i',
  `${server} -n -p`,
);
export const sqlServer: Tool = client(
  ['sqlcmd', 'osql', 'isql', 'tsql', 'mssql-cli'],
  '-Q -q',
  '-i',
  '-S -U -P -d -H -h -s -w -t -l -v -y -Y',
);
export const warehouses: Tool = client(
  ['snowsql', 'vsql', 'nzsql', 'ysqlsh', 'duckdb', 'usql', 'hdbsql', 'db2', 'dbisql', 'mclient'],
  '-q -c --command --query',
  '-f --filename -i',
  `${server} -a -s -o -r`,
);

// sqlplus takes a log-in, or a script after `@`; its statements come over standard input.
export const sqlplus: Tool = {
  names: ['sqlplus', 'sql'],
  cases: [{ some: /^@/, risk: 'change', say: 'runs a file that is not shown here' }],
  flags: { plain: '-s -S -silent -L -l -v -V -nolog', valued: '-M -R' },
  singleDash: true,
  input: dialect,
  console: dialect,
  marks: consoleMarks('Oracle', { without: '-v -V' }),
};

export const oracle: Tool = {
  names: ['rman', 'impdp', 'imp', 'expdp', 'exp', 'lsnrctl', 'srvctl', 'crsctl', 'adrci', 'dgmgrl', 'asmcmd'],
  cases: [
    {
      some: /^(stop|delete|remove|restore|drop|rm|shutdown)$/i,
      risk: 'destroy',
      say: 'stops the database, or takes data away',
    },
    { operand: 0, is: /^(status|services|version|config|query|check|ls|lsdg|show)$/i, risk: 'read', say: 'only looks' },
    { risk: 'change', say: 'changes the database or its copies' },
  ],
  flags: any,
};

const cypher: Language = {
  name: 'Cypher',
  ends: /;/,
  destroys: /\b(DELETE|DETACH|DROP|REMOVE|STOP\s+DATABASE)\b/i,
  changes: /\b(CREATE|MERGE|SET|CALL|LOAD\s+CSV|FOREACH|ALTER|GRANT|REVOKE|START)\b/i,
  reads: /^(MATCH|OPTIONAL|WITH|UNWIND|RETURN|SHOW|EXPLAIN|PROFILE|USE|:\w+)\b/i,
};

export const cypherShell: Tool = {
  names: ['cypher-shell', 'neo4j-client'],
  flags: {
    plain: '--non-interactive --fail-fast --fail-at-end -v',
    valued: '-a --address -u --username --uri --encryption -d --database --format -P --param',
    secret: '-p --password',
    special: { '-p': { valued: true }, '--password': { valued: true }, '-f': unseen, '--file': unseen },
  },
  runs: { from: 0, as: cypher },
  input: cypher,
  console: cypher,
  marks: consoleMarks('Neo4j', { atMost: 0, without: '-f --file' }),
};

// https://www.cockroachlabs.com/docs/stable/cockroach-commands
export const cockroach: Tool = {
  names: ['cockroach'],
  flags: {
    plain: '--insecure',
    valued: '--certs-dir --host --url -u --user -d --database --format -p --port --cluster-name',
  },
  verbs: {
    sql: {
      flags: {
        anyOther: true,
        valued: '-d --database',
        special: { '-e': runs, '--execute': runs, '-f': unseen, '--file': unseen },
      },
      input: dialect,
      console: dialect,
      marks: consoleMarks('CockroachDB', { without: '-e --execute -f --file' }),
    },
    node: {
      verbs: {
        'ls|status': look,
        drain: removal('stops a node from serving'),
        decommission: removal('takes a node out of the cluster'),
        recommission: change('takes a node back into the cluster'),
      },
    },
    'version|auth-session|sqlfmt|statement-diag|gen|nodelocal|userfile': {
      ...look,
      verbs: { 'list|login|ls': look, 'delete|cancel|logout': removal('deletes it'), '*': change('writes files') },
    },
    'debug|init|cert|import|workload|demo|convert-url|connect': change('changes the cluster or writes files'),
    'start|start-single-node': { ...change('starts a node'), marks: [{ kind: 'endless', without: '--background' }] },
    quit: removal('stops a node'),
  },
};
