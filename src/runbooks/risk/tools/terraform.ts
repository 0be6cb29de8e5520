// terraform, tofu and terragrunt: https://developer.hashicorp.com/terraform/cli/commands. A plan only compares; an apply does what the plan says.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

// Terraform takes its flags with one dash or two.
const dashes = (names: string): string => `${names} ${names.replace(/(^|\s)-/g, '$1--')}`;

const common =
  dashes(`-no-color -json -compact-warnings -lock -lock-timeout -input -refresh -parallelism -auto-approve -detailed-exitcode
  -refresh-only -upgrade -reconfigure -backend -migrate-state -force-copy -get -raw -recursive -check -diff -write -list -force
  -ignore-remote-version -no-tests -verbose -readonly -destroy -concise`);
const withValues =
  dashes(`-var -var-file -target -exclude -state -state-out -backup -backend-config -plugin-dir -from-module -module -type -filter
  -replace`);
const unasked = dashes('-auto-approve -auto-approve=true -force');
const flags: Flags = { plain: common, valued: withValues };
const writing: Flags = {
  ...flags,
  special: {
    '-out': { valued: true, writes: true },
    '--out': { valued: true, writes: true },
    '-generate-config-out': { valued: true, writes: true },
  },
};
const look = reads(flags);
const change = (say: string): CommandRule => changes(say, { flags });

const apply: CommandRule = changes('changes the infrastructure as the plan says', {
  cases: [
    { flag: dashes('-destroy -destroy=true'), risk: 'destroy', say: 'removes the infrastructure' },
    { flag: dashes('-replace'), risk: 'destroy', say: 'removes what it names and makes it again' },
    { flag: dashes('-refresh-only'), risk: 'change', say: 'changes the recorded state only' },
  ],
  flags,
  marks: [{ kind: 'interactive', without: unasked, atMost: 0 }],
});

const verbs: Readonly<Record<string, CommandRule>> = {
  'version|validate|show|graph|metadata|modules|help|output-all|validate-all|hclvalidate|graph-dependencies': look,
  providers: {
    ...look,
    verbs: { schema: look, 'lock|mirror': change('writes files') },
  },
  output: { ...look, marks: [{ kind: 'prints-secret', flag: '-raw -json', say: 'prints values that may be secret' }] },
  'plan|plan-all': reads(writing),
  'apply|apply-all': apply,
  'destroy|destroy-all': destroys('removes the infrastructure', {
    flags,
    marks: [{ kind: 'interactive', without: unasked }],
  }),
  init: change('fetches modules and providers, and connects to the state'),
  get: change('fetches modules'),
  'fmt|hclfmt': changes('rewrites files', {
    cases: [
      { flag: '-check -check=true --check --terragrunt-check', risk: 'read', say: 'only compares' },
      { flag: '-write=false', risk: 'read', say: 'only compares' },
    ],
    flags,
  }),
  console: { ...change('opens a console'), marks: [{ kind: 'interactive' }] },
  'refresh|import|taint|untaint|force-unlock': change('changes the recorded state'),
  test: change('makes infrastructure and removes it again'),
  state: {
    verbs: {
      'list|show': look,
      pull: { ...look, marks: [{ kind: 'prints-secret', say: 'prints the state with its secrets' }] },
      rm: destroys('forgets what it names, which nobody looks after then', {
        flags: { ...flags, plain: `${common} -dry-run` },
        dryRun: '-dry-run',
      }),
      'mv|replace-provider': changes('renames what is recorded', {
        flags: { ...flags, plain: `${common} -dry-run` },
        dryRun: '-dry-run',
      }),
      push: destroys('puts another state over the recorded one', { flags }),
    },
  },
  workspace: {
    verbs: {
      'list|show|select': reads({ plain: '-or-create' }),
      new: change('makes a workspace'),
      delete: destroys('deletes the workspace with its state', { flags }),
    },
  },
  'login|logout': look,
};

export const terraform: Tool = {
  // `tf` is what many call it.
  names: ['terraform', 'tofu', 'tf'],
  singleDash: true,
  cases: [{ flag: '-version -v -help', risk: 'read', say: 'only prints' }],
  flags: { plain: '-version -v -help --help', valued: '-chdir' },
  verbs,
};

// `terragrunt run-all plan` and `terragrunt run --all plan` do the same to every module below.
export const terragrunt: Tool = {
  names: ['terragrunt'],
  singleDash: true,
  flags: {
    plain: `-version -help --help --non-interactive --terragrunt-non-interactive --terragrunt-no-auto-init --all -a --no-auto-init
      --terragrunt-ignore-dependency-errors --queue-ignore-errors --no-color --backend-bootstrap`,
    valued: `-chdir --terragrunt-config --config --terragrunt-working-dir --working-dir --terragrunt-log-level --log-level
      --terragrunt-include-dir --terragrunt-exclude-dir --queue-include-dir --queue-exclude-dir --terragrunt-parallelism --parallelism
      --terragrunt-source --source --terragrunt-iam-role`,
  },
  verbs: { ...verbs, 'run-all|run': { verbs }, 'list|find|render|dag|info|terragrunt-info|render-json': look },
};
