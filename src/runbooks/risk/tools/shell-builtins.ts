// The shell's own commands. They touch only the shell that runs the step, except for the code that some of them run.

import { changes, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

export const shellState: Tool = {
  names:
    'cd pushd popd dirs shopt shift return exit logout break continue mapfile readarray getopts let local umask ulimit hash disown fg bg'.split(
      ' ',
    ),
  ...reads({ anyOther: true }),
};

export const read: Tool = {
  names: ['read'],
  ...reads({ anyOther: true, valued: '-p -t -n -N -d -u -i -a' }),
  marks: [{ kind: 'interactive', unfed: true, without: '-t -u', say: 'waits for a person to type' }],
};

export const options: Tool = {
  names: ['set', 'declare', 'typeset', 'export', 'compgen'],
  ...reads({ anyOther: true }),
  marks: [
    {
      kind: 'prints-secret',
      atMost: 0,
      without: '-e -u -x -o -eu -ex -euo -eux -euxo +e +x --',
      say: 'prints all variables, with the secrets in them',
    },
  ],
};

export const choosing: Tool = {
  names: ['dialog', 'whiptail', 'fzf', 'gum', 'zenity'],
  ...reads({ anyOther: true }),
  marks: [{ kind: 'interactive', say: 'waits for a person to choose' }],
};

export const evaluate: Tool = {
  names: ['eval'],
  cases: [{ atMost: 0, risk: 'read', say: 'does nothing' }],
  runs: { from: 0, as: 'shell' },
};

export const trap: Tool = { names: ['trap'], runs: { from: 0, as: 'shell' } };

export const source: Tool = {
  names: ['source', '.'],
  cases: [{ atMost: 0, risk: 'read', say: 'does nothing' }],
  script: 0,
  ownScripts:
    /(^|\/)(activate|\.?(bashrc|zshrc|profile|bash_profile|bash_aliases|bash_completion)|nvm\.sh|bash_completion|[\w.-]*openrc(\.sh)?|\.envrc)$/,
};

export const alias: Tool = {
  names: ['alias'],
  ...changes('gives later commands another meaning'),
  cases: [{ atMost: 0, risk: 'read', say: 'only lists' }],
  flags: { plain: '-g -s -p' },
  runs: { from: 0, as: 'shell-list' },
};

export const meanings: Tool = {
  names: ['unalias', 'enable', 'bind', 'complete', 'abbr'],
  ...changes('gives later commands another meaning'),
};
