// More tools of people who run clusters: talosctl, Argo Workflows, Tekton, cert-manager, skaffold, telepresence, Rancher.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';
import { groupsOf, usualVerbs } from '../verb-groups.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const following: CommandRule = { ...look, marks: [{ kind: 'endless', flag: '-f --follow -w --watch' }] };
const change = (say: string): CommandRule => changes(say, { flags: any, dryRun: '--dry-run' });
const removal = (say: string): CommandRule => destroys(say, { flags: any, dryRun: '--dry-run' });

// https://www.talos.dev/latest/reference/cli/
export const talosctl: Tool = {
  names: ['talosctl'],
  flags: { valued: '-n --nodes -e --endpoints --talosconfig --context --cluster', plain: '-i --insecure' },
  verbs: {
    [`get version health stats containers processes memory disks mounts netstat list ls read cat time usage du inspect validate
      services dashboard completion kubeconfig config support`]: look,
    'logs|dmesg|events|pcap': { ...following, marks: [{ kind: 'endless', flag: '-f --follow' }] },
    service: changes('restarts a service', {
      cases: [
        { operand: 1, is: /^stop$/, unsure: true, risk: 'destroy', say: 'stops a service' },
        { atMost: 1, risk: 'read', say: 'only looks' },
        { operand: 1, is: /^status$/, risk: 'read', say: 'only looks' },
      ],
      flags: any,
    }),
    etcd: {
      verbs: {
        'members|status|alarm-list': look,
        alarm: { verbs: { list: look, disarm: change('lets the cluster take writes again') } },
        'snapshot|defrag|forfeit-leadership|downgrade': change('saves or tidies the data of the cluster'),
        'remove-member|leave': removal('takes a member out of the cluster'),
      },
    },
    'apply-config|apply|patch|edit|upgrade|upgrade-k8s|reboot|restart|bootstrap|rollback|gen|copy|cp|image|meta|debug|machineconfig|inject|convert-k8s':
      change('changes machines of the cluster'),
    'reset|shutdown|wipe': removal('wipes or stops machines of the cluster'),
    cluster: {
      verbs: { show: look, create: change('makes a local cluster'), destroy: removal('removes a local cluster') },
    },
  },
};

// https://argo-workflows.readthedocs.io/en/latest/cli/argo/
const argoGroup: CommandRule = {
  verbs: {
    'list|get|lint|logs|version': look,
    'delete|suspend-all': removal('deletes it'),
    '*': change('changes it'),
  },
};

export const argo: Tool = {
  names: ['argo'],
  flags: { valued: '-n --namespace --context --kubeconfig -s --argo-server --token --instanceid', secret: '--token' },
  verbs: {
    'list|get|lint|version|wait|node|auth': {
      ...following,
      marks: [{ kind: 'prints-secret', operand: 0, is: /^token$/ }],
    },
    logs: following,
    watch: { ...look, marks: [{ kind: 'endless' }] },
    'submit|resubmit|retry|resume|suspend|cp|archive-resubmit': change('starts, holds or repeats a workflow'),
    'stop|terminate|delete': removal('ends a workflow, or deletes its record'),
    'template|cron|cluster-template|archive|executor-plugin': argoGroup,
    server: { ...change('runs a server in the foreground'), marks: [{ kind: 'endless' }] },
  },
};

export const groupTools: Tool = {
  names: [
    'tkn',
    'kn',
    'rancher',
    'crossplane',
    'up',
    'k0sctl',
    'omnictl',
    'longhornctl',
    'linstor',
    'devspace',
    'okteto',
    'garden',
    'porter',
    'kargo',
    'dapr',
    'keptn',
  ],
  flags: { valued: '-n --namespace --context --kubeconfig -c' },
  verbs: { ...usualVerbs, '*': groupsOf(usualVerbs, 3) },
};

export const cmctl: Tool = {
  names: ['cmctl'],
  verbs: {
    'status|inspect|version|help': { ...look, verbs: { '*': look } },
    check: { ...look, verbs: { api: look } },
    'renew|approve|deny|create|upgrade|convert|experimental': change('makes or renews certificates'),
  },
};

export const skaffold: Tool = {
  names: ['skaffold', 'tilt', 'werf', 'draft', 'kompose'],
  verbs: {
    'diagnose|render|version|inspect|schema|config|lint|doctor|get|describe|logs|dump|helm|slice|convert|list': look,
    'dev|debug|up': { ...change('builds and deploys again and again'), marks: [{ kind: 'endless' }] },
    'run|deploy|build|apply|test|verify|exec|init|fix|trigger|ci|converge|bundle|create|edit|args|enable|disable':
      change('builds or deploys'),
    'delete|down|dismiss|cleanup|purge': removal('removes what it deployed'),
  },
};

export const telepresence: Tool = {
  names: ['telepresence', 'kubefwd', 'mirrord', 'ktunnel'],
  verbs: {
    'status|list|version|test-vpn|gather-logs|config|loglevel': look,
    'connect|intercept|leave|quit|helm|genyaml|uninstall|replace|ingest|wiretap|svc|services|exec|expose|dashboard|operator':
      change('opens a way into the cluster, or closes it'),
  },
};
