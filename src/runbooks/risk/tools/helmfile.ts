// helmfile and kustomize: https://helmfile.readthedocs.io, https://kubectl.docs.kubernetes.io/references/kustomize/.

import { changes, destroys, reads } from '../tool.ts';
import type { Flags, MarkRule, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const written: Flags = {
  anyOther: true,
  special: {
    '-o': { valued: true, writes: true },
    '--output': { valued: true, writes: true },
    '--output-dir': { valued: true, writes: true },
  },
};
const asking: readonly MarkRule[] = [{ kind: 'interactive', flag: '-i --interactive' }];

export const helmfile: Tool = {
  names: ['helmfile'],
  flags: {
    plain:
      '-q --quiet --debug --no-color --color --allow-no-matching-release --skip-deps -i --interactive --disable-force-update',
    valued: `-e --environment -f --file -l --selector -n --namespace --kube-context --kubeconfig --state-values-set --state-values-file -b
      --helm-binary --log-level -c --chart --state-values-set-string`,
  },
  verbs: {
    'diff|list|status|lint|version|show-dag|build|print-env|cache|help': reads({ anyOther: true }),
    template: reads(written),
    'apply|sync|charts': changes('changes the releases', {
      cases: [{ flag: '--reset-values', risk: 'change', say: 'changes the releases and drops their earlier values' }],
      flags: any,
      marks: asking,
    }),
    'deps|repos|fetch|init|test|write-values': changes('fetches charts or runs tests', { flags: any }),
    'destroy|delete': destroys('removes the releases with their objects', { flags: any, marks: asking }),
  },
};

export const kustomize: Tool = {
  names: ['kustomize'],
  verbs: {
    build: reads(written),
    'version|cfg|completion|help|localize|openapi': reads(any),
    'edit|create|fn': changes('rewrites files', { flags: any }),
  },
};
