// Kafka's scripts, with and without `.sh`: https://kafka.apache.org/documentation/#operations. Flags say what they do.

import { destructiveName } from '../danger-words.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const both = (...names: readonly string[]) => names.flatMap((name) => [name, `${name}.sh`]);

export const kafkaTopics: Tool = {
  names: both('kafka-topics'),
  anyFolder: true,
  cases: [
    { flag: '--delete', risk: 'destroy', say: 'deletes the topic with its messages' },
    { flag: '--create --alter', risk: 'change', say: 'makes or changes a topic' },
    { flag: '--list --describe --version --help', risk: 'read', say: 'only looks' },
  ],
  flags: any,
};

// Without --execute a reset of offsets only shows what it would do.
export const kafkaConsumerGroups: Tool = {
  names: both('kafka-consumer-groups', 'kafka-share-groups', 'kafka-streams-groups'),
  anyFolder: true,
  cases: [
    { flag: '--delete --delete-offsets', risk: 'destroy', say: 'forgets how far consumers have read' },
    { flag: '--execute', risk: 'destroy', say: 'makes consumers skip messages or read them again' },
    { flag: '--reset-offsets', risk: 'read', say: 'only shows what it would do' },
    { flag: '--list --describe --dry-run --export --version --help', risk: 'read', say: 'only looks' },
  ],
  flags: any,
};

export const kafkaConfigs: Tool = {
  names: both('kafka-configs'),
  anyFolder: true,
  cases: [
    { flag: '--alter', risk: 'change', say: 'changes settings' },
    { flag: '--describe --version --help', risk: 'read', say: 'only looks' },
  ],
  flags: any,
};

export const kafkaReassign: Tool = {
  names: both('kafka-reassign-partitions', 'kafka-leader-election', 'kafka-preferred-replica-election'),
  anyFolder: true,
  ...changes('moves partitions or their leaders', {
    cases: [
      {
        flag: '--election-type',
        value: /^unclean$/i,
        unsure: true,
        risk: 'destroy',
        say: 'lets a copy lead that has not everything',
      },
      { flag: '--verify --generate --list', risk: 'read', say: 'only looks' },
    ],
    flags: { anyOther: true, valued: '--election-type' },
  }),
};

export const kafkaAcls: Tool = {
  names: both('kafka-acls', 'kafka-delegation-tokens'),
  anyFolder: true,
  cases: [
    { flag: '--remove --expire', risk: 'destroy', say: 'takes access away' },
    { flag: '--add --create --renew', risk: 'change', say: 'changes who may do what' },
    { flag: '--list --describe', risk: 'read', say: 'only lists' },
  ],
  flags: any,
};

export const kafkaDeleting: Tool = {
  names: both('kafka-delete-records', 'kafka-streams-application-reset', 'kafka-storage'),
  anyFolder: true,
  ...destroys('deletes messages or what is kept with them', {
    cases: [
      { flag: '--dry-run', risk: 'read', say: 'only shows what it would do' },
      { operand: 0, is: /^(info|random-uuid)$/, risk: 'read', say: 'only prints' },
    ],
    flags: any,
  }),
};

export const kafkaLooking: Tool = {
  names: both(
    'kafka-log-dirs',
    'kafka-broker-api-versions',
    'kafka-get-offsets',
    'kafka-dump-log',
    'kafka-cluster',
    'kafka-replica-verification',
    'kafka-jmx',
  ),
  anyFolder: true,
  ...reads(any),
  cases: [{ operand: 0, is: /^unregister$/, risk: 'destroy', say: 'takes a broker out of the cluster' }],
};

export const kafkaMetadata: Tool = {
  names: both(
    'kafka-metadata-quorum',
    'kafka-features',
    'kafka-transactions',
    'kafka-client-metrics',
    'kafka-metadata-shell',
  ),
  anyFolder: true,
  flags: any,
  cases: [
    {
      some: /^(remove-controller|abort|downgrade|disable)$/,
      risk: 'destroy',
      say: 'takes a controller or a feature away',
    },
    { flag: '--delete', risk: 'destroy', say: 'deletes it' },
    { some: /^(describe|list|find-hanging|describe-producers|version-mapping)$/, risk: 'read', say: 'only looks' },
    { flag: '--list --describe', risk: 'read', say: 'only looks' },
    { risk: 'change', say: 'changes the cluster' },
  ],
};

export const kafkaConsole: Tool = {
  names: both('kafka-console-consumer', 'kafka-avro-console-consumer', 'kafka-console-share-consumer'),
  anyFolder: true,
  ...reads(any),
  cases: [
    { flag: '--group --consumer-property', risk: 'change', say: 'reads in the place of other consumers of its group' },
  ],
  marks: [{ kind: 'endless', without: '--max-messages --timeout-ms' }],
};

export const kafkaProducing: Tool = {
  names: both(
    'kafka-console-producer',
    'kafka-avro-console-producer',
    'kafka-producer-perf-test',
    'kafka-consumer-perf-test',
    'kafka-mirror-maker',
    'kafka-verifiable-producer',
    'connect-mirror-maker',
  ),
  anyFolder: true,
  ...changes('sends messages', { flags: any }),
};

export const kafkaServer: Tool = {
  names: both('kafka-server-start', 'connect-distributed', 'connect-standalone', 'zookeeper-server-start'),
  anyFolder: true,
  ...changes('starts a server', { flags: any }),
  marks: [{ kind: 'endless', without: '-daemon' }],
};

export const kafkaStop: Tool = {
  names: both('kafka-server-stop', 'zookeeper-server-stop'),
  anyFolder: true,
  ...destroys('stops the server', { flags: any }),
};

export const kafkaRunClass: Tool = {
  names: both('kafka-run-class'),
  anyFolder: true,
  ...changes('runs a part of Kafka', {
    cases: [
      {
        operand: 0,
        is: destructiveName,
        risk: 'destroy',
        say: 'runs a part of Kafka whose name says that it removes something',
      },
      {
        operand: 0,
        is: /\.(GetOffsetShell|JmxTool|ConsumerGroupCommand|DumpLogSegments|EndToEndLatency)$/,
        without: '--execute --delete --reset-offsets',
        risk: 'read',
        say: 'only looks',
      },
    ],
    flags: any,
  }),
};

export const kcat: Tool = {
  names: ['kcat', 'kafkacat'],
  cases: [
    { flag: '-P', risk: 'change', say: 'sends messages' },
    { flag: '-G', risk: 'change', say: 'reads in the place of other consumers of its group' },
    { flag: '-L -C -Q -V', risk: 'read', say: 'only looks' },
  ],
  flags: {
    plain: '-L -C -P -Q -V -J -e -q -v -u -E -T -O -U',
    valued: '-b -t -p -o -c -f -F -X -s -r -m -D -K -k -z -l -H -G',
  },
  marks: [{ kind: 'endless', flag: '-C -G', without: '-e -c' }],
};
