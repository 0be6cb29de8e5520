// ssh, scp, rsync: what runs on the other machine counts, and what is copied over it.

import { changes } from '../tool.ts';
import type { Tool } from '../tool.ts';

export const ssh: Tool = {
  names: ['ssh'],
  cases: [
    { flag: '-V -G -Q', risk: 'read', say: 'only prints' },
    { flag: '-L -R -D -N', atMost: 1, risk: 'change', say: 'opens a way into another network' },
    { atMost: 1, risk: 'change', say: 'opens a shell on another machine' },
  ],
  flags: {
    plain: '-t -T -q -v -n -A -a -C -4 -6 -x -X -Y -f -N -k -V -G',
    valued: '-p -i -l -F -J -c -m -b -L -R -D -W -S -E -e -B -Q',
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

export const scp: Tool = { names: ['scp', 'sftp'], ...changes('copies files, over others that are there') };

export const rsync: Tool = {
  names: ['rsync'],
  ...changes('copies files, over others that are there', {
    cases: [
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
