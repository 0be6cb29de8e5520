// Programs that make, move and grow clusters: eksctl, kops, clusterctl, virtctl; and small ones around kubectl.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, MarkRule, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any, dryRun: '--dry-run' });
const removal = (say: string): CommandRule => destroys(say, { flags: any, dryRun: '--dry-run' });
const entering: readonly MarkRule[] = [{ kind: 'interactive' }, { kind: 'elsewhere' }];

export const eksctl: Tool = {
  names: ['eksctl'],
  verbs: {
    'get|info|version|completion|help': look,
    utils: {
      verbs: { 'describe-*|write-kubeconfig|schema|nodegroup-health': look, '*': change('changes the cluster') },
    },
    scale: changes('changes how many machines run', {
      cases: [
        {
          flag: '--nodes -N --nodes-max -M',
          value: /^0$/,
          unsure: true,
          risk: 'destroy',
          say: 'stops all of them, or may',
        },
      ],
      flags: { anyOther: true, valued: '--nodes -N --nodes-max -M --nodes-min -m --cluster --name -n' },
    }),
    'create|upgrade|update|enable|set|associate|register|drain|deploy': change('changes the cluster'),
    unset: change('changes the cluster'),
    'delete|disassociate|deregister': removal('deletes it with what runs on it'),
  },
};

// Without --yes kops only shows what it would do.
const confirmed = (say: string): CommandRule =>
  changes(say, { cases: [{ without: '--yes -y', risk: 'read', say: 'only shows what it would do' }], flags: any });

export const kops: Tool = {
  names: ['kops'],
  flags: { valued: '--name --state --config -v' },
  verbs: {
    'get|validate|version|describe|trust|completion': look,
    export: look,
    'update|rolling-update|upgrade|reconcile': confirmed('changes the cluster'),
    'create|edit|replace|promote|rotate|toolbox|distrust|set|unset|genhelpdocs': change(
      'changes the cluster as it is described',
    ),
    delete: removal('deletes it with what runs on it'),
  },
};

export const clusterctl: Tool = {
  names: ['clusterctl'],
  flags: { valued: '--config -v' },
  verbs: {
    'describe|version|generate|config|completion|help': look,
    get: { verbs: { kubeconfig: { ...look, marks: [{ kind: 'prints-secret' }] } } },
    upgrade: { verbs: { plan: look, apply: change('upgrades what manages clusters') } },
    'init|init-list-images': change('installs what manages clusters'),
    move: changes('hands the management of clusters to another one', { flags: any, dryRun: '--dry-run' }),
    alpha: { verbs: { rollout: { verbs: { '*': change('replaces machines one by one') } }, topology: look } },
    delete: removal('removes what manages clusters'),
  },
};

export const virtctl: Tool = {
  names: ['virtctl'],
  flags: { valued: '-n --namespace --context --kubeconfig' },
  verbs: {
    'version|guestosinfo|fslist|userlist|help|create': look,
    'start|migrate|unpause|migrate-cancel|addvolume|expose|image-upload|memory-dump|vmexport|permitted-devices|restart|soft-reboot':
      change('changes a virtual machine'),
    'stop|pause': { effect: { risk: 'destroy', say: 'stops a virtual machine', turns: 'off' }, flags: any },
    removevolume: removal('takes a disk away from a virtual machine'),
    'console|vnc|ssh': { ...change('opens a virtual machine'), marks: entering },
    'port-forward|scp': change('opens a way into a virtual machine'),
  },
};

export const kubeContexts: Tool = {
  names: ['kubens', 'kubectx', 'kubie', 'kubeswitch', 'switcher'],
  ...reads({ plain: '-c --current -u --unset -h -f --force', valued: '-d' }),
};

export const kubeLogs: Tool = {
  names: ['kubespy', 'ktail'],
  ...reads(any),
  marks: [{ kind: 'endless', without: '--no-follow' }],
};

export const kubeConsoles: Tool = {
  names: ['kdash', 'kubebox'],
  ...changes('opens a console of the cluster', { flags: any }),
  marks: [{ kind: 'interactive' }],
};

export const kubeseal: Tool = {
  names: ['kubeseal'],
  ...reads({
    anyOther: true,
    special: {
      '-w': { valued: true, writes: true },
      '--sealed-secret-file': { valued: true, writes: true },
    },
  }),
  cases: [{ flag: '--recovery-unseal', risk: 'read', say: 'only prints' }],
  marks: [{ kind: 'prints-secret', flag: '--recovery-unseal' }],
};
