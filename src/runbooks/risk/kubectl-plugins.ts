// What well-known plugins add to kubectl: each is a verb with verbs of its own. https://krew.sigs.k8s.io/plugins/

import { changes, destroys, reads } from './tool.ts';
import type { CommandRule, Flags } from './tool.ts';
import { usualVerbs } from './verb-groups.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });

export const kubectlPlugins: Readonly<Record<string, CommandRule>> = {
  'ctx|ns|tree|neat|who-can|resource-capacity|view-allocations|images|outdated|score|access-matrix|rbac-tool|node-ssh-list|df-pv|lineage|whoami|sick-pods|unused-volumes|kubesec-scan|deprecations|get-all|slice|konfig':
    look,
  'view-secret|view-secrets|modify-secret': { ...look, marks: [{ kind: 'prints-secret' }] },
  tail: { ...look, marks: [{ kind: 'endless' }] },
  // https://argoproj.github.io/argo-rollouts/generated/kubectl-argo-rollouts/kubectl-argo-rollouts/
  argo: {
    verbs: {
      rollouts: {
        verbs: {
          'get|list|status|lint|version|dashboard|completion|notifications': {
            ...look,
            marks: [{ kind: 'endless', flag: '-w --watch' }],
          },
          'promote|abort|retry|restart|undo|pause|set|create': change(
            'moves the rollout on, holds it or takes it back',
          ),
          terminate: change('ends an experiment'),
          delete: removal('deletes it'),
        },
      },
    },
  },
  // https://cloudnative-pg.io/documentation/current/kubectl-plugin/
  cnpg: {
    verbs: {
      'status|report|logs|version|maintenance-status|fio-list|snapshot-list': look,
      'psql|pgadmin4': { ...change('opens a console'), marks: [{ kind: 'interactive' }, { kind: 'elsewhere' }] },
      'promote|restart|reload|backup|maintenance|certificate|install|pgbench|fio|publication|subscription|snapshot':
        change('changes the database cluster'),
      'destroy|hibernate|fencing': removal('stops a database server, or deletes it with its data'),
    },
  },
  'cert-manager': { verbs: { 'status|inspect|check|version': look, '*': change('makes or renews certificates') } },
  'rook-ceph': {
    verbs: {
      'health|version|flatten-rbd-pvc-list': look,
      rook: { verbs: { 'version|status': look, '*': removal('removes a part of the storage') } },
      'destroy-cluster|restore-quorum|restore-deleted|subvolume': removal(
        'removes a part of the storage, or puts it back',
      ),
      '*': change('changes the storage'),
    },
  },
  krew: { verbs: { 'list|search|info|version|update': look, '*': change("changes the operator's own plugins") } },
  'cilium|hubble|istio|linkerd|minio|directpv|virt|oidc-login|kc|ks': { verbs: usualVerbs },
  'node-shell|node-ssh|iexec|debug-shell|exec-as': {
    ...change('opens a shell on a node or in a container'),
    marks: [{ kind: 'interactive' }, { kind: 'elsewhere' }],
  },
  'evict-pod|restart': change('restarts pods'),
  'delete-all|nuke|janitor|reap': removal('deletes what it finds'),
};
