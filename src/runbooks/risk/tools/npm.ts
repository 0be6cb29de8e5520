// npm: https://docs.npmjs.com/cli. Scripts of a package may do anything, so only looking commands are read.

import { changes, destroys, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

export const npm: Tool = {
  names: ['npm', 'pnpm'],
  flags: {
    plain: '-g --global --silent -s --json --long --parseable -D --save-dev',
    valued: '--prefix --registry --depth --workspace -w -C --dir --loglevel --location',
  },
  cases: [{ flag: '-v --version', risk: 'read', say: 'only prints' }],
  verbs: {
    'ls|list|ll|view|info|show|outdated|whoami|root|bin|prefix|ping|explain|why|search|docs|help|doctor|query': reads({
      plain: '-a --all --prod',
    }),
    audit: changes('changes packages', {
      cases: [{ atMost: 0, risk: 'read', say: 'only looks' }],
      flags: { plain: '--production', valued: '--audit-level --omit' },
    }),
    config: {
      verbs: { 'get|list|ls': reads(), 'set|delete|rm|edit|fix': changes("changes the operator's own settings") },
    },
    'run|run-script': {
      script: 0,
      marks: [
        {
          kind: 'endless',
          operand: 0,
          is: /^(dev|start|serve|watch|preview|develop|storybook)(:[\w:-]+)?$/,
          say: 'is likely to run until it is stopped',
        },
      ],
    },
    start: {
      ...changes("runs the package's own script"),
      marks: [{ kind: 'endless', say: 'is likely to run until it is stopped' }],
    },
    'restart|test|t|tst': changes("runs the package's own script"),
    stop: destroys("runs the package's own stop script"),
    'install|i|add|ci|update|up|upgrade|rebuild|dedupe|link|init|pack|version|create|cache|store|set|login|logout|token|dist-tag|deprecate':
      changes('changes packages or runs their code'),
    'exec|x|dlx': {
      cases: [{ atMost: 0, risk: 'change', say: 'runs code of packages' }],
      flags: { plain: '-y --yes --', valued: '--package -p' },
      runs: { from: 0, as: 'argv' },
    },
    'uninstall|remove|rm|un|prune': changes('removes packages, which can be installed again'),
    publish: changes('publishes a package', { dryRun: '--dry-run', flags: { plain: '--dry-run' } }),
    unpublish: destroys('takes a published package away', { dryRun: '--dry-run', flags: { plain: '--dry-run' } }),
  },
};
