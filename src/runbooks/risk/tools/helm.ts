// Helm: https://helm.sh/docs/helm/. A release can be rolled back; uninstalling forgets it.

import { changes, destroys, reads } from '../tool.ts';
import type { Flags, Tool } from '../tool.ts';

const looking: Flags = {
  plain:
    '-a --all -A --all-namespaces -q --short --devel --versions --show-resources --reverse -d --date --failed --deployed --pending -l',
  valued:
    '-o --output --filter --revision --max --version --repo -f --values --set --set-string --selector --time-format --show-only -s --offset',
};
const dryRun = '--dry-run --dry-run=client --dry-run=server';

export const helm: Tool = {
  names: ['helm'],
  flags: {
    plain: '--debug',
    valued: '-n --namespace --kube-context --kubeconfig --kube-token --registry-config --repository-config',
  },
  verbs: {
    'list|ls|status|history|hist|search|show|inspect|version|env|lint|verify|help|completion': reads(looking),
    get: {
      verbs: {
        'all|values': {
          ...reads(looking),
          marks: [{ kind: 'prints-secret', say: 'prints the values of the release, which may hold secrets' }],
        },
        'manifest|notes|hooks|metadata': reads(looking),
      },
    },
    template: reads({ ...looking, special: { '--output-dir': { valued: true, writes: true } } }),
    repo: {
      verbs: {
        'list|ls': reads(looking),
        'add|update|up|index': changes("changes the operator's own settings"),
        'remove|rm': changes("changes the operator's own settings"),
      },
    },
    diff: { verbs: { 'upgrade|rollback|revision|release': reads({ ...looking, anyOther: true }) } },
    'install|upgrade': changes('changes the release', {
      cases: [
        { flag: '--force --force-replace', risk: 'destroy', say: 'deletes and makes again what it cannot change' },
        { flag: '--reset-values', risk: 'change', say: 'changes the release and drops its earlier values' },
      ],
      flags: {
        plain:
          '-i --install --wait --atomic --create-namespace --reuse-values --reset-values --force --force-replace --cleanup-on-fail',
        valued: '-f --values --set --set-string --set-file --version --timeout --description --history-max',
      },
      dryRun,
    }),
    rollback: changes('puts an earlier release back', {
      cases: [{ flag: '--force', risk: 'destroy', say: 'deletes and makes again what it cannot change' }],
      flags: { plain: '--force --wait', valued: '--timeout' },
      dryRun,
    }),
    test: changes('runs test pods'),
    'uninstall|delete|del|un': destroys('removes the release with its objects', {
      dryRun,
      flags: { plain: '--keep-history --wait', valued: '--timeout' },
    }),
    'pull|fetch|package|push|create|dependency|dep|plugin|registry': changes('writes files or charts'),
  },
};
