// argocd and flux, which bring a cluster to what a repository says. https://argo-cd.readthedocs.io, https://fluxcd.io/flux/cmd/

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const following: CommandRule = { ...look, marks: [{ kind: 'endless', flag: '-f --follow -w --watch' }] };
const change = (say: string): CommandRule => changes(say, { flags: any, dryRun: '--dry-run --dry-run=client' });
const removal = (say: string): CommandRule => destroys(say, { flags: any, dryRun: '--dry-run' });
const entries: CommandRule = {
  verbs: {
    'list|ls|get|list-bundled|list-repo-types': look,
    'add|create|set|update|rotate-auth|add-*|allow-*|deny-*|generate|edit|add-tls|add-ssh':
      change('changes what Argo CD knows'),
    'rm|remove|delete|remove-*|delete-*': removal('removes it from Argo CD'),
    'role|windows': {
      verbs: {
        'list|get': look,
        'rm|delete|delete-*|remove-*': removal('takes permissions away'),
        '*': change('changes permissions or windows'),
      },
    },
  },
};

const application: CommandRule = {
  verbs: {
    'list|get|diff|history|manifests|wait|resources|confirm-deletion-list|get-resource': look,
    logs: following,
    sync: changes('brings the cluster to what the repository says', {
      cases: [
        { flag: '--prune --prune=true', risk: 'destroy', say: 'deletes what the repository does not name' },
        {
          flag: '--force --replace --force=true --replace=true',
          risk: 'destroy',
          say: 'deletes objects and makes them again',
        },
      ],
      flags: any,
      dryRun: '--dry-run --dry-run=true',
    }),
    rollback: changes('puts an earlier version back', {
      cases: [{ flag: '--prune', risk: 'destroy', say: 'deletes what the earlier version does not name' }],
      flags: any,
    }),
    'create|set|unset|patch|edit|add-source|remove-source|patch-resource|terminate-op':
      change('changes the application'),
    actions: { verbs: { list: look, run: change('runs an action on objects of the application') } },
    delete: removal('deletes the application with its objects'),
    'delete-resource|confirm-deletion': removal('deletes objects of the application'),
  },
};

export const argocd: Tool = {
  names: ['argocd'],
  flags: {
    plain: '--grpc-web --insecure --plaintext --core --port-forward',
    valued: `--server --config --argocd-context --auth-token --grpc-web-root-path --header -H --kube-context --loglevel --logformat
      --port-forward-namespace --client-crt --client-crt-key --server-crt`,
    secret: '--auth-token',
  },
  verbs: {
    'version|context|ctx|completion|configure|login|logout|relogin': look,
    app: application,
    appset: {
      verbs: {
        'list|get|generate': look,
        create: change('changes applications'),
        delete: removal('deletes the applications that it made'),
      },
    },
    account: {
      verbs: {
        'list|get|can-i|get-user-info': look,
        'generate-token|session-token': { ...change('makes a token'), marks: [{ kind: 'prints-secret' }] },
        'update-password|bcrypt': change('changes a password'),
        'delete-token': removal('takes access away'),
      },
    },
    'cluster|repo|repocreds|proj|cert|gpg': entries,
    admin: {
      verbs: {
        'initial-password': { ...look, marks: [{ kind: 'prints-secret' }] },
        'export|settings|notifications|dashboard|app|cluster|proj|repo': change('looks at, or changes, Argo CD itself'),
        import: removal('puts a saved copy over what is there now'),
      },
    },
  },
};

export const flux: Tool = {
  names: ['flux'],
  flags: {
    plain: '--verbose',
    valued: '-n --namespace --context --kubeconfig --timeout --as --as-group --token --cluster --server',
  },
  verbs: {
    'get|check|stats|tree|trace|events|diff|export|version|build|list|envsubst|debug': following,
    logs: following,
    'reconcile|resume|suspend|create|tag|push|pull|install|bootstrap|migrate': changes(
      'changes what the cluster follows',
      {
        flags: any,
        dryRun: '--dry-run',
      },
    ),
    delete: removal('deletes it, and may delete what it made'),
    uninstall: removal('removes flux from the cluster'),
  },
};
