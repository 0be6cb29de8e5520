// ClickHouse's client: https://clickhouse.com/docs/interfaces/cli. Its dialect is its own, but what a statement does stands in its first words.

import { consoleMarks } from '../console-marks.ts';
import type { Language } from '../language.ts';
import { fileCases } from '../statement-files.ts';
import type { CommandRule, Tool } from '../tool.ts';

const clickhouseSql: Language = {
  name: 'ClickHouse',
  ends: /;/,
  destroys:
    /^(DROP|TRUNCATE|DELETE|RESTORE|REPLACE|KILL\s+MUTATION|SYSTEM\s+(SHUTDOWN|KILL|STOP\s+LISTEN|DROP\s+REPLICA|DROP\s+DATABASE\s+REPLICA)|DETACH\b[\s\S]*\bPERMANENTLY|ALTER\s+TABLE\b[\s\S]*\b(DELETE|DROP|CLEAR|REPLACE\s+PARTITION|MOVE\s+PARTITION|DETACH)\b)/i,
  changes:
    /^([\s\S]*\bINTO\s+OUTFILE\b|(INSERT|OPTIMIZE|ALTER|CREATE|ATTACH|DETACH|RENAME|EXCHANGE|GRANT|REVOKE|KILL\s+QUERY|SYSTEM|BACKUP|SET\s+(DEFAULT\s+)?ROLE|UPDATE|MOVE|WATCH)\b)/i,
  reads:
    /^(SELECT|WITH|SHOW|DESC|DESCRIBE|EXISTS|EXPLAIN|USE|SET|CHECK|EXIT|QUIT)\b(?![\s\S]*\b(executable|executablePool|INSERT)\b)/i,
};

const client: CommandRule = {
  cases: fileCases('--queries-file'),
  flags: {
    plain: `-m --multiline -n --multiquery -t --time --secure -s --stacktrace --progress --echo --ignore-error --verbose -E --vertical -V
      --version --accept-invalid-certificate --memory-usage --ask-password --wait_for_suggestions_to_load`,
    valued: `-h --host --port -u --user -d --database -f --format -C --config-file -c --connection --max_memory_usage --max_threads
      --max_execution_time --param_id --log-level --send_logs_level --query_id --max_result_rows`,
    attached: '--password',
    secret: '--password',
    special: {
      '-q': { valued: true, runs: clickhouseSql },
      '--query': { valued: true, runs: clickhouseSql },
      '--queries-file': { valued: true, effect: { risk: 'change', say: 'runs a file that is not shown here' } },
      '-i': { valued: true, effect: { risk: 'change', say: 'opens a console, or runs what is not shown here' } },
    },
  },
  input: clickhouseSql,
  console: clickhouseSql,
  marks: consoleMarks('ClickHouse', { without: '-q --query --queries-file -V --version' }),
};

export const clickhouseClient: Tool = { names: ['clickhouse-client', 'clickhouse-local', 'clickhousectl'], ...client };

export const clickhouse: Tool = { names: ['clickhouse'], verbs: { 'client|local': client } };
