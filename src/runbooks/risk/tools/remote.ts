// ssh, scp, rsync: what runs on the other machine counts, and what is copied over it.

import { changes, destroys, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

export const ssh: Tool = {
  names: ['ssh', 'autossh', 'mosh', 'rsh', 'dbclient'],
  cases: [
    { flag: '-V -G -Q', risk: 'read', say: 'only prints' },
    { flag: '-L -R -D -N', atMost: 1, risk: 'change', say: 'opens a way into another network' },
    { atMost: 1, risk: 'change', say: 'opens a shell on another machine' },
  ],
  marks: [
    { kind: 'endless', flag: '-N', without: '-f', say: 'holds a tunnel open until it is stopped' },
    { kind: 'interactive', atMost: 1, without: '-N -f -V -G -Q -O', say: 'opens a shell on another machine' },
    {
      kind: 'elsewhere',
      atMost: 1,
      without: '-N -f -V -G -Q -O -W',
      say: 'opens a shell on another machine: what follows is meant for it',
    },
  ],
  console: 'shell',
  flags: {
    plain: '-t -T -q -v -n -A -a -C -4 -6 -x -X -Y -f -N -k -V -G',
    valued: '-p -i -l -F -J -c -m -b -L -R -D -W -S -E -e -B -Q -O --ssh',
    special: {
      '-o': {
        valued: true,
        harmlessWhen: /^(?!(proxycommand|localcommand|permitlocalcommand|knownhostscommand)\b)\w+/i,
      },
    },
  },
  runs: { from: 1, as: 'shell' },
  input: 'shell',
};

// What a page keeps as a copy, put over what runs.
const savedCopy = /(\b|_)(backups?|bak|dumps?|snapshots?|orig|old)(\b|_|\d)|(^|\/)archives?\//i;

export const scp: Tool = {
  names: ['scp'],
  ...changes('copies files, over others that are there', {
    flags: { anyOther: true, valued: '-P -i -F -o -l -c -J -S' },
  }),
};

export const sftp: Tool = {
  names: ['sftp', 'ftp', 'lftp', 'ncftp', 'smbclient'],
  ...changes('copies files, over others that are there', { flags: { anyOther: true, valued: '-P -i -b -o -u -U -c' } }),
  marks: [
    { kind: 'interactive', unfed: true, without: '-b -c -e -f', say: 'opens a console' },
    {
      kind: 'elsewhere',
      unfed: true,
      without: '-b -c -e -f',
      say: 'opens a console on another machine: what follows is meant for it',
    },
  ],
};

export const sshpass: Tool = {
  names: ['sshpass'],
  flags: { plain: '-e', valued: '-f -d -p', secret: '-p' },
  cases: [{ atMost: 0, risk: 'read', say: 'does nothing' }],
  runs: { from: 0, as: 'argv' },
};

export const vagrant: Tool = {
  names: ['docker-machine', 'limactl'],
  flags: { plain: '--version', valued: '--project --machine-readable' },
  verbs: {
    'status|global-status|list|ls|ps|info|version|ssh-config|port|validate|ip|env|url|inspect': reads({
      anyOther: true,
    }),
    ssh: {
      ...changes('opens a shell in a machine', {
        flags: {
          valued: '-p',
          special: { '-c': { valued: true, runs: 'shell' }, '--command': { valued: true, runs: 'shell' } },
        },
      }),
      marks: [
        { kind: 'interactive', without: '-c --command', atMost: 1, say: 'opens a shell in a machine' },
        {
          kind: 'elsewhere',
          without: '-c --command',
          atMost: 1,
          say: 'opens a shell in a machine: what follows is meant for it',
        },
      ],
      runs: { from: 1, as: 'argv' },
      console: 'shell',
    },
    'exec|shell': {
      cases: [{ atMost: 1, risk: 'change', say: 'opens a shell in a container' }],
      marks: [
        { kind: 'interactive', atMost: 1, say: 'opens a shell in a container' },
        { kind: 'elsewhere', atMost: 1, say: 'opens a shell in a container: what follows is meant for it' },
      ],
      flags: { plain: '-t -T -n --force-interactive', valued: '--env --user --cwd --mode' },
      runs: { from: 1, as: 'argv' },
      console: 'shell',
    },
    'up|start|provision|reload|resume|launch|create|init|restart|copy|move|rename|set|box|plugin|publish|file|push|pull|upgrade':
      changes('changes machines', { flags: { anyOther: true } }),
    'halt|stop|suspend|pause|kill': destroys('stops a machine', { flags: { anyOther: true } }),
    'destroy|delete|rm|rollback|restore|factory-reset': destroys('removes a machine', { flags: { anyOther: true } }),
  },
};

export const rsync: Tool = {
  names: ['rsync'],
  ...changes('copies files, over others that are there', {
    cases: [
      { operand: 0, is: savedCopy, risk: 'destroy', say: 'puts a saved copy over what is there now' },
      {
        flag: '--delete --delete-before --delete-during --delete-after --delete-excluded --del --remove-source-files',
        risk: 'destroy',
        say: 'deletes files that the other side does not have',
      },
    ],
    flags: {
      plain:
        '-n --dry-run -a -v -z -r -l -p -t -g -o -D -h -P -H -A -X -x -i -c -u -q --archive --progress --stats --list-only --delete',
      valued: '-e --rsh --exclude --include --exclude-from --bwlimit -f --filter',
    },
    dryRun: '-n --dry-run --list-only',
  }),
};
