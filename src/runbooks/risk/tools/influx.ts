// influx, old and new: https://docs.influxdata.com/influxdb/v2/reference/cli/influx/.

import { consoleMarks } from '../console-marks.ts';
import type { Language } from '../language.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const influxQl: Language = {
  name: 'InfluxQL',
  ends: /;/,
  destroys: /^(DROP|DELETE|KILL)\b/i,
  changes: /^(CREATE|ALTER|GRANT|REVOKE|SET|INSERT|SELECT\b[\s\S]*\bINTO)\b/i,
  reads: /^(SHOW|SELECT|EXPLAIN|USE|PRECISION|FORMAT|EXIT|QUIT)\b/i,
};

const flux: Language = {
  name: 'Flux',
  destroys: /\bdelete\s*\(/,
  changes: /\b(to|wideTo|http\.post|requests?\.\w+|sql\.to|experimental\.to|bigtable|mqtt\.\w+)\s*\(/,
  reads: /\bfrom\s*\(|\bbuckets\s*\(|\bschema\.\w+\s*\(/,
};

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });

const group: CommandRule = {
  verbs: {
    'list|ls|find|get|inspect|history|log': look,
    'delete|rm': removal('deletes it with what it holds'),
    '*': change('changes what the server keeps'),
  },
};

export const influx: Tool = {
  names: ['influx'],
  flags: {
    plain: '-ssl -unsafeSsl --skip-verify --json --hide-headers',
    valued: `-host -port -database -username -password -precision -format --host --token -t --org -o --org-id -c --active-config --configs-path
      --http-debug -type -consistency`,
    secret: '-password --token -t',
    special: { '-execute': { valued: true, runs: influxQl }, '--execute': { valued: true, runs: influxQl } },
  },
  singleDash: true,
  input: influxQl,
  console: influxQl,
  marks: consoleMarks('InfluxDB', { without: '-execute --execute', atMost: 0 }),
  verbs: {
    query: {
      flags: { anyOther: true, valued: '-f --file', special: { '--file': { valued: true }, '-f': { valued: true } } },
      cases: [{ flag: '-f --file', risk: 'change', say: 'runs a file that is not shown here' }],
      runs: { from: 0, as: flux },
      input: flux,
    },
    'ping|version|help|export|template': look,
    'bucket|org|task|user|auth|v1|dashboards|secret|config|telegrafs|remote|replication|stacks|bucket-schema|scripts':
      group,
    'write|apply|setup|completion|transpile|server-config': change('writes data or settings'),
    backup: change('writes a copy of the database into files'),
    'restore|delete': removal('deletes data, or loads a saved copy over it'),
  },
};

export const influxd: Tool = {
  names: ['influxd', 'influx_inspect'],
  verbs: {
    'version|verify|inspect|report|dumptsm|verify-seriesfile|print-config': look,
    'backup|export|buildtsi|upgrade|recovery': change('copies or rewrites data'),
    'restore|deletetsm|delete': removal('deletes data, or loads a saved copy over it'),
    run: { ...change('runs the server in the foreground'), marks: [{ kind: 'endless' }] },
  },
};
