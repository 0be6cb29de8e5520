// Cassandra and ScyllaDB: https://cassandra.apache.org/doc/latest/cassandra/managing/tools/. nodetool acts on one node at a time.

import { consoleMarks } from '../console-marks.ts';
import type { Language } from '../language.ts';
import { fileCases } from '../statement-files.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const cql: Language = {
  name: 'CQL',
  ends: /;/,
  destroys: /^(DROP|TRUNCATE|DELETE|ALTER\s+TABLE\b[\s\S]*\bDROP|BEGIN\b[\s\S]*\bDELETE)\b/i,
  changes: /^(INSERT|UPDATE|CREATE|ALTER|GRANT|REVOKE|BEGIN|APPLY|COPY|SOURCE|CAPTURE|LOGIN|ADD|LIST\s+FILE)\b/i,
  reads: /^(SELECT|DESC|DESCRIBE|USE|LIST|CONSISTENCY|SERIAL|TRACING|EXPAND|PAGING|SHOW|HELP|EXIT|QUIT|CLEAR|CLS)\b/i,
};

export const cqlsh: Tool = {
  names: ['cqlsh'],
  cases: fileCases('-f --file'),
  flags: {
    plain: '--ssl --no-color -C --color --debug --version --no-compact',
    valued: `-u --username -k --keyspace --request-timeout --connect-timeout --encoding --cqlshrc --cqlversion --protocol-version
      --consistency-level --execute-timeout --browser`,
    secret: '-p --password',
    special: {
      '-p': { valued: true },
      '--password': { valued: true },
      '-e': { valued: true, runs: cql },
      '--execute': { valued: true, runs: cql },
      '-f': { valued: true, effect: { risk: 'change', say: 'runs a file that is not shown here' } },
      '--file': { valued: true, effect: { risk: 'change', say: 'runs a file that is not shown here' } },
    },
  },
  input: cql,
  console: cql,
  marks: consoleMarks('Cassandra', { without: '-e --execute -f --file --version' }),
};

const any: Flags = { anyOther: true };
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });

export const nodetool: Tool = {
  names: ['nodetool'],
  anyFolder: true,
  singleDash: true,
  flags: {
    valued: '-h --host -p --port -u --username -pw --password -pwf --password-file',
    plain: '-pp --print-port',
    secret: '-pw --password',
  },
  verbs: {
    [`status info ring version help tablestats cfstats tpstats netstats compactionstats compactionhistory describecluster describering
      gossipinfo failuredetector proxyhistograms tablehistograms cfhistograms toppartitions listsnapshots viewbuildstatus
      rangekeysample gcstats profileload checkandrepaircms datapaths verify clientstats rebuild_index_status sjk statuses
      status* get* list* describe* repair_admin`]: reads(any),
    'cleanup|flush|compact|repair|upgradesstables|snapshot|rebuild|rebuild_index|refresh|relocatesstables|garbagecollect|recompress_sstables|import':
      change('rewrites or copies the data of this node'),
    [`set* enable* reload* resume* resetlocalschema invalidate* join replaybatchlog resethints bootstrap refreshsizeestimates
      disableautocompaction disablebackup disableautoaudit* disablehandoff disablehintsfordc pausehandoff abortbootstrap
      disableoldprotocolversions disablefullquerylog disableauditlog stop`]: change('changes how this node works'),
    'disablebinary|disablegossip|disablethrift|drain|stopdaemon': removal('stops this node from serving'),
    'decommission|removenode|assassinate|move|excludenode': removal('takes a node out of the cluster'),
    'scrub|truncatehints|clearsnapshot|removehints': removal('deletes data or saved copies'),
  },
};

export const sstableTools: Tool = {
  names: [
    'sstablemetadata',
    'sstabledump',
    'sstableverify',
    'sstableutil',
    'sstableexpiredblockers',
    'sstablepartitions',
  ],
  ...reads(any),
};
