// etcdctl, etcdutl and ZooKeeper's shell: https://etcd.io/docs/v3.6/op-guide/, https://zookeeper.apache.org/doc/current/zookeeperCLI.html.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });

const where: Flags = {
  plain: '--debug --insecure-skip-tls-verify --insecure-transport --hex --no-sync',
  valued: `--endpoints --endpoint -C --peers --cacert --ca-file --cert --cert-file --key --key-file --user -u --username --password
    --dial-timeout --command-timeout --timeout --total-timeout -w --write-out -o --output --discovery-srv -d --keepalive-time
    --keepalive-timeout`,
  secret: '--password --user',
};

const accounts: CommandRule = {
  verbs: {
    'list|get|status': look,
    'add|passwd|grant-role|grant-permission|enable|grant': change('changes who may do what'),
    'delete|revoke-role|revoke-permission|disable|revoke|remove': removal('takes access away'),
  },
};

export const etcdctl: Tool = {
  names: ['etcdctl', 'etcdutl'],
  flags: where,
  verbs: {
    'get|version|hashkv|ls|cluster-health|help|completion': look,
    watch: { ...look, marks: [{ kind: 'endless' }] },
    'put|set|mk|mkdir|setdir|update|updatedir|import': change('changes keys'),
    'del|rm|rmdir': removal('deletes keys'),
    txn: { ...change('runs what is typed into it'), marks: [{ kind: 'interactive', flag: '-i --interactive' }] },
    member: {
      verbs: {
        list: look,
        'add|update|promote': change('changes the members of the cluster'),
        remove: removal('takes a member out of the cluster'),
      },
    },
    endpoint: { verbs: { 'health|status|hashkv': look } },
    alarm: { verbs: { list: look, disarm: change('lets the cluster take writes again') } },
    'compact|compaction': removal('forgets the earlier values of keys'),
    defrag: change('stops a member for the time it takes'),
    snapshot: {
      verbs: {
        status: look,
        save: change('writes the data of the cluster to a file'),
        restore: removal('puts a saved copy in place of what is there now'),
      },
    },
    backup: change('writes the data of the cluster to a file'),
    'migrate|move-leader|make-mirror|check': change('moves data or the leader, or loads the cluster'),
    lease: {
      verbs: {
        'list|timetolive': look,
        grant: change('makes a lease'),
        'keep-alive': { ...change('keeps a lease'), marks: [{ kind: 'endless' }] },
        revoke: removal('ends a lease and deletes its keys'),
      },
    },
    'lock|elect': { ...change('holds a lock'), marks: [{ kind: 'endless', atMost: 1 }] },
    'user|role|auth': accounts,
  },
};

const zooVerbs: Readonly<Record<string, CommandRule>> = {
  'ls|ls2|get|stat|getAcl|getEphemerals|getAllChildrenNumber|listquota|config|version|whoami|history|printwatches|close|quit':
    look,
  'create|set|setAcl|setquota|sync|addWatch|addauth|reconfig': change('changes nodes'),
  'delete|deleteall|rmr|delquota|removewatches': removal('deletes nodes'),
};

export const zkCli: Tool = {
  names: ['zkCli.sh', 'zkCli', 'zkcli'],
  anyFolder: true,
  singleDash: true,
  ...change('opens a console'),
  flags: { valued: '-server -timeout -client-configuration', plain: '-r -waitforconnection' },
  marks: [{ kind: 'interactive', atMost: 0 }],
  verbs: zooVerbs,
};

export const zookeeperShell: Tool = {
  names: ['zookeeper-shell', 'zookeeper-shell.sh'],
  anyFolder: true,
  ...change('opens a console'),
  cases: [
    {
      operand: 1,
      is: /^(delete|deleteall|rmr|delquota)$/,
      unsure: true,
      risk: 'destroy',
      say: 'deletes nodes, or may',
    },
    { operand: 1, is: /^(ls|ls2|get|stat|getAcl|config|version|listquota)$/, risk: 'read', say: 'only looks' },
  ],
  marks: [{ kind: 'interactive', atMost: 1 }],
};

export const zkServer: Tool = {
  names: ['zkServer.sh', 'zkServer'],
  anyFolder: true,
  verbs: {
    'status|version|print-cmd': look,
    'start|restart': change('starts or restarts the server'),
    'start-foreground': { ...change('runs the server in the foreground'), marks: [{ kind: 'endless' }] },
    stop: removal('stops the server'),
  },
};
