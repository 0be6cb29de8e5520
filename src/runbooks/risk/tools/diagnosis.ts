// Programs that look into running programs and call services: the JVM's tools, profilers, NATS, MQTT, SNMP, audit.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });
const written: Flags = {
  anyOther: true,
  special: { '-o': { valued: true, writes: true }, '--output': { valued: true, writes: true } },
};

// https://docs.oracle.com/en/java/javase/21/docs/specs/man/jcmd.html
export const jcmd: Tool = {
  names: ['jcmd'],
  cases: [
    { atMost: 1, risk: 'read', say: 'only lists' },
    {
      operand: 1,
      is: /^(Thread\.print|VM\.(flags|version|uptime|command_line|system_properties|info|native_memory|metaspace|classloader_stats|dynlibs|stringtable|symboltable|events|class_hierarchy)|GC\.(class_histogram|heap_info|class_stats|finalizer_info)|JFR\.(check|view)|Compiler\.\w+|PerfCounter\.print|help|ManagementAgent\.status)$/,
      risk: 'read',
      say: 'only looks',
    },
    { risk: 'change', say: 'makes the program do something' },
  ],
  flags: { plain: '-l -h' },
};

export const jvmLooking: Tool = {
  names: ['jps', 'jstat', 'jstack', 'jhsdb', 'jfr', 'javap', 'jdeps'],
  ...reads({ anyOther: true }),
};

export const jvmChanges: Tool = {
  names: ['jmap', 'jinfo'],
  cases: [
    { flag: '-histo -histo:live -heap -clstats -finalizerinfo -flags -sysprops -v', risk: 'read', say: 'only looks' },
    { risk: 'change', say: 'changes the program, or stops it while it writes a file' },
  ],
  singleDash: true,
  flags: any,
};

export const keytool: Tool = {
  names: ['keytool'],
  singleDash: true,
  cases: [
    { flag: '-delete', risk: 'destroy', say: 'deletes a key or a certificate' },
    { flag: '-list -printcert -printcertreq -printcrl -showinfo -help', risk: 'read', say: 'only looks' },
    { risk: 'change', say: 'changes a store of keys' },
  ],
  flags: {
    anyOther: true,
    valued: '-keystore -storepass -alias -file -storetype -keypass',
    secret: '-storepass -keypass',
  },
};

export const profilers: Tool = {
  names: [
    'py-spy',
    'rbspy',
    'austin',
    'memray',
    'pprof',
    'bpftool',
    'offcputime',
    'execsnoop',
    'opensnoop',
    'biolatency',
    'tcplife',
  ],
  ...reads(written),
  cases: [{ operand: 0, is: /^(record|run|attach)$/, risk: 'change', say: 'writes a file' }],
};

export const healthProbes: Tool = {
  names: [
    'grpc_health_probe',
    'grpc-health-probe',
    'check_http',
    'check_tcp',
    'check_disk',
    'check_load',
    'check_procs',
    'check_ping',
    'wait-for-it.sh',
    'wait-for-it',
    'httpstat',
  ],
  ...reads(any),
};

export const publishing: Tool = {
  names: ['mosquitto_pub', 'amqp-publish', 'stomp', 'mqttx'],
  ...changes('sends messages', { flags: any }),
};

export const subscriptions: Tool = {
  names: ['mosquitto_sub', 'mosquitto_rr'],
  ...reads({
    anyOther: true,
    valued: '-C -W -t -h -p -u -P',
    secret: '-P',
    special: { '--remove-retained': { effect: { risk: 'destroy', say: 'deletes messages' } } },
  }),
  marks: [{ kind: 'endless', without: '-C -W' }],
};

// https://docs.nats.io/using-nats/nats-tools/nats_cli
const natsGroup: CommandRule = {
  verbs: {
    'ls|list|info|report|get|state|subjects|view|find|status|history|validate|graph|next-info|check|cluster-info|mapping|latency|ping|request-info|account|watch':
      look,
    'rm|del|delete|purge|rmm|seal|cluster-down|peer-remove|clear|restore|step-down-all': removal(
      'deletes messages or what keeps them',
    ),
    '*': change('changes what the server keeps'),
  },
};

export const nats: Tool = {
  names: ['nats'],
  flags: {
    valued: '-s --server --user --password --creds --nkey --tlscert --tlskey --tlsca --context --timeout --domain',
    secret: '--password',
  },
  verbs: {
    'stream|str|consumer|con|kv|object|obj|account|context|auth|micro|service': natsGroup,
    server: {
      verbs: {
        'ls|list|info|ping|check|report|events|graph|mapping|watch|passwd|request|req|explore': {
          ...look,
          verbs: { '*': look },
        },
        '*': change('changes the server'),
      },
    },
    'sub|events|subscribe': { ...look, marks: [{ kind: 'endless', without: '--count --wait' }] },
    'rtt|latency|schema|errors|cheat|trace|version|top': look,
    'pub|publish|request|reply|bench|backup|governor': change('sends messages'),
    restore: removal('puts a saved copy over what is there now'),
  },
};

export const snmp: Tool = {
  names: [
    'snmpwalk',
    'snmpget',
    'snmpgetnext',
    'snmpbulkwalk',
    'snmpbulkget',
    'snmptable',
    'snmptranslate',
    'snmpdf',
    'snmpstatus',
  ],
  ...reads({ anyOther: true, valued: '-v -c -u -l -a -A -x -X', secret: '-c -A -X' }),
};

export const snmpSet: Tool = {
  names: ['snmpset', 'snmptrap'],
  ...changes('changes the device, or sends it an alarm', { flags: any }),
};

export const audit: Tool = {
  names: ['ausearch', 'aureport', 'aulast', 'auvirt'],
  ...reads(any),
};

export const auditctl: Tool = {
  names: ['auditctl'],
  ...changes('changes what is recorded', {
    cases: [
      { flag: '-D -d -W', risk: 'destroy', say: 'removes rules of what is recorded' },
      { flag: '-l -s -v', risk: 'read', say: 'only lists' },
    ],
    flags: { plain: '-l -s -v -D', valued: '-e -a -w -p -k -b -f -d -W -F -S -R' },
  }),
};

// They load the machine on purpose.
export const loading: Tool = {
  names: [
    'stress',
    'stress-ng',
    'sysbench',
    'iperf',
    'iperf3',
    'memtester',
    'bonnie++',
    'hping3',
    'netperf',
    'redis-benchmark',
    'memtier_benchmark',
    'ycsb',
    'tsung',
    'gatling',
    'jmeter',
    'artillery',
    'bombardier',
    'autocannon',
    'fio',
    'cassandra-stress',
  ],
  ...changes('loads the system on purpose', {
    cases: [
      { flag: '--filename', value: /^\/dev\//, risk: 'destroy', say: 'overwrites a disk' },
      { flag: '--flood', risk: 'destroy', say: 'floods a machine with packets' },
      { flag: '--version -v', atMost: 0, risk: 'read', say: 'only prints' },
    ],
    flags: { anyOther: true, valued: '--filename' },
  }),
  marks: [{ kind: 'endless', flag: '-s --server', say: 'waits for others to connect' }],
};

// https://github.com/ollama/ollama
export const ollama: Tool = {
  names: ['ollama'],
  verbs: {
    'list|ls|ps|show|version|help': look,
    run: { ...change('runs a model'), marks: [{ kind: 'interactive', atMost: 1 }] },
    'pull|push|create|cp|signin|signout': change('fetches or makes a model'),
    stop: change('takes a model out of memory'),
    rm: removal('deletes a model'),
    serve: { ...change('runs a server in the foreground'), marks: [{ kind: 'endless' }] },
  },
};

export const raspberry: Tool = { names: ['vcgencmd'], ...reads(any) };
