// The Azure CLI: https://learn.microsoft.com/cli/azure/reference-index. Groups of any depth, and last a verb; everything else is a flag.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, MarkRule, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const secret: CommandRule = { ...look, marks: [{ kind: 'prints-secret' }] };
const change = changes('changes what runs in the subscription', { flags: any });
const copying = changes('copies files or objects, over others that are there', { flags: any, dryRun: '--dryrun' });
const copied = changes('makes a new one from a saved copy', { flags: any });
const entering: readonly MarkRule[] = [{ kind: 'interactive' }, { kind: 'elsewhere' }];
const none = /^0$/;

// `az vm run-command invoke --scripts '…'`, `az aks command invoke --command '…'`.
const remote: CommandRule = {
  flags: {
    anyOther: true,
    special: {
      '--scripts': { valued: true, runs: 'shell' },
      '--command': { valued: true, runs: 'shell' },
      '-c': { valued: true, runs: 'shell' },
    },
  },
  cases: [{ without: '--scripts --command -c', risk: 'change', say: 'runs something on machines' }],
};

const exec: CommandRule = {
  flags: {
    anyOther: true,
    special: { '--exec-command': { valued: true, runs: 'shell' }, '--command': { valued: true, runs: 'shell' } },
  },
  cases: [{ without: '--exec-command --command', risk: 'change', say: 'opens a shell in a container' }],
  marks: [{ kind: 'elsewhere' }],
};

const scaling: CommandRule = changes('changes what runs, or how much', {
  cases: [
    {
      flag: '--node-count -c --new-capacity --max-replicas --instance-count --number-of-workers',
      value: none,
      unsure: true,
      risk: 'destroy',
      say: 'stops all of it, or may',
    },
  ],
  flags: {
    anyOther: true,
    valued: '--node-count -c --new-capacity --max-replicas --instance-count --number-of-workers',
  },
});

const deploying: CommandRule = changes('deploys a template', {
  cases: [
    { flag: '--what-if -w', risk: 'read', say: 'only compares' },
    { flag: '--mode', value: /^complete$/i, risk: 'destroy', say: 'deletes what the template does not name' },
  ],
  flags: { anyOther: true, valued: '--mode' },
});

const verbs: Readonly<Record<string, CommandRule>> = {
  'list-keys|list-publishing-profiles|list-publishing-credentials|list-connection-strings|get-access-token|list-secrets|show-connection-string|generate-sas|list-credentials|list-admin-key|list-query-key':
    secret,
  [`list get wait exists query check browse help find version url validate what-if diff verify lint dry-run
    list-* show-* get-* check-* query-* test-connectivity diagnose`]: look,
  'get-credentials|use-dev-spaces': look,
  'logs|show': { ...look, marks: [{ kind: 'endless', flag: '--follow --follow=true' }] },
  'tail|stream|log-stream': { ...look, marks: [{ kind: 'endless' }] },
  'ssh|shell|remote-debugging': { ...change, marks: entering },
  'tunnel|create-remote-connection|port-forward': { ...change, marks: [{ kind: 'endless' }] },
  exec,
  invoke: remote,
  stop: { effect: { risk: 'destroy', say: 'stops what runs there', turns: 'off' }, flags: any },
  deallocate: {
    effect: { risk: 'destroy', say: 'stops what runs there and gives the machine back', turns: 'off' },
    flags: any,
  },
  start: { effect: { risk: 'change', say: 'starts it', turns: 'on' }, flags: any },
  'update|scale': scaling,
  [`delete delete-* remove-all purge bulk-delete uninstall destroy clear force-delete`]: destroys(
    'deletes it with what it holds',
    { flags: any, dryRun: '--dryrun' },
  ),
  'reimage|simulate-eviction': destroys('gives it a new, empty disk', { flags: any }),
  'disable|power-off|hibernate|suspend|terminate|kill|evict': destroys('stops what runs there', { flags: any }),
  'remove|detach|revoke|revoke-access': changes('takes a part of it away, which can be added again', {
    flags: any,
  }),
  'restore|reset|reset-*|revert|rollback|flush': destroys('puts another state over what is there now', {
    flags: any,
  }),
  'download|download-batch|upload|upload-batch|copy|sync': copying,
  'set-primary': {
    ...change,
    cases: [{ flag: '--allow-data-loss', risk: 'destroy', say: 'may lose what was not copied yet' }],
  },
  'recover|undelete': change,
  [`create add set enable deploy upgrade restart redeploy swap apply attach assign import renew rotate regenerate cancel resume
    pause failover promote move grant publish up unlock approve reject restart-* update-instances update-tags open-port resize`]:
    change,
};

function group(depth: number): CommandRule {
  return depth === 0 ? {} : { verbs: { ...verbs, '*': group(depth - 1) } };
}

const inside: CommandRule = group(5);
const printing = { verbs: { ...inside.verbs, 'list|show': secret } };

export const az: Tool = {
  names: ['az'],
  cases: [{ flag: '--version', risk: 'read', say: 'only prints' }],
  flags: {
    plain: '--debug --verbose --only-show-errors --version -h --help',
    valued: '-o --output --query --subscription -g --resource-group -n --name -l --location',
    secret: '--password --admin-password --sas-token --account-key --connection-string',
  },
  verbs: {
    login: { ...look, marks: [{ kind: 'interactive', without: '--service-principal --identity' }] },
    'logout|version|find|configure|feedback|help': look,
    interactive: { ...change, marks: [{ kind: 'interactive' }] },
    account: { verbs: { ...inside.verbs, 'set|clear|list|show|list-locations': look } },
    rest: {
      cases: [
        { flag: '--method -m', value: /^(get|head)$/i, risk: 'read', say: 'only asks' },
        { flag: '--method -m', value: /^delete$/i, risk: 'destroy', say: 'deletes it' },
        { without: '--method -m --body -b', risk: 'read', say: 'only asks' },
        { risk: 'change', say: 'sends a request that changes something' },
      ],
      flags: {
        anyOther: true,
        valued: '--method -m --body -b --url -u --uri --headers --resource',
        special: { '--output-file': { valued: true, writes: true } },
      },
    },
    keyvault: {
      verbs: {
        ...inside.verbs,
        secret: {
          verbs: { ...inside.verbs, show: secret, download: { ...copying, marks: [{ kind: 'prints-secret' }] } },
        },
      },
    },
    acr: {
      verbs: {
        ...inside.verbs,
        login: look,
        credential: printing,
        repository: { verbs: { ...inside.verbs, untag: change } },
        'build|run|pack': changes('runs a build', { flags: any }),
      },
    },
    'storage|cosmosdb|functionapp|eventhubs|servicebus|relay|iot|batch|maps|cognitiveservices|search|signalr': {
      verbs: {
        ...inside.verbs,
        'account|namespace|hub|topic|queue|eventhub|function': {
          verbs: {
            ...inside.verbs,
            'keys|key|authorization-rule': { verbs: { ...inside.verbs, 'list|list-keys': secret } },
          },
        },
        'keys|key': printing,
      },
    },
    ad: {
      verbs: {
        ...inside.verbs,
        sp: {
          verbs: {
            ...inside.verbs,
            'create-for-rbac': { ...change, marks: [{ kind: 'prints-secret' }] },
            credential: { verbs: { ...inside.verbs, reset: { ...change, marks: [{ kind: 'prints-secret' }] } } },
          },
        },
      },
    },
    'sql|postgres|mysql|mariadb': {
      verbs: {
        ...inside.verbs,
        'restore|geo-restore': copied,
        '*': { verbs: { ...inside.verbs, 'restore|geo-restore': copied } },
      },
    },
    'deployment|deployment-scripts|stack': {
      verbs: { ...inside.verbs, create: deploying, '*': { verbs: { ...inside.verbs, create: deploying } } },
    },
    '*': group(4),
  },
};

export const azcopy: Tool = {
  names: ['azcopy'],
  flags: { valued: '--log-level --output-type --output-level --cap-mbps' },
  verbs: {
    'list|env|doc|login|logout': look,
    jobs: {
      verbs: {
        'list|show': look,
        resume: changes('goes on with a copy', { flags: any }),
        'clean|remove|rm': changes("removes the record of the operator's own copies", { flags: any }),
      },
    },
    'copy|cp|c|make|mk|bench|benchmark|set-properties|sp': changes(
      'copies files or objects, over others that are there',
      {
        flags: any,
        dryRun: '--dry-run',
      },
    ),
    sync: changes('copies files or objects, over others that are there', {
      cases: [
        {
          flag: '--delete-destination',
          value: /^(true|prompt)$/i,
          risk: 'destroy',
          say: 'deletes what the source does not have',
        },
      ],
      flags: { anyOther: true, valued: '--delete-destination' },
      dryRun: '--dry-run',
    }),
    'remove|rm|r': destroys('removes objects for good', { flags: any, dryRun: '--dry-run' }),
  },
};
