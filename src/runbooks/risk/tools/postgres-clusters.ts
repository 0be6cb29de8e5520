// Around PostgreSQL: copies, standbys and their managers. https://pgbackrest.org/command.html, https://docs.pgbarman.org,
// https://patroni.readthedocs.io/en/latest/patronictl.html, https://www.repmgr.org/docs/current/

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any, dryRun: '--dry-run' });
const removal = (say: string): CommandRule => destroys(say, { flags: any, dryRun: '--dry-run' });
const restoring = removal('puts a saved copy in place of the data');
const forgetting = removal('deletes saved copies');

export const pgbackrest: Tool = {
  names: ['pgbackrest'],
  flags: {
    valued: '--config --config-path --log-level-console --log-level-file --pg1-path --process-max --lock-path',
    anyOther: true,
  },
  verbs: {
    'info|check|version|verify|help|repo-ls|repo-get|manifest|annotate': look,
    'backup|stanza-create|stanza-upgrade|start|stop|archive-push|archive-get|repo-put|server': change(
      'saves a copy, or changes how copies are made',
    ),
    restore: restoring,
    'expire|stanza-delete|repo-rm': forgetting,
  },
};

export const barman: Tool = {
  names: ['barman'],
  flags: { plain: '-q --quiet --debug', valued: '-c --config -f --format --log-level --color' },
  verbs: {
    [`list-server list-servers list-backup list-backups list-files check check-backup status replication-status diagnose show-*
      verify verify-backup sync-info`]: look,
    'backup|cron|switch-wal|switch-xlog|receive-wal|archive-wal|sync-backup|sync-wals|keep|generate-manifest|put-wal|get-wal|config-switch|config-update|lock-directory-cleanup':
      change('saves a copy, or changes how copies are made'),
    'recover|restore': restoring,
    delete: forgetting,
  },
};

export const patronictl: Tool = {
  names: ['patronictl', 'gitlab-patronictl'],
  flags: { plain: '-k --insecure', valued: '-c --config-file -d --dcs --dcs-url' },
  verbs: {
    'list|topology|history|show-config|dsn|version': {
      ...look,
      marks: [{ kind: 'endless', flag: '-w -W --watch' }],
    },
    query: {
      flags: {
        anyOther: true,
        special: { '-c': { valued: true, runs: 'sql' }, '--command': { valued: true, runs: 'sql' } },
      },
      cases: [{ flag: '-f --file', risk: 'change', say: 'runs a file that is not shown here' }],
    },
    'restart|reload|pause|resume|edit-config|flush|demote-cluster|promote-cluster': change(
      'restarts servers or changes how they are managed',
    ),
    switchover: change('makes another server the primary'),
    failover: change('makes another server the primary, which may lose what it has not received yet'),
    reinit: removal("deletes a standby's data and copies it again"),
    remove: removal('forgets the cluster'),
    'scaffold|configure': change('changes the settings of the cluster'),
  },
};

export const repmgr: Tool = {
  names: ['repmgr'],
  flags: {
    valued: '-f --config-file -h --host -U -u --user -d --dbname -p --port -D --pgdata --node-id --upstream-node-id',
    anyOther: true,
  },
  verbs: {
    cluster: {
      verbs: { 'show|matrix|crosscheck|event|events': look, cleanup: removal('deletes the history of the cluster') },
    },
    node: {
      verbs: { 'status|check|service': look, rejoin: removal('takes back what a former primary wrote by itself') },
    },
    standby: {
      verbs: {
        'promote|switchover|follow|register': change('changes which server follows which'),
        clone: changes('copies the data of another server', {
          cases: [{ flag: '-F --force', risk: 'destroy', say: 'copies over the data directory that is there' }],
          flags: any,
          dryRun: '--dry-run',
        }),
        unregister: change('forgets a standby'),
      },
    },
    'primary|master|witness|bdr': { verbs: { '*': change('changes what repmgr knows') } },
    'daemon|service': { verbs: { status: look, '*': change('changes whether repmgr acts by itself') } },
  },
};

export const walArchives: Tool = {
  names: ['wal-g', 'wal-e', 'pghoard'],
  flags: { valued: '--config' },
  verbs: {
    'backup-list|wal-show|wal-verify|st|catchup-list|backup-show|binlog-find|oplog-list': look,
    'backup-push|wal-push|backup-mark|wal-fetch|copy|catchup-push|wal-receive|wal-prefetch|binlog-push|binlog-server|oplog-push':
      change('saves a copy, or fetches one'),
    'backup-fetch|catchup-fetch|backup-restore|oplog-replay|binlog-replay|pgbackrest': restoring,
    delete: destroys('deletes saved copies', {
      cases: [{ without: '--confirm', risk: 'read', say: 'only shows what it would delete' }],
      flags: any,
    }),
  },
};

export const pgChecking: Tool = {
  names: ['pg_verifybackup', 'pg_waldump', 'pg_test_fsync', 'pg_test_timing', 'pg_checksums', 'pg_combinebackup'],
  ...reads(any),
  cases: [
    { flag: '-e --enable -d --disable', risk: 'change', say: 'rewrites the data files' },
    { flag: '-o --output', risk: 'change', say: 'writes files' },
  ],
};

export const pgUpgrade: Tool = {
  names: [
    'pg_upgrade',
    'pg_upgradecluster',
    'pg_createcluster',
    'pg_renamecluster',
    'pg_repack',
    'pg_squeeze',
    'pgbadger',
    'pgloader',
    'pgcopydb',
    'pg_createsubscriber',
    'pg_archivebackup',
  ],
  ...changes('changes the server, its tables or its files', {
    cases: [{ flag: '-c --check -N --dry-run', risk: 'read', say: 'only tries' }],
    flags: any,
  }),
};

export const pgRemoving: Tool = {
  names: ['pg_dropcluster', 'pg_archivecleanup', 'pg_surgery'],
  ...destroys('deletes the cluster or its archive', {
    cases: [{ flag: '-n --dry-run', risk: 'read', say: 'only lists' }],
    flags: { plain: '-d -n --dry-run --stop --debug', valued: '-x' },
  }),
};

export const pgReceiving: Tool = {
  names: ['pg_receivewal', 'pg_recvlogical', 'pg_receivexlog'],
  ...changes('keeps writing what the server sends to files', { flags: any }),
  marks: [{ kind: 'endless' }],
};

export const pgConsoles: Tool = {
  names: ['pgcli', 'pg_activity', 'pgcenter', 'mycli', 'litecli'],
  ...changes('opens a console', { flags: any }),
  marks: [{ kind: 'interactive' }],
};

export const pgbouncer: Tool = {
  names: ['pgbouncer'],
  ...changes('starts or replaces the pooler', {
    cases: [{ flag: '-V --version', risk: 'read', say: 'only prints' }],
    flags: { plain: '-d -R -v -q -V --daemon --reboot --version', valued: '-u --user' },
  }),
  marks: [{ kind: 'endless', without: '-d --daemon -V --version' }],
};

export const pgDropping: Tool = {
  names: ['pg_rewind', 'pg_resetwal', 'pg_resetxlog'],
  ...destroys('rewrites the data of a server', {
    cases: [{ flag: '-n --dry-run', risk: 'read', say: 'only tries' }],
    flags: any,
  }),
};
