// Shells: what `-c` or standard input gives them is a script of its own.

import type { Tool } from '../tool.ts';

export const shells: Tool = {
  names: ['sh', 'bash', 'dash', 'zsh', 'ksh', 'ash', 'fish', 'rbash', 'csh', 'tcsh', 'pwsh'],
  cases: [{ atMost: 0, without: '-c', risk: 'change', say: 'runs a shell' }],
  marks: [
    { kind: 'interactive', atMost: 0, without: '-c --version', say: 'opens a shell' },
    { kind: 'elsewhere', atMost: 0, without: '-c --version', say: 'opens a shell: what follows is meant for it' },
  ],
  flags: {
    plain: '-c -e -u -x -l -i -n -v -s -f --login --norc --noprofile --posix --noediting',
    valued: '-o -O --rcfile --init-file',
  },
  runsWith: { flag: '-c', as: 'shell' },
  script: 0,
  input: 'shell',
};
