// The command lines of providers of machines: doctl, hcloud, linode-cli, openstack, oci, scw, vultr-cli, ibmcloud.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, MarkRule, Tool } from '../tool.ts';
import { groupsOf, usualVerbs } from '../verb-groups.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const secret: CommandRule = { ...look, marks: [{ kind: 'prints-secret' }] };
const change = changes('changes what runs there', { flags: any });
const entering: readonly MarkRule[] = [{ kind: 'interactive' }, { kind: 'elsewhere' }];

const ssh: CommandRule = {
  flags: {
    anyOther: true,
    valued: '--ssh-user --ssh-key-path --ssh-port -u -p -i',
    special: { '--ssh-command': { valued: true, runs: 'shell' } },
  },
  cases: [{ without: '--ssh-command', atMost: 1, risk: 'change', say: 'opens a shell on a machine' }],
  runs: { from: 1, as: 'shell' },
  marks: entering.map((mark) => ({ ...mark, atMost: 1, without: '--ssh-command' })),
};

const inside = groupsOf({ ...usualVerbs, ssh, 'console|sandbox': { ...change, marks: entering } }, 5);

// https://docs.digitalocean.com/reference/doctl/
export const doctl: Tool = {
  names: ['doctl'],
  flags: {
    plain: '-v --verbose --trace --no-header --interactive',
    valued: '-t --access-token --context -o --output -c --config -u --api-url --format --http-retry-max',
    secret: '-t --access-token',
  },
  verbs: {
    'version|account|balance|projects-default': { ...look, verbs: { '*': look } },
    auth: {
      verbs: {
        'init|list|ls|switch|remove|rm|token': { ...look, marks: [{ kind: 'interactive', flag: '--interactive' }] },
      },
    },
    'kubernetes|k8s|k': {
      verbs: {
        ...inside.verbs,
        'cluster|clusters|c': {
          verbs: {
            ...inside.verbs,
            'kubeconfig|kubecfg|k8scfg|config|cfg': {
              verbs: { 'save|remove|exec-credential|s|rm': look, 'show|print|p|g': secret },
            },
            'recycle|upgrade|registry': change,
          },
        },
      },
    },
    'databases|database|db': {
      verbs: {
        ...inside.verbs,
        connection: secret,
        user: { verbs: { ...inside.verbs, 'get|list|ls': secret } },
        fork: change,
      },
    },
    registry: {
      verbs: {
        ...inside.verbs,
        'login|logout': look,
        'docker-config|kubernetes-manifest': secret,
        'garbage-collection|gc': {
          verbs: { ...inside.verbs, start: destroys('deletes what no image uses', { flags: any }) },
        },
      },
    },
    apps: {
      verbs: {
        ...inside.verbs,
        'spec|propose': look,
        'create-deployment|update|restart': change,
        console: { ...change, marks: entering },
      },
    },
    '*': inside,
  },
};

export const providers: Tool = {
  names: [
    'hcloud',
    'scw',
    'vultr-cli',
    'civo',
    'exo',
    'linode-cli',
    'ibmcloud',
    'upctl',
    'oci',
    'yc',
    'aliyun',
    'tccli',
    'ovhcloud',
  ],
  flags: {
    plain: '--debug --quiet -q --no-headers --text --json --no-truncation --all',
    valued: `--config --context --output -o --format --region --profile --compartment-id --query --zone --token --endpoint --project-id
      --delimiter --auth --config-file -r -g`,
    secret: '--token',
  },
  verbs: {
    'version|help|completion|regions|login|logout|target|configure|context|config|account|init|setup': {
      ...look,
      verbs: { 'delete|rm|remove': change, '*': look },
    },
    '*': inside,
  },
};

// https://docs.openstack.org/python-openstackclient/latest/cli/
const openstackVerbs: Readonly<Record<string, CommandRule>> = {
  ...usualVerbs,
  'list|show': look,
  issue: secret,
  ssh,
  'rebuild|rescue|shelve|evacuate': destroys('stops it, or gives it a new disk', { flags: any }),
  [`unrescue unshelve unpause unlock confirm migrate save set unset add remove dump accept reserve`]: change,
  'failover|restore|revert': change,
};

export const openstack: Tool = {
  names: ['openstack'],
  flags: {
    plain: '--debug -v --verbose -q --quiet --insecure',
    valued: `--os-cloud --os-region-name --os-project-name --os-username --os-password --os-auth-url --os-token --os-interface
      --os-identity-api-version --os-user-domain-name --os-project-domain-name --os-compute-api-version`,
    secret: '--os-password --os-token',
  },
  verbs: { help: look, complete: look, '*': groupsOf(openstackVerbs, 4) },
};

export const swift: Tool = {
  names: ['swift'],
  verbs: {
    'list|stat|info|capabilities': look,
    'auth|tempurl': secret,
    'upload|post|copy|download': change,
    delete: destroys('deletes what is stored there', { flags: any }),
  },
};
