// Pacemaker and Corosync, and Juju: https://clusterlabs.org/projects/pacemaker/doc/, https://documentation.ubuntu.com/juju/.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });
const stops: CommandRule = {
  effect: { risk: 'destroy', say: 'stops what the cluster runs', turns: 'off' },
  flags: any,
};
const starts: CommandRule = { effect: { risk: 'change', say: 'starts it', turns: 'on' }, flags: any };
const removal = destroys('takes a part of the cluster away', { flags: any });
const acts = change('changes what the cluster runs, or where');

// `pcs resource disable web`, `crm resource stop web`: the kind of thing, then what happens to it.
const verbs: Readonly<Record<string, CommandRule>> = {
  'status|config|show|list|describe|cib|corosync|history|help|query|failcount|relations|constraints|score|locate|verify|report|check|health|nodes|quorum-status':
    {
      ...look,
      verbs: {
        'set|push|cib-push|update|upgrade|edit|restore|load': acts,
        'reset|erase|delete|remove|destroy': removal,
        '*': look,
      },
    },
  'stop|disable|ban|standby|kill|fence|ms-stop|unmanage-stop': stops,
  'start|enable|unstandby|online|clear|unban': starts,
  'delete|remove|destroy|erase|node-remove|remove-guest|remove-remote|purge|clean|force-destroy': removal,
  '*': acts,
};
const kinds: CommandRule = { verbs };

export const pcs: Tool = {
  names: ['pcs', 'crm', 'crmsh'],
  flags: { plain: '--all --force --debug -F -D -w --wait', valued: '-f -c --request-timeout' },
  verbs: {
    'status|history|report|verify|health|corosync-status': look,
    'resource|cluster|node|property|constraint|stonith|quorum|booth|tag|acl|alert|config|configure|options|cib|site|ra|qdevice|dr|host':
      kinds,
    'client|pcsd|auth': acts,
  },
};

export const crmLooking: Tool = {
  names: ['crm_mon', 'crm_verify', 'crm_simulate', 'corosync-cfgtool', 'corosync-quorumtool', 'corosync-cmapctl'],
  cases: [
    { flag: '-k -R -H -s --kill-node --reload-config -L --reboot', risk: 'change', say: 'changes the cluster' },
    { risk: 'read', say: 'only looks' },
  ],
  flags: any,
  marks: [{ kind: 'endless', without: '-1 --one-shot -s -k -R -L -S -x --version --help -b -m -g -l -n -r' }],
};

// https://documentation.ubuntu.com/juju/3.6/reference/juju-cli/
export const juju: Tool = {
  names: ['juju'],
  flags: { valued: '-m --model -c --controller' },
  verbs: {
    'status|show-*|list-*|models|controllers|machines|units|clouds|users|whoami|version|info|find|spaces|storage|storage-pools|secrets|offers|actions|operations|config|model-config|constraints|resources':
      {
        cases: [
          { some: /=/, risk: 'change', say: 'changes a setting' },
          { flag: '--reset --file', risk: 'change', say: 'changes a setting' },
          { risk: 'read', say: 'only looks' },
        ],
        flags: any,
      },
    'debug-log': { ...look, marks: [{ kind: 'endless', without: '--no-tail --limit' }] },
    'remove-*|destroy-*|kill-*|detach-storage|unregister|suspend-relation|dump-model-purge': removal,
    'ssh|scp|exec|run|debug-hooks|debug-code': change('runs something on machines'),
    '*': change('changes what is deployed'),
  },
};
