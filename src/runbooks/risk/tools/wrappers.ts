// Programs that run the command in their arguments: only that command counts.

import { reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

const argv = { from: 0, as: 'argv' } as const;
const secondArgv = { from: 1, as: 'argv' } as const;

const opensShell = { atMost: 0, risk: 'change', say: 'opens a shell as another user' } as const;

export const sudo: Tool = {
  names: ['sudo', 'doas', 'pkexec', 'please', 'gsudo'],
  cases: [
    { flag: '-l --list -v --validate -k', atMost: 0, risk: 'read', say: 'only looks' },
    { flag: '-e --edit', risk: 'change', say: 'edits a file as another user' },
    opensShell,
  ],
  marks: [
    { kind: 'interactive', flag: '-i -s --login --shell', atMost: 0, say: 'opens a shell as another user' },
    {
      kind: 'elsewhere',
      flag: '-i -s --login --shell',
      atMost: 0,
      say: 'opens a shell as another user: what follows is meant for it',
    },
    { kind: 'interactive', flag: '-e --edit', say: 'opens an editor' },
  ],
  flags: {
    plain:
      '-i -s -E -H -n -S -b -A -k -K -l -v -e --login --shell --preserve-env --set-home --non-interactive --stdin --list --validate --edit',
    valued: '-u --user -g --group -h --host -p --prompt -C -D --chdir -R --chroot -T -r -t',
  },
  runs: argv,
  input: 'shell',
};

export const sudoedit: Tool = {
  names: ['sudoedit'],
  effect: { risk: 'change', say: 'edits a file as another user' },
  marks: [{ kind: 'interactive', say: 'opens an editor' }],
};

export const su: Tool = {
  names: ['su', 'runuser'],
  cases: [{ without: '-c --command', risk: 'change', say: 'opens a shell as another user' }],
  marks: [
    { kind: 'interactive', without: '-c --command', say: 'opens a shell as another user' },
    { kind: 'elsewhere', without: '-c --command', say: 'opens a shell as another user: what follows is meant for it' },
  ],
  flags: {
    plain: '- -l --login -m -p --preserve-environment',
    valued: '-s --shell -u -g -G',
    special: { '-c': { valued: true, runs: 'shell' }, '--command': { valued: true, runs: 'shell' } },
  },
  input: 'shell',
  console: 'shell',
};

export const asUser: Tool = {
  names: ['gosu', 'su-exec', 'setuidgid', 's6-setuidgid'],
  cases: [{ atMost: 1, risk: 'change', say: 'opens a shell as another user' }],
  runs: secondArgv,
};

export const chpst: Tool = {
  names: ['chpst', 'tsocks'],
  flags: { plain: '-0 -P -v', valued: '-u -U -e -n -l -L -m -d -o -p -f -c -t' },
  cases: [{ atMost: 0, risk: 'change', say: 'runs something that is not written here' }],
  runs: argv,
};

export const env: Tool = {
  names: ['env'],
  cases: [{ atMost: 0, risk: 'read', say: 'only prints the environment' }],
  marks: [
    {
      kind: 'prints-secret',
      atMost: 0,
      without: '-S --split-string',
      say: 'prints the whole environment, with the secrets in it',
    },
  ],
  flags: {
    plain: '-i --ignore-environment -0 --null -v --debug',
    valued: '-u --unset -C --chdir',
    special: { '-S': { valued: true, runs: 'shell' }, '--split-string': { valued: true, runs: 'shell' } },
  },
  runs: argv,
};

export const plainWrappers: Tool = {
  names: [
    'nohup',
    'time',
    'setsid',
    'builtin',
    'coproc',
    'unbuffer',
    'caffeinate',
    'proxychains',
    'proxychains4',
    'torsocks',
    'dbus-run-session',
    'xvfb-run',
    'fakeroot',
    'tini',
    'dumb-init',
    'catchsegv',
    'chronic',
    'busybox',
    'toybox',
    'noglob',
    'nocorrect',
    'firejail',
    'numactl',
    'setarch',
    'linux64',
    'winpty',
    '!',
  ],
  flags: { plain: '-p -w -f -q -s -a -v -l -t', valued: '-o --output --format -m' },
  cases: [{ atMost: 0, risk: 'read', say: 'does nothing' }],
  runs: argv,
};

export const command: Tool = {
  names: ['command'],
  cases: [{ flag: '-v -V', risk: 'read', say: 'only looks' }],
  // `command -v docker` only asks where it is; what stands there is not run.
  flags: { plain: '-p', special: { '-v': { valued: true }, '-V': { valued: true } } },
  runs: argv,
};

export const exec: Tool = {
  names: ['exec'],
  cases: [{ atMost: 0, risk: 'read', say: 'does nothing' }],
  flags: { plain: '-c -l', valued: '-a' },
  runs: argv,
};

export const niceness: Tool = {
  names: ['nice', 'ionice', 'stdbuf', 'chrt', 'taskset', 'setpriv', 'prlimit', 'cpulimit', 'trickle', 'eatmydata'],
  flags: {
    plain: '-t -r -f -b',
    valued: '-n --adjustment -c --class --classdata -i -o -e --input --output --error -10 -19 -20',
  },
  cases: [{ atMost: 0, risk: 'read', say: 'only looks' }],
  runs: argv,
};

export const timeout: Tool = {
  names: ['timeout', 'gtimeout'],
  flags: {
    plain: '--preserve-status --foreground -v --verbose',
    valued: '-k --kill-after -s --signal',
  },
  cases: [{ atMost: 1, risk: 'change', say: 'runs something that is not written here' }],
  runs: secondArgv,
  ends: true,
};

export const flock: Tool = {
  names: ['flock', 'lckdo', 'setlock'],
  flags: {
    plain: '-n --nonblock -x --exclusive -s --shared -u --unlock -o --close -F --no-fork -v --verbose',
    valued: '-w --timeout -E --conflict-exit-code',
    special: { '-c': { valued: true, runs: 'shell' }, '--command': { valued: true, runs: 'shell' } },
  },
  cases: [{ atMost: 1, risk: 'change', say: 'runs something that is not written here, or holds a lock' }],
  runs: secondArgv,
};

// https://cr.yp.to/daemontools.html: `envdir /etc/app/env app`.
export const surroundings: Tool = {
  names: ['envdir', 'envuidgid', 's6-envdir'],
  cases: [{ atMost: 1, risk: 'change', say: 'runs something that is not written here' }],
  runs: secondArgv,
};

const otherRoot = 'opens a shell in another root directory';

export const chroot: Tool = {
  names: ['chroot', 'arch-chroot', 'systemd-nspawn'],
  flags: { plain: '-b --boot -q', valued: '--userspec --groups -D --directory -u -M' },
  cases: [{ atMost: 1, risk: 'change', say: otherRoot }],
  marks: [
    { kind: 'interactive', atMost: 1, say: otherRoot },
    { kind: 'elsewhere', atMost: 1, say: `${otherRoot}: what follows is meant for it` },
  ],
  runs: secondArgv,
  input: 'shell',
  console: 'shell',
};

const otherSpace = 'opens a shell in another namespace';

export const namespaces: Tool = {
  names: ['nsenter', 'unshare', 'lxc-attach'],
  flags: {
    plain:
      '-m -u -i -n -p -U -C -T -r -a -F -f --all --mount --uts --ipc --net --pid --user --cgroup --fork --mount-proc -Z',
    valued: '-t --target --root --wd -S -G --setuid --setgid --name --propagation',
  },
  cases: [{ atMost: 0, risk: 'change', say: otherSpace }],
  marks: [
    { kind: 'interactive', atMost: 0, say: otherSpace },
    { kind: 'elsewhere', atMost: 0, say: `${otherSpace}: what follows is meant for it` },
  ],
  runs: argv,
  input: 'shell',
  console: 'shell',
};

export const tracers: Tool = {
  names: ['strace', 'ltrace', 'perf', 'gdb', 'valgrind', 'bpftrace', 'dtrace'],
  flags: {
    plain: '-f -ff -c -C -t -tt -T -y -yy -v -q -i -k -r -x -xx -g -a -batch --args',
    valued: '-p --pid -e -s -P -S -u -E -n -F -ex -O',
    special: { '-o': { valued: true, writes: true } },
  },
  cases: [
    { flag: '-p --pid -e', risk: 'change', say: 'slows down or holds the process that it looks at' },
    { operand: 0, is: /^(top|list|report|stat|annotate|script)$/, risk: 'read', say: 'only looks' },
    { atMost: 0, risk: 'change', say: 'looks into a process' },
  ],
  marks: [
    { kind: 'endless', flag: '-p --pid', say: 'goes on until it is stopped' },
    { kind: 'interactive', operand: 0, is: /^top$/ },
  ],
  runs: argv,
};

export const systemdRun: Tool = {
  names: ['systemd-run', 'systemd-inhibit', 'systemd-cat'],
  flags: {
    plain:
      '--scope --user --system --wait -P --pipe -t --pty -q --quiet -G --collect -r --remain-after-exit -S --shell',
    valued:
      '-u --unit -p --property --slice --description --uid --gid --nice --on-active --on-calendar --on-boot -E --setenv --working-directory --what --who --why --mode --identifier',
  },
  cases: [{ atMost: 0, risk: 'change', say: 'runs something that is not written here' }],
  runs: argv,
};

export const watch: Tool = {
  names: ['watch', 'viddy', 'hwatch'],
  marks: [{ kind: 'endless', say: 'repeats its command for ever' }],
  flags: { plain: '-d -t -b -e -g -c -x --differences --no-title --errexit --color', valued: '-n --interval' },
  runs: { from: 0, as: 'shell' },
};

export const whenChanged: Tool = {
  names: ['entr', 'watchexec', 'reflex'],
  marks: [{ kind: 'endless', say: 'runs its command again whenever a file changes' }],
  flags: { plain: '-r -c -d -p -s -n -z', valued: '-w --watch -e --exts -i --ignore' },
  runs: argv,
};

export const fileWatch: Tool = {
  names: ['inotifywait', 'fswatch'],
  ...reads({ anyOther: true, valued: '-e --event -t --timeout' }),
  marks: [{ kind: 'endless', flag: '-m --monitor' }],
};

export const xargs: Tool = {
  names: ['xargs', 'gxargs'],
  cases: [{ atMost: 0, risk: 'read', say: 'only prints' }],
  flags: {
    plain: '-0 --null -r --no-run-if-empty -t --verbose -x -p',
    valued: '-n -P -I -L -d -s -a -E --max-args --max-procs --replace --delimiter -J -R',
    attached: '-i -e -l',
  },
  runs: { from: 0, as: 'argv', openEnd: true },
};

export const parallel: Tool = {
  names: ['parallel', 'rush'],
  cases: [{ atMost: 0, risk: 'change', say: 'runs whatever it reads' }],
  flags: {
    plain:
      '-0 --null -r -t --verbose -k --keep-order --bar --progress --eta --dry-run -u --ungroup --line-buffer -X --tag --will-cite',
    valued:
      '-j --jobs -n -N -a --arg-file --delay --timeout --joblog --results -I --colsep -S --sshlogin --retries --halt --memfree',
  },
  dryRun: '--dry-run',
  runs: { from: 0, as: 'shell', openEnd: true },
  input: 'shell',
};
