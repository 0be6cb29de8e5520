// git: https://git-scm.com/docs. Looking is read; what can be got back from the reflog or a remote is a change; what cannot, destroys.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Tool } from '../tool.ts';

const looking = `-p -u --patch --stat --oneline --graph --all --decorate --cached --staged --name-only --name-status --short -s -b
  --porcelain --follow --reverse --merges --no-merges --first-parent --abbrev-commit --no-pager --numstat --summary -w -v -vv
  --verbose -a -r -l -q --quiet -z --raw --exit-code --branch --long --tags --heads --contains --merged --no-merged --points-at
  --show-current --verify --is-inside-work-tree --show-toplevel --git-dir --abbrev-ref --symbolic-full-name --dirty --always
  --bare --left-right --count --full-history --color --no-color --show-signature --stdin -e -h -i -n -c -L -S -G -NUM
  --root --full --unreachable --no-dangling --connectivity-only --batch --batch-check --batch-all-objects`;
const lookingValued = `--since --until --after --before --author --grep --format --pretty --max-count --date --sort -U --unified
  --abbrev --match --diff-filter --max-parents --min-parents`;

const look: CommandRule = reads({
  plain: looking,
  valued: lookingValued,
  special: {
    '--output': { valued: true, writes: true },
    '--ext-diff': { effect: { risk: 'change', say: 'runs a program from the configuration' } },
  },
});

function listing(alone: RegExp | undefined, otherwise: CommandRule): CommandRule {
  const cases = otherwise.cases ?? [];
  const bare = { atMost: 0, without: '-d -D --delete', risk: 'read', say: 'only lists' } as const;
  const verbs = alone === undefined ? [] : [{ operand: 0, is: alone, risk: 'read', say: 'only lists' } as const];
  return { ...otherwise, cases: [...cases, bare, ...verbs], flags: { plain: looking, valued: lookingValued } };
}

const worktreeLoss = 'throws away uncommitted work';

const checkout: CommandRule = changes('moves the working copy to other code', {
  cases: [
    { flag: '-- -f --force --discard-changes', risk: 'destroy', say: worktreeLoss },
    {
      some: /^(\.|:\/.*|\*|.+\.(c|cfg|conf|css|go|h|html|java|js|json|md|py|rb|rs|sh|sql|ts|tsx|txt|toml|xml|ya?ml))$/,
      risk: 'destroy',
      say: worktreeLoss,
    },
  ],
  flags: { plain: '-b -B --detach -q --quiet -t --track' },
});

export const git: Tool = {
  names: ['git'],
  cases: [{ flag: '--version --help', risk: 'read', say: 'only prints' }],
  marks: [{ kind: 'interactive', flag: '--interactive --patch-with-editor', say: 'opens an editor' }],
  flags: {
    plain: '--no-pager -p --paginate --version --help --bare --no-optional-locks',
    valued: '-C --git-dir --work-tree --namespace',
    special: {
      '-c': { valued: true, harmlessWhen: /^(color|user|advice|core\.(quotepath|abbrev)|log|safe)\.?[\w.]*=/ },
    },
  },
  verbs: {
    'log|show|diff|status|blame|shortlog|describe|rev-parse|rev-list|ls-files|ls-tree|ls-remote|cat-file|grep|show-ref|for-each-ref|merge-base|name-rev|whatchanged|count-objects|fsck|check-ignore|diff-tree|var|version|help|cherry|range-diff|merge-tree':
      look,
    'checkout|switch': checkout,
    restore: destroys(worktreeLoss, {
      cases: [
        { flag: '--staged -S', without: '--worktree -W', risk: 'change', say: 'takes files out of the next commit' },
      ],
    }),
    reset: changes('moves the branch and the next commit', {
      cases: [
        { flag: '--hard --merge', risk: 'destroy', say: worktreeLoss },
        { flag: '--keep', risk: 'change', say: 'moves the branch and keeps local work' },
      ],
      flags: { plain: '--soft --mixed --hard --keep --merge -q -N' },
    }),
    clean: destroys('deletes files that are not in git', {
      dryRun: '-n --dry-run',
      flags: { plain: '-n --dry-run -d -x -X -f -q --force' },
    }),
    push: changes('publishes commits', {
      cases: [
        {
          flag: '-f --force --force-with-lease --mirror',
          risk: 'destroy',
          say: 'overwrites the history that others have',
        },
        { flag: '-d --delete --prune', risk: 'destroy', say: 'deletes a branch or a tag at the remote' },
        { some: /^[+:]/, risk: 'destroy', say: 'overwrites or deletes a branch at the remote' },
      ],
      flags: { plain: '-u --set-upstream --tags --all -n --dry-run -v -q --follow-tags', valued: '-o' },
      dryRun: '-n --dry-run',
    }),
    branch: listing(undefined, {
      ...changes('makes or renames a branch'),
      cases: [
        { flag: '-D -d --delete -M', risk: 'destroy', say: 'deletes or overwrites a branch' },
        {
          flag: '--list -l --contains --merged --no-merged --show-current -a -r',
          without: '-m -f --force -c',
          risk: 'read',
          say: 'only lists',
        },
      ],
    }),
    tag: listing(undefined, {
      ...changes('makes a tag'),
      cases: [
        { flag: '-d --delete -f --force', risk: 'destroy', say: 'deletes or moves a tag' },
        { flag: '-l --list --contains --points-at', risk: 'read', say: 'only lists' },
      ],
    }),
    stash: changes('puts local work aside', {
      cases: [
        { operand: 0, is: /^(drop|clear)$/, risk: 'destroy', say: 'throws away work that was put aside' },
        { operand: 0, is: /^(list|show)$/, risk: 'read', say: 'only lists' },
      ],
      flags: { plain: looking, valued: '-m --message' },
    }),
    remote: listing(/^(show|get-url)$/, {
      ...changes('changes which remotes are known'),
      cases: [{ operand: 0, is: /^(remove|rm|prune)$/, risk: 'destroy', say: 'removes a remote or its branches' }],
    }),
    config: changes("changes git's settings", {
      cases: [
        { flag: '--get --get-all --list -l --get-regexp', risk: 'read', say: 'only looks' },
        {
          atMost: 1,
          is: /^(list|get|[\w-]+\.[\w.-]+)$/,
          without: '--unset --unset-all --edit -e',
          risk: 'read',
          say: 'only looks',
        },
      ],
      marks: [{ kind: 'interactive', flag: '-e --edit', say: 'opens an editor' }],
      flags: {
        plain:
          '--get --get-all --list -l --get-regexp --global --local --system --show-origin --name-only --bool --int',
      },
    }),
    reflog: changes('changes the record of past positions', {
      cases: [
        { operand: 0, is: /^(delete|expire)$/, risk: 'destroy', say: 'removes the way back to lost commits' },
        { atMost: 0, risk: 'read', say: 'only lists' },
        { operand: 0, is: /^(show|exists)$/, risk: 'read', say: 'only lists' },
      ],
      flags: { plain: looking, valued: lookingValued },
    }),
    worktree: changes('makes or moves a working copy', {
      cases: [
        { operand: 0, is: /^(remove|prune)$/, risk: 'destroy', say: 'removes a working copy' },
        { operand: 0, is: /^list$/, risk: 'read', say: 'only lists' },
      ],
      flags: { plain: looking },
    }),
    'filter-branch|filter-repo|gc|prune|update-ref': destroys('rewrites or removes history', {
      cases: [{ flag: '--auto', risk: 'change', say: 'tidies up storage' }],
    }),
    rm: changes('removes files from the next commit', {
      cases: [{ flag: '-f --force', risk: 'destroy', say: 'removes files with their uncommitted changes' }],
    }),
    fetch: changes('updates what is known of the remote', {
      flags: { plain: '-n --dry-run -p --prune -P --prune-tags' },
      dryRun: '--dry-run',
    }),
    submodule: changes('changes the working copy or its settings', {
      cases: [
        { operand: 0, is: /^(status|summary)$/, risk: 'read', say: 'only lists' },
        { operand: 0, is: /^deinit$/, risk: 'destroy', say: 'removes the working copy of a submodule' },
        { operand: 0, is: /^foreach$/, risk: 'read', say: 'runs a command in each' },
      ],
      flags: { plain: `${looking} --recursive --init --remote` },
      runs: { from: 1, as: 'shell', after: /^foreach$/ },
    }),
    bisect: changes('changes the working copy or its settings', {
      cases: [{ operand: 0, is: /^(log|visualize|view)$/, risk: 'read', say: 'only lists' }],
      runs: { from: 1, as: 'argv', after: /^run$/ },
    }),
    lfs: changes('changes the working copy or its settings', {
      cases: [
        { operand: 0, is: /^(ls-files|status|env|logs|locks|version)$/, risk: 'read', say: 'only lists' },
        { operand: 0, is: /^prune$/, risk: 'destroy', say: 'deletes stored files' },
      ],
    }),
    notes: changes('changes notes on commits'),
    commit: {
      ...changes('changes the working copy or its history', {
        cases: [{ flag: '--dry-run', risk: 'read', say: 'only tries' }],
        flags: {
          plain: '-a --all --amend --no-edit -s --signoff -q --allow-empty --no-verify -v --dry-run',
          valued: '-m --message -F --file -C -c --author --date --fixup -t',
        },
      }),
      marks: [
        {
          kind: 'interactive',
          without: '-m --message -F --file -C --no-edit --fixup --dry-run',
          say: 'opens an editor',
        },
      ],
    },
    rebase: {
      ...changes('changes the working copy or its history', {
        flags: {
          plain: '-i --interactive --abort --continue --skip --autostash',
          valued: '--onto -s -X',
          special: { '-x': { valued: true, runs: 'shell' }, '--exec': { valued: true, runs: 'shell' } },
        },
        cases: [{ flag: '--show-current-patch', risk: 'read', say: 'only shows' }],
      }),
      marks: [{ kind: 'interactive', flag: '-i --interactive', say: 'opens an editor' }],
    },
    'add|merge|pull|cherry-pick|revert|clone|init|am|apply|mv|archive|bundle': {
      ...changes('changes the working copy or its history', {
        cases: [{ flag: '--check --stat --dry-run -n', risk: 'read', say: 'only tries' }],
        flags: { anyOther: true, valued: '-b --branch --depth -m -X -s -o --format' },
      }),
      marks: [{ kind: 'interactive', flag: '-p --patch -i --interactive', say: 'asks what to take' }],
    },
  },
};
