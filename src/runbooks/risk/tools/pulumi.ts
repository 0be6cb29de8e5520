// pulumi and packer: https://www.pulumi.com/docs/iac/cli/commands/, https://developer.hashicorp.com/packer/docs/commands.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const revealing: CommandRule = { ...look, marks: [{ kind: 'prints-secret', flag: '--show-secrets' }] };
const change = (say: string): CommandRule => changes(say, { flags: any });
const asking = [{ kind: 'interactive' as const, without: '-y --yes --skip-preview --non-interactive --preview-only' }];

export const pulumi: Tool = {
  names: ['pulumi'],
  flags: {
    plain: '--non-interactive --disable-integrity-checking -e --emoji',
    valued: '-s --stack -C --cwd --color -v --verbose --profiling --tracing',
  },
  verbs: {
    'preview|pre|whoami|version|about|gen-completion|schema|help|org': look,
    logs: { ...look, marks: [{ kind: 'endless', flag: '-f --follow' }] },
    'up|update': changes('changes the infrastructure as the program says', {
      cases: [{ flag: '--replace --target-replace', risk: 'destroy', say: 'removes what it names and makes it again' }],
      flags: any,
      dryRun: '--preview-only',
      marks: asking,
    }),
    'destroy|down': destroys('removes the infrastructure', { flags: any, dryRun: '--preview-only', marks: asking }),
    refresh: changes('changes the recorded state', { flags: any, dryRun: '--preview-only', marks: asking }),
    watch: { ...change('changes the infrastructure again and again'), marks: [{ kind: 'endless' }] },
    'import|cancel|new|install|plugin|package|policy|convert|deployment': change('changes the project or its record'),
    'login|logout|console': look,
    stack: {
      ...look,
      verbs: {
        'ls|list|output|history|graph|select|tag': revealing,
        export: changes('writes the state to a file', {
          cases: [{ without: '--file', risk: 'read', say: 'only prints' }],
          flags: any,
          marks: [{ kind: 'prints-secret', flag: '--show-secrets' }],
        }),
        'init|rename|change-secrets-provider': change('makes or changes a stack'),
        import: destroys('puts another state over the recorded one', { flags: any }),
        rm: destroys('deletes the stack with its state', { flags: any }),
      },
    },
    config: {
      ...revealing,
      verbs: {
        'get|env': { ...look, marks: [{ kind: 'prints-secret', say: 'prints a value that may be secret' }] },
        'set|set-all|cp|refresh|rm|rm-all': change('changes the settings of the stack'),
      },
    },
    state: {
      verbs: {
        delete: destroys('forgets what it names, which nobody looks after then', { flags: any }),
        'unprotect|rename|move|upgrade|repair|edit|protect|taint|untaint': change('changes what is recorded'),
      },
    },
  },
};

export const packer: Tool = {
  names: ['packer'],
  singleDash: true,
  verbs: {
    'validate|inspect|version|help|console': look,
    fmt: changes('rewrites files', {
      cases: [{ flag: '-check -write=false', risk: 'read', say: 'only compares' }],
      flags: { plain: '-check -diff -write -recursive' },
    }),
    build: changes('builds an image', {
      cases: [{ flag: '-force', risk: 'destroy', say: 'deletes the image of the same name' }],
      flags: any,
    }),
    'init|plugins|hcl2_upgrade': change('fetches plugins or rewrites files'),
  },
};
