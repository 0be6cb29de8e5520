// kill and its like: signal 0 only asks, reload signals are handled by the process, any other signal ends it.

import { changes, destroys } from '../tool.ts';
import type { Case, Tool } from '../tool.ts';

const gentle = /^(SIG)?(HUP|USR1|USR2|WINCH|CONT)$|^(1|10|12|18|28)$/;
const signals: readonly Case[] = [
  { flag: '-0 -l -L --list', risk: 'read', say: 'only asks' },
  { flag: '-s -n --signal', value: /^0$/, risk: 'read', say: 'only asks' },
  { flag: '-s -n --signal', value: gentle, risk: 'change', say: 'sends a signal that the process handles' },
  {
    flag: '-HUP -SIGHUP -USR1 -SIGUSR1 -USR2 -SIGUSR2 -CONT -1 -10 -12 -18',
    risk: 'change',
    say: 'sends a signal that the process handles',
  },
];
const flags = {
  plain: '-0 -l -L --list -HUP -SIGHUP -USR1 -SIGUSR1 -USR2 -SIGUSR2 -CONT -1 -10 -12 -18 -f --full -x --exact',
  valued: '-s -n --signal -u --user -t',
};

export const kill: Tool = {
  names: ['kill', 'pkill', 'killall'],
  singleDash: true,
  ...destroys('ends a running process', { cases: signals, flags }),
};

export const renice: Tool = { names: ['renice'], ...changes('changes how much time a process gets') };
