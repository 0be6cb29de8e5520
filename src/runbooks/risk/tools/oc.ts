// oc, kubectl with OpenShift's own verbs: https://docs.openshift.com/container-platform/latest/cli_reference/openshift_cli/.
// And the short names under which people call kubectl.

import { changes, destroys, reads } from '../tool.ts';
import type { Flags, Tool } from '../tool.ts';
import { kubectl } from './kubectl.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const verbs = kubectl.verbs ?? {};

export const oc: Tool = {
  ...kubectl,
  names: ['oc'],
  verbs: {
    ...verbs,
    'status|image-info|registry': look,
    'project|projects|login|logout': look,
    adm: {
      verbs: {
        'top|node-logs|inspect|release|verify-image-signature|must-gather': look,
        upgrade: changes('upgrades the cluster', {
          cases: [{ atMost: 0, without: '--to --to-latest --to-image', risk: 'read', say: 'only looks' }],
          flags: any,
        }),
        'cordon|uncordon|taint': changes('changes where pods may run', { flags: any }),
        'drain|restart-kubelet|reboot-machine-config-pool': changes('moves pods elsewhere for a while', {
          cases: [
            { flag: '--force --disable-eviction', risk: 'destroy', say: 'removes pods that no controller brings back' },
          ],
          flags: any,
          dryRun: '--dry-run=client --dry-run=server --dry-run',
        }),
        policy: {
          verbs: {
            'who-can|scc-review|scc-subject-review': look,
            '*': changes('changes permissions', { flags: any, dryRun: '--dry-run=client --dry-run=server' }),
          },
        },
        groups: {
          verbs: {
            'new|add-users|remove-users|sync': changes('changes permissions', { flags: any }),
            prune: destroys('removes groups', {
              cases: [{ without: '--confirm', risk: 'read', say: 'only lists' }],
              flags: any,
            }),
          },
        },
        certificate: { verbs: { 'approve|deny': changes('lets a machine in, or not', { flags: any }) } },
        prune: destroys('deletes what is not in use', {
          cases: [{ without: '--confirm --confirm=true', risk: 'read', say: 'only lists' }],
          flags: any,
        }),
        'new-project|create-*|pod-network|migrate|catalog|ocp-certificates|wait-for-stable-cluster': changes(
          'changes the cluster',
          { flags: any },
        ),
      },
    },
    rollback: changes('puts the previous version back', { flags: any, dryRun: '--dry-run' }),
    'start-build|cancel-build|import-image|tag|process|policy|idle|extract|image|secrets|new-build': changes(
      'changes the cluster or writes files',
      {
        flags: any,
      },
    ),
  },
};

export const kubectlNames: Tool = { ...kubectl, names: ['k', 'kubecolor', 'kubectl.exe'] };
