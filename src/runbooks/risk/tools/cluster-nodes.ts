// Programs that make a Kubernetes cluster or work on one of its nodes: kubeadm, k3s, minikube, kind, crictl, ctr.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';
import { helm } from './helm.ts';
import { kubectl } from './kubectl.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const secret: CommandRule = { ...look, marks: [{ kind: 'prints-secret' }] };
const change = (say: string): CommandRule => changes(say, { flags: any, dryRun: '--dry-run' });
const endless = (say: string): CommandRule => ({ ...changes(say, { flags: any }), marks: [{ kind: 'endless' }] });
const removal = (say: string): CommandRule => destroys(say, { flags: any });

export const kubeadm: Tool = {
  names: ['kubeadm'],
  verbs: {
    'version|config|certs|upgrade|token|kubeconfig|alpha': {
      verbs: {
        'print|images|view|check-expiration|plan|diff|validate|migrate': look,
        list: secret,
        'create|generate|certificate-key': { ...change('makes a token or a key'), marks: [{ kind: 'prints-secret' }] },
        'renew|generate-csr': change('replaces the certificates of the control plane'),
        'apply|node': change('upgrades the cluster'),
        user: secret,
        delete: removal('takes a token away'),
      },
      ...look,
    },
    'init|join': change('makes this machine a node of a cluster'),
    reset: destroys('takes this node out and removes its cluster data', { flags: any, dryRun: '--dry-run' }),
  },
};

const crictlVerbs: Readonly<Record<string, CommandRule>> = {
  'ps|pods|images|image|img|imagefsinfo|inspect|inspecti|inspectp|info|version|stats|statsp|metricsp|events|config|runtime-config|status':
    look,
  logs: { ...look, marks: [{ kind: 'endless', flag: '-f --follow' }] },
  exec: {
    cases: [{ atMost: 1, risk: 'change', say: 'opens a shell in a container' }],
    flags: { plain: '-i -t -s -it --interactive --tty --sync', valued: '--timeout -r' },
    runs: { from: 1, as: 'argv' },
  },
  'stop|stopp': change('stops a container, which its kubelet starts again'),
  'pull|create|run|runp|start|update|port-forward|attach|checkpoint': change('changes containers on this node'),
  rmi: destroys('deletes images', { flags: any }),
  'rm|rmp': removal('deletes containers'),
};

export const crictl: Tool = {
  names: ['crictl'],
  flags: { plain: '-D --debug', valued: '-c --config -r --runtime-endpoint -i --image-endpoint -t --timeout' },
  verbs: crictlVerbs,
};

const ctrGroup: CommandRule = {
  verbs: {
    'ls|list|ps|info|check|usage|metrics|tree|diff|inspect|stat': look,
    'pull|import|export|tag|push|create|start|mount|unmount|label|commit|prepare|resume|checkpoint|unpack|convert|attach':
      change('changes what containerd holds'),
    'rm|delete|del|remove|kill|prune|pause': removal('removes or stops it'),
    exec: {
      cases: [{ atMost: 1, risk: 'change', say: 'opens a shell in a container' }],
      flags: { plain: '-t --tty -d --detach', valued: '--exec-id --cwd --user' },
      runs: { from: 1, as: 'argv' },
    },
  },
};

export const ctr: Tool = {
  names: ['ctr'],
  flags: { plain: '--debug', valued: '-a --address -n --namespace --timeout --connect-timeout' },
  verbs: {
    'version|info': look,
    'images|image|i|containers|container|c|tasks|task|t|snapshots|snapshot|content|namespaces|namespace|ns|leases|plugins|plugin|sandboxes':
      ctrGroup,
    run: change('starts a container'),
    events: { ...look, marks: [{ kind: 'endless' }] },
  },
};

const ctrRule: CommandRule = ctr;

export const k3s: Tool = {
  names: ['k3s', 'k0s', 'microk8s', 'rke2'],
  verbs: {
    'kubectl|kc': kubectl,
    'helm|helm3': helm,
    crictl: { verbs: crictlVerbs },
    ctr: ctrRule,
    'check-config|version|status|inspect|sysinfo|validate': look,
    'kubeconfig|config|token': {
      ...secret,
      verbs: {
        'admin|list|ls': secret,
        'create|generate|rotate': { ...change('makes a token'), marks: [{ kind: 'prints-secret' }] },
        'invalidate|delete': removal('takes a token away'),
      },
    },
    'server|agent|controller|worker': changes('runs Kubernetes in the foreground', {
      cases: [
        {
          flag: '--cluster-reset',
          risk: 'destroy',
          say: 'makes this server the only one, with its own copy of the data',
        },
      ],
      flags: any,
      marks: [{ kind: 'endless', without: '--cluster-reset' }],
    }),
    'etcd-snapshot|etcd': {
      ...change('saves the data of the cluster'),
      verbs: {
        'ls|list|member-list': look,
        save: change('saves the data of the cluster'),
        'delete|prune|leave': removal('deletes saved copies or members'),
      },
    },
    'secrets-encrypt|certificate': {
      verbs: { 'status|check': look, '*': change('replaces keys or certificates of the cluster') },
    },
    'enable|disable|addons|add-node|join|install|start|refresh-certs|upgrade|backup': change('changes the cluster'),
    'stop|reset|leave|remove-node|uninstall|restore': removal('stops or takes away the cluster'),
  },
};

export const minikube: Tool = {
  names: ['minikube', 'k3d', 'kind', 'colima', 'multipass'],
  flags: { valued: '-p --profile', plain: '-v --alsologtostderr' },
  verbs: {
    kubectl,
    'status|ip|version|list|ls|service|docker-env|podman-env|options|update-check|license|info|find': look,
    get: look,
    logs: { ...look, marks: [{ kind: 'endless', flag: '-f --follow' }] },
    'dashboard|tunnel|mount': endless('opens a way into the local cluster'),
    ssh: {
      cases: [{ atMost: 0, risk: 'change', say: 'opens a shell in the local cluster' }],
      marks: [
        { kind: 'interactive', atMost: 0 },
        { kind: 'elsewhere', atMost: 0 },
      ],
      runs: { from: 0, as: 'argv' },
    },
    exec: {
      cases: [{ atMost: 1, risk: 'change', say: 'opens a shell in a machine' }],
      runs: { from: 1, as: 'argv' },
    },
    'cluster|node|kubeconfig|registry|image|profile|addons|cache|config': {
      ...look,
      verbs: {
        'list|ls|get|view|images|write|merge|print|open|search|defaults': look,
        'delete|rm|remove|unset|clean': removal('deletes it with what it holds'),
        '*': change('changes the local cluster'),
      },
    },
    'start|create|load|build|export|pause|unpause|restart|launch|transfer|update-context':
      change('changes the local cluster'),
    stop: change('stops the local cluster'),
    'delete|purge|prune': removal('deletes the cluster with what it holds'),
  },
};
