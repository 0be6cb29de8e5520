// Backup programs. Making a copy changes little; forgetting copies and writing them back loses data.
// https://restic.readthedocs.io, https://borgbackup.readthedocs.io, https://duplicity.gitlab.io

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const secret: CommandRule = { ...look, marks: [{ kind: 'prints-secret' }] };
const change = (say: string, dryRun = '--dry-run -n'): CommandRule => changes(say, { flags: any, dryRun });
const removal = (say: string, dryRun = '--dry-run -n'): CommandRule => destroys(say, { flags: any, dryRun });
const scratch = /^\.?\/?(tmp|var\/tmp|mnt\/restore|restore|[\w.-]*restored?|scratch)(\/|$)/;

const restoring = destroys('writes saved files over what is there now', {
  cases: [
    { flag: '-t --target', value: scratch, risk: 'change', say: 'writes saved files into a directory of their own' },
  ],
  flags: {
    anyOther: true,
    valued: '-t --target -i --include -e --exclude -H --host --path --tag --iinclude --iexclude',
  },
  dryRun: '--dry-run',
});

export const restic: Tool = {
  names: ['restic', 'rustic'],
  flags: {
    plain: '-q --quiet -v --verbose --no-lock --no-cache --json --insecure-no-password --cleanup-cache',
    valued: `-r --repo --repository-file -p --password-file --password-command --cache-dir --cacert --limit-upload --limit-download -o
      --option --key-hint --retry-lock --tls-client-cert --compression --pack-size`,
  },
  verbs: {
    'snapshots|ls|stats|check|diff|find|list|version|cat|dump|features|options|help': look,
    mount: { ...change('mounts saved copies'), marks: [{ kind: 'endless' }] },
    'backup|init|copy|migrate|tag|unlock|self-update|rewrite|cache|generate': change(
      'saves a copy, or changes the store of copies',
    ),
    restore: restoring,
    forget: destroys('deletes saved copies', {
      cases: [{ flag: '--prune', risk: 'destroy', say: 'deletes saved copies with their data' }],
      flags: any,
      dryRun: '--dry-run -n',
    }),
    prune: removal('deletes data that no saved copy uses'),
    'repair|rebuild-index|recover': change('repairs the store of copies'),
    key: {
      verbs: {
        list: look,
        'add|passwd': change('changes who can read the copies'),
        remove: removal('takes a key away'),
      },
    },
  },
};

export const borg: Tool = {
  names: ['borg', 'borgmatic'],
  flags: {
    plain: '-v --verbose --info --debug -p --progress --show-version --json --log-json --critical --error --warning',
    valued: '--remote-path --lock-wait --rsh -c --config -r --repo --bwlimit --upload-ratelimit',
  },
  verbs: {
    'list|info|diff|version|repo-list|repo-info|rlist|rinfo|help': look,
    check: changes('repairs the store of copies', {
      cases: [{ without: '--repair', risk: 'read', say: 'only looks' }],
      flags: any,
    }),
    'create|init|rename|export-tar|import-tar|upgrade|break-lock|mount|umount|repo-create|rcreate|transfer|key-import':
      change('saves a copy, or changes the store of copies'),
    'with-lock': { runs: { from: 1, as: 'argv' } },
    serve: { ...change('serves copies'), marks: [{ kind: 'endless' }] },
    'extract|restore': removal('writes saved files over what is there now'),
    'prune|delete|compact|recreate|repo-delete|rdelete|undelete': removal('deletes saved copies'),
    key: { verbs: { 'export|list': secret, '*': change('changes who can read the copies') } },
  },
};

export const duplicity: Tool = {
  names: ['duplicity', 'duply'],
  ...changes('saves a copy', {
    cases: [
      { some: /^(restore|rb)$/, risk: 'destroy', say: 'writes saved files over what is there now' },
      {
        some: /^(remove-older-than|remove-all-but-n-full|remove-all-inc-of-but-n-full|cleanup|purge|purgeFull|purgeIncr|purgeAuto)$/,
        without: '--dry-run',
        risk: 'destroy',
        say: 'deletes saved copies',
      },
      {
        some: /^(collection-status|list-current-files|verify|status|list|verifyPath)$/,
        risk: 'read',
        say: 'only looks',
      },
    ],
    flags: any,
    dryRun: '--dry-run',
  }),
};

export const otherBackups: Tool = {
  names: [
    'kopia',
    'bacula',
    'bconsole',
    'rsnapshot',
    'rdiff-backup',
    'tarsnap',
    'proxmox-backup-client',
    'vzdump',
    'timeshift',
    'snapper',
  ],
  cases: [
    {
      some: /^(delete|remove|purge|forget|prune|restore|rollback|undochange|expire|cleanup)$/,
      risk: 'destroy',
      say: 'deletes saved copies, or writes them over what is there',
    },
    {
      flag: '--restore --delete --delete-all --remove-older-than -d -x --nuke',
      risk: 'destroy',
      say: 'deletes saved copies, or writes them over what is there',
    },
    {
      some: /^(list|ls|show|status|diff|verify|info|snapshots|stats|configtest|list-configs|get-config)$/,
      risk: 'read',
      say: 'only looks',
    },
    { flag: '--list --list-archives --print-stats -l', risk: 'read', say: 'only looks' },
    { risk: 'change', say: 'saves a copy, or changes how copies are made' },
  ],
  flags: { anyOther: true },
};
