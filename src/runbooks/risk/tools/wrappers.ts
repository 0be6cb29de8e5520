// Programs that run the command in their arguments: only that command counts.

import type { Tool } from '../tool.ts';

const argv = { from: 0, as: 'argv' } as const;

export const sudo: Tool = {
  names: ['sudo', 'doas'],
  cases: [
    { flag: '-l --list -v --validate -k', atMost: 0, risk: 'read', say: 'only looks' },
    { flag: '-e --edit', risk: 'change', say: 'edits a file as another user' },
    { atMost: 0, risk: 'change', say: 'opens a shell as another user' },
  ],
  flags: {
    plain:
      '-i -s -E -H -n -S -b -A -k -K -l -v -e --login --shell --preserve-env --set-home --non-interactive --stdin --list --validate --edit',
    valued: '-u --user -g --group -h --host -p --prompt -C -D --chdir -R --chroot -T -r -t',
  },
  runs: argv,
  input: 'shell',
};

export const su: Tool = {
  names: ['su', 'runuser'],
  cases: [{ without: '-c --command', risk: 'change', say: 'opens a shell as another user' }],
  flags: {
    plain: '- -l --login -m -p --preserve-environment',
    valued: '-s --shell -u -g -G',
    special: { '-c': { valued: true, runs: 'shell' }, '--command': { valued: true, runs: 'shell' } },
  },
  input: 'shell',
};

export const env: Tool = {
  names: ['env'],
  cases: [{ atMost: 0, risk: 'read', say: 'only prints the environment' }],
  flags: { plain: '-i --ignore-environment -0 --null', valued: '-u --unset -C --chdir' },
  runs: argv,
};

export const plainWrappers: Tool = {
  names: ['nohup', 'time', 'setsid', 'builtin', 'coproc', 'unbuffer', 'caffeinate', '!'],
  flags: { plain: '-p -w -f' },
  cases: [{ atMost: 0, risk: 'read', say: 'does nothing' }],
  runs: argv,
};

export const command: Tool = {
  names: ['command'],
  cases: [{ flag: '-v -V', risk: 'read', say: 'only looks' }],
  flags: { plain: '-v -V -p' },
  runs: argv,
};

export const exec: Tool = {
  names: ['exec'],
  cases: [{ atMost: 0, risk: 'read', say: 'does nothing' }],
  flags: { plain: '-c -l', valued: '-a' },
  runs: argv,
};

export const niceness: Tool = {
  names: ['nice', 'ionice', 'stdbuf', 'chrt', 'taskset'],
  flags: {
    plain: '-t -r -f -b',
    valued: '-n --adjustment -c --class --classdata -i -o -e --input --output --error',
  },
  cases: [{ atMost: 0, risk: 'read', say: 'only looks' }],
  runs: argv,
};

export const timeout: Tool = {
  names: ['timeout', 'gtimeout', 'flock', 'chroot'],
  flags: {
    plain: '--preserve-status --foreground -v --verbose -n --nonblock -x -s --shared',
    valued: '-k --kill-after --signal -w --timeout',
    special: { '-c': { valued: true, runs: 'shell' } },
  },
  cases: [{ atMost: 1, risk: 'change', say: 'runs something that is not written here' }],
  runs: { from: 1, as: 'argv' },
};

export const watch: Tool = {
  names: ['watch'],
  flags: { plain: '-d -t -b -e -g -c -x --differences --no-title --errexit --color', valued: '-n --interval' },
  runs: { from: 0, as: 'shell' },
};

export const xargs: Tool = {
  names: ['xargs', 'parallel'],
  cases: [{ atMost: 0, risk: 'read', say: 'only prints' }],
  flags: {
    plain: '-0 --null -r --no-run-if-empty -t --verbose -x -p',
    valued: '-n -P -I -L -d -s -a -E --max-args --max-procs --replace --delimiter -j --jobs',
  },
  runs: { from: 0, as: 'argv', openEnd: true },
};
