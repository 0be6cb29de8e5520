// Programs that hold other programs: terminal sessions, recorders, things that run later.

import { changes, destroys, reads } from '../tool.ts';
import type { MarkRule, Tool } from '../tool.ts';

const attaches = (say: string): readonly MarkRule[] => [
  { kind: 'interactive', say },
  { kind: 'elsewhere', say: `${say}: what follows is meant for it` },
];

export const tmux: Tool = {
  names: ['tmux', 'zellij', 'byobu'],
  flags: { valued: '-L -S -f', plain: '-2 -u' },
  cases: [{ atMost: 0, risk: 'change', say: 'opens a terminal session' }],
  marks: [{ kind: 'interactive', atMost: 0, say: 'opens a terminal session' }],
  verbs: {
    'ls|list-sessions|list-windows|list-panes|list-keys|show-options|display-message|info|has-session|capture-pane':
      reads({ anyOther: true }),
    'attach|attach-session|a|at': {
      ...changes('joins a terminal session', { flags: { anyOther: true } }),
      marks: attaches('joins a terminal session'),
    },
    'new|new-session|new-window|neww|split-window|splitw': {
      ...changes('opens a terminal session', { flags: { plain: '-d -A -D -P', valued: '-s -n -c -t -e -x -y' } }),
      runs: { from: 0, as: 'shell' },
      detaches: '-d',
      marks: attaches('opens a terminal session'),
    },
    'send-keys|send': {
      ...changes('types into a terminal session', { flags: { plain: '-l -R', valued: '-t' } }),
      runs: { from: 0, as: 'shell' },
    },
    'kill-session|kill-server|kill-window|kill-pane': destroys('ends what runs in the session'),
  },
};

export const screen: Tool = {
  names: ['screen'],
  ...changes('opens a terminal session'),
  cases: [
    { flag: '-ls -list -v', risk: 'read', say: 'only lists' },
    { flag: '-wipe', risk: 'change', say: 'forgets dead sessions' },
    { flag: '-X', some: /^(quit|kill)$/, risk: 'destroy', say: 'ends what runs in the session' },
  ],
  marks: [
    { kind: 'interactive', without: '-ls -list -v -X -dm -dmS -wipe', say: 'opens a terminal session' },
    {
      kind: 'elsewhere',
      without: '-ls -list -v -X -dm -dmS -wipe',
      say: 'opens a terminal session: what follows is meant for it',
    },
  ],
  singleDash: true,
  flags: {
    plain: '-r -x -d -D -R -RR -dr -DR -m -dm -X -ls -list -v -wipe -U -L',
    valued: '-S -dmS -c -p -T -Logfile -t',
  },
  runs: { from: 0, as: 'argv' },
  detaches: '-dm -dmS',
};

export const recorder: Tool = {
  names: ['script', 'asciinema', 'ttyrec'],
  ...changes('records a session into a file', {
    flags: {
      plain: '-a -q -e -f --append --quiet',
      special: { '-c': { valued: true, runs: 'shell' }, '--command': { valued: true, runs: 'shell' } },
    },
  }),
  marks: [{ kind: 'interactive', without: '-c --command', say: 'opens a shell and records it' }],
};

export const expect: Tool = {
  names: ['expect', 'autoexpect'],
  ...changes('drives other programs'),
  cases: [{ flag: '-c', risk: 'change', say: 'drives other programs' }],
  flags: { special: { '-c': { valued: true, runs: 'shell' } } },
  input: 'shell',
};

export const later: Tool = {
  names: ['at', 'batch'],
  ...changes('runs commands later', { flags: { plain: '-m -M -b', valued: '-q -t -f' } }),
  cases: [
    { flag: '-l', risk: 'read', say: 'only lists' },
    { flag: '-d -r', risk: 'destroy', say: 'forgets commands that were to run' },
  ],
  input: 'shell',
};

export const laterQueue: Tool = { names: ['atq'], ...reads() };
export const laterRemoval: Tool = { names: ['atrm'], ...destroys('forgets commands that were to run') };
