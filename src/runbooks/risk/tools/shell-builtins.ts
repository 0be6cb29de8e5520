// The shell's own commands. They touch only the shell that runs the step, except for the code that some of them run.

import { changes, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

export const shellState: Tool = {
  names:
    'cd pushd popd dirs set shopt shift return exit break continue read mapfile readarray getopts let local umask ulimit hash'.split(
      ' ',
    ),
  ...reads({ anyOther: true }),
};

export const evaluate: Tool = {
  names: ['eval'],
  ...changes('runs nothing that is written here'),
  cases: [{ atMost: 0, risk: 'read', say: 'does nothing' }],
  runs: { from: 0, as: 'shell' },
};

export const trap: Tool = { names: ['trap'], runs: { from: 0, as: 'shell' } };

export const source: Tool = {
  names: ['source', '.'],
  ...changes('reads a script into the shell'),
  script: 0,
};

export const alias: Tool = {
  names: ['alias', 'unalias', 'enable', 'bind', 'complete'],
  ...changes('gives later commands another meaning'),
};
