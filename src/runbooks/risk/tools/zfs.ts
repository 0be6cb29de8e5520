// ZFS and Btrfs: https://openzfs.github.io/openzfs-docs/man/, https://btrfs.readthedocs.io/en/latest/.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });

export const zfs: Tool = {
  names: ['zfs'],
  verbs: {
    'list|get|diff|holds|userspace|groupspace|projectspace|version|send|help|projects': look,
    'mount|allow|share': changes('changes what is mounted or allowed', {
      cases: [{ atMost: 0, without: '-a -A', risk: 'read', say: 'only lists' }],
      flags: any,
    }),
    'create|snapshot|snap|clone|promote|rename|set|inherit|hold|release|bookmark|load-key|unload-key|change-key|upgrade|unallow|unmount|umount|unshare|project|wait|jail|unjail|redact':
      change('changes file systems or saves their state'),
    destroy: destroys('deletes the file system or the saved state', {
      cases: [{ flag: '-r -R', risk: 'destroy', say: 'deletes it with everything below it' }],
      flags: { plain: '-r -R -f -v -p -d -n' },
      dryRun: '-n',
    }),
    rollback: removal('throws away everything since the saved state'),
    'receive|recv': changes('writes what it is sent', {
      cases: [{ flag: '-F', risk: 'destroy', say: 'throws away what is there to write what it is sent' }],
      flags: { plain: '-F -u -v -n -s -d -e -h -M -A', valued: '-o -x' },
      dryRun: '-n',
    }),
  },
};

export const zpool: Tool = {
  names: ['zpool'],
  verbs: {
    'list|status|get|iostat|history|events|version|wait|help|prefetch': look,
    'scrub|resilver|online|clear|set|import|attach|replace|trim|initialize|reguid|reopen|upgrade|sync|split|offline|export|ddtprune':
      change('changes the pool, or takes disks in or out of use'),
    checkpoint: changes('saves the state of the pool', {
      cases: [{ flag: '-d --discard', risk: 'destroy', say: 'deletes the saved state' }],
      flags: any,
    }),
    'add|create': destroys('overwrites the disks that it names', { flags: any, dryRun: '-n' }),
    'destroy|labelclear': removal('deletes the pool with everything in it'),
    'remove|detach': destroys('takes a disk out of the pool', { flags: any, dryRun: '-n' }),
  },
};

const btrfsGroup: CommandRule = {
  verbs: {
    'show|list|df|du|usage|status|stats|get-default|find-new|inode-resolve|logical-resolve|dump-super|dump-tree|tree-stats|min-dev-size|list-chunks|ready|get':
      look,
    'delete|remove|rm|cancel|destroy|clear|wipe': removal('deletes it, or takes a disk out'),
    '*': change('changes the file system'),
  },
};

export const btrfs: Tool = {
  names: ['btrfs'],
  verbs: {
    'filesystem|fi|subvolume|su|sub|device|dev|scrub|balance|inspect-internal|property|quota|qgroup|replace|rescue':
      btrfsGroup,
    'version|help|send': look,
    receive: change('writes what it is sent'),
    check: changes('repairs the file system', {
      cases: [{ without: '--repair --init-csum-tree --init-extent-tree', risk: 'read', say: 'only looks' }],
      flags: any,
    }),
    restore: change('copies files out of a broken file system'),
  },
};
