// Networks inside Kubernetes: istioctl, linkerd, cilium, calicoctl.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const following: CommandRule = { ...look, marks: [{ kind: 'endless', flag: '-f --follow' }] };
const endless: CommandRule = { ...look, marks: [{ kind: 'endless' }] };
const change = (say: string): CommandRule => changes(say, { flags: any, dryRun: '--dry-run' });
const removal = (say: string): CommandRule => destroys(say, { flags: any });

const istioVerbs: Readonly<Record<string, CommandRule>> = {
  [`proxy-status ps proxy-config pc ztunnel-config zc analyze version describe validate verify-install precheck authz
    check-inject internal-debug injector metrics wait kube-inject completion remote-clusters envoy-stats`]: look,
  'dashboard|d|dash': endless,
  'bug-report': change('writes an archive of the state of the mesh'),
};

export const istioctl: Tool = {
  names: ['istioctl'],
  flags: { valued: '-n --namespace -i --istioNamespace --context --kubeconfig -c --vklog' },
  verbs: {
    ...istioVerbs,
    'experimental|x': {
      verbs: { ...istioVerbs, 'un*': removal('takes it out of the mesh'), '*': change('changes the mesh') },
    },
    'manifest|profile|operator': {
      verbs: {
        'generate|diff|list|dump|versions|translate': look,
        'apply|install|init': change('changes the mesh'),
        remove: removal('removes it'),
      },
    },
    'tag|waypoint|admin|create-remote-secret|remote': {
      ...change('changes the mesh, or how much it logs'),
      verbs: {
        'list|ls|status|generate': look,
        'remove|delete': removal('removes it'),
        '*': change('changes the mesh, or how much it logs'),
      },
    },
    'install|upgrade': change('installs or upgrades the mesh'),
    uninstall: removal('removes the mesh from the cluster'),
  },
};

// What linkerd installs or removes it only prints; kubectl acts on it.
const linkerdVerbs: Readonly<Record<string, CommandRule>> = {
  [`check stat stat-inbound stat-outbound routes edges version diagnostics identity endpoints metrics proxy-metrics profile
    list completion authz install install-cni upgrade uninstall inject uninject prune service-profile gateways link unlink`]:
    look,
  'top|tap|dashboard': endless,
};

export const linkerd: Tool = {
  names: ['linkerd'],
  flags: { valued: '-n --namespace -L --linkerd-namespace --context --kubeconfig --as', plain: '--verbose' },
  verbs: { ...linkerdVerbs, 'viz|multicluster|mc|jaeger|diagnostics|buoyant': { verbs: linkerdVerbs } },
};

export const cilium: Tool = {
  names: ['cilium', 'hubble', 'cilium-dbg'],
  flags: { valued: '-n --namespace --context --server -P --helm-release-name' },
  verbs: {
    'status|version|config|sysdump|metrics|debuginfo|list|watch|reflect': {
      ...look,
      verbs: { 'view|get|list|print': look, 'set|delete': change('changes the network'), '*': look },
    },
    observe: following,
    'monitor|port-forward': endless,
    'endpoint|identity|service|node|policy|bpf|ip|map|lrp|fqdn|kvstore|encrypt|bgp|clustermesh|features|statedb|recorder|loadinfo|cgroups':
      {
        ...look,
        verbs: {
          'list|ls|get|log|health|peers|routes|status|show|trace|validate|selectors|config|inspect|dump|cache|tunnel|ct|lb|nat|ipcache|metrics|wait|vips':
            {
              ...look,
              verbs: {
                'list|get|dump': look,
                'flush|delete|remove|clean': removal('drops connections or rules that are in use'),
                '*': look,
              },
            },
          'delete|flush|disconnect|disable|remove|clean': removal('drops connections or rules that are in use'),
          '*': change('changes the network'),
        },
      },
    'install|upgrade|enable|connectivity|encryption|import|disable': change('changes the network'),
    'uninstall|cleanup': removal('removes the network'),
  },
};

export const calicoctl: Tool = {
  names: ['calicoctl'],
  flags: { valued: '-c --config --context -l --log-level', plain: '--allow-version-mismatch' },
  verbs: {
    'get|version|validate': look,
    node: { verbs: { 'status|checksystem|diags': look, run: change('starts Calico on this node') } },
    ipam: {
      verbs: {
        'show|check': look,
        'configure|split': change('changes addresses'),
        release: removal('gives addresses away that may be in use'),
      },
    },
    'create|apply|replace|patch|label|convert|datastore|cluster': change('changes the network'),
    delete: removal('deletes it'),
  },
};
