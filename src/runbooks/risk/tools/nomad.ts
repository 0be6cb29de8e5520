// nomad and consul: https://developer.hashicorp.com/nomad/commands, https://developer.hashicorp.com/consul/commands. Flags have one dash.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const endless: CommandRule = { ...look, marks: [{ kind: 'endless' }] };
const following: CommandRule = { ...look, marks: [{ kind: 'endless', flag: '-f -follow --follow -monitor' }] };
const secret: CommandRule = { ...look, marks: [{ kind: 'prints-secret' }] };
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });

// Flags are taken with one dash or two.
const dashes = (names: string): string => `${names} ${names.replace(/(^|\s)-/g, '$1--')}`;

const where: Flags = {
  plain: dashes('-no-color -tls-skip-verify -stale -force-color'),
  valued:
    dashes(`-address -namespace -token -region -ca-cert -ca-path -client-cert -client-key -tls-server-name -http-addr -token-file
    -datacenter -ca-file -partition -grpc-addr`),
  secret: '-token --token',
};

const stopping: CommandRule = {
  cases: [{ flag: '-purge -purge=true --purge', risk: 'destroy', say: 'stops the job and forgets it' }],
  effect: { risk: 'destroy', say: 'stops the job', turns: 'off' },
  flags: any,
};
const running: CommandRule = {
  effect: { risk: 'change', say: 'starts the job or changes it', turns: 'on' },
  flags: any,
  cases: [{ flag: '-output --output', risk: 'read', say: 'only prints' }],
};
const exec: CommandRule = {
  cases: [{ atMost: 1, risk: 'change', say: 'opens a shell in a container' }],
  flags: { plain: '-i -t -job', valued: '-task -e' },
  runs: { from: 1, as: 'argv' },
};
const raft: CommandRule = {
  verbs: {
    'list-peers|info|state|logs': look,
    'remove-peer': removal('takes a server out of the cluster'),
    'transfer-leadership': change('makes another server the leader'),
  },
};
const snapshot: CommandRule = {
  verbs: {
    'inspect|decode|state': look,
    'save|agent': change('saves the state of the cluster'),
    restore: removal('puts a saved state over what is there now'),
  },
};
const acl: CommandRule = {
  verbs: {
    '*': {
      verbs: {
        'list|info|read|self': secret,
        'delete|clean': removal('takes access away'),
        '*': { ...change('changes who may do what'), marks: [{ kind: 'prints-secret' }] },
      },
    },
    'bootstrap|set-agent-token': { ...change('makes the first token'), marks: [{ kind: 'prints-secret' }] },
  },
};

export const nomad: Tool = {
  names: ['nomad'],
  singleDash: true,
  flags: where,
  verbs: {
    'status|version|agent-info|node-status|ui|fmt|plan|validate|inspect|login|eval-status|alloc-status|server-members|init':
      look,
    'run|start': running,
    stop: stopping,
    monitor: endless,
    'logs|fs': following,
    exec,
    agent: { ...change('runs an agent in the foreground'), marks: [{ kind: 'endless' }] },
    job: {
      verbs: {
        'status|history|inspect|plan|validate|deployments|allocs|init|tag': look,
        'run|start': running,
        stop: stopping,
        scale: changes('changes how much runs', {
          cases: [{ some: /^0$/, risk: 'destroy', say: 'stops the job' }],
          flags: any,
        }),
        'restart|revert|promote|dispatch|eval|periodic|action': change('restarts the job or changes it'),
      },
    },
    alloc: {
      verbs: {
        'status|checks': look,
        'logs|fs': following,
        exec,
        'restart|stop|signal|pause': change('restarts a part of the job, or moves it'),
      },
    },
    node: {
      verbs: {
        'status|identity': look,
        config: look,
        drain: changes('moves the work of a machine elsewhere', {
          cases: [{ flag: '-force --force', risk: 'destroy', say: 'stops the work of a machine at once' }],
          flags: any,
        }),
        'eligibility|meta|pool': change('changes where work may run'),
      },
    },
    'deployment|eval|volume|service|namespace|quota|scaling|plugin|recommendation|node-pool|sentinel|license|setup': {
      verbs: {
        'list|status|info|inspect|get|snapshot-list': look,
        'delete|deregister|detach|fail': removal('takes it away'),
        policy: look,
        '*': change('changes what the cluster runs or keeps'),
      },
    },
    var: {
      verbs: {
        list: look,
        get: secret,
        'put|init|lock': change('changes a variable'),
        purge: removal('deletes a variable'),
      },
    },
    server: {
      verbs: {
        members: look,
        'force-leave': removal('takes a server out of the cluster'),
        join: change('joins servers'),
      },
    },
    operator: {
      verbs: {
        raft,
        snapshot,
        'autopilot|scheduler': { verbs: { 'get-config|health': look, 'set-config': change('changes the cluster') } },
        'metrics|keygen|client-state|root|gossip|debug|utilization|usage': look,
        api: change('sends a request that may change something'),
      },
    },
    system: {
      verbs: { gc: removal('forgets jobs and machines that are gone'), reconcile: change('repairs its records') },
    },
    acl,
    tls: change('makes certificates'),
  },
};

export const consul: Tool = {
  names: ['consul'],
  singleDash: true,
  flags: where,
  verbs: {
    'members|info|version|rtt|validate|keygen|login|logout|troubleshoot|watch|reporting': look,
    catalog: { verbs: { 'nodes|services|datacenters': look } },
    monitor: endless,
    agent: { ...change('runs an agent in the foreground'), marks: [{ kind: 'endless' }] },
    kv: {
      verbs: {
        'get|export': look,
        'put|import': change('changes keys'),
        delete: destroys('deletes keys', {
          cases: [{ flag: '-recurse --recurse', risk: 'destroy', say: 'deletes all keys below it' }],
          flags: any,
        }),
      },
    },
    snapshot,
    operator: {
      verbs: {
        raft,
        autopilot: { verbs: { 'get-config|state': look, 'set-config': change('changes the cluster') } },
        'usage|area|utilization': look,
      },
    },
    'leave|force-leave': removal('takes a machine out of the cluster'),
    maint: changes('takes a machine or a service out of use, or back', {
      cases: [
        {
          without: '-enable -disable -enable=true -disable=true --enable --disable --enable=true --disable=true',
          risk: 'read',
          say: 'only looks',
        },
      ],
      flags: any,
    }),
    'reload|event|join|connect|tls|debug': change('changes the agent or sends an event'),
    'config|intention|services|peering|partition|namespace|resource': {
      verbs: {
        'read|list|check|get|match|exports|imported': look,
        'delete|deregister': removal('takes it away'),
        '*': change('changes what the mesh allows or knows'),
      },
    },
    keyring: changes('changes the keys of the cluster', {
      cases: [
        { flag: '-list --list', risk: 'read', say: 'only lists' },
        { flag: '-remove --remove', risk: 'destroy', say: 'removes a key' },
      ],
      flags: any,
    }),
    acl,
    exec: { flags: { anyOther: true, valued: '-node -service -tag -wait' }, runs: { from: 0, as: 'shell' } },
    lock: { flags: { anyOther: true, valued: '-n -name -child-exit-code -timeout' }, runs: { from: 1, as: 'argv' } },
  },
};
