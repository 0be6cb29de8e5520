// A self-managed GitLab: https://docs.gitlab.com/omnibus/maintenance/, https://docs.gitlab.com/administration/backup_restore/.

import { consoleMarks } from '../console-marks.ts';
import { otherScript } from '../script-languages.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const restarting = 'starts, restarts or configures the parts of GitLab';

export const gitlabCtl: Tool = {
  names: ['gitlab-ctl'],
  verbs: {
    'status|service-list|check-config|diff-config|show-config|deploy-page|get-redis-master|geo-replication-status':
      look,
    'check-*|get-*|geo-check-*': look,
    tail: { ...look, marks: [{ kind: 'endless', say: 'follows the logs until somebody stops it' }] },
    stop: { effect: { risk: 'destroy', say: 'stops GitLab, or a part of it', turns: 'off' }, flags: any },
    start: { effect: { risk: 'change', say: 'starts it', turns: 'on' }, flags: any },
    'kill|graceful-kill|cleanse|remove-accounts|uninstall|remove-*|replicate-geo-database|revert-pg-upgrade|set-geo-primary-node':
      destroys('stops it or removes what it holds', { flags: any }),
    'patroni|consul|repmgr|pgbouncer|registry-database|registry-garbage-collect': {
      verbs: {
        'members|check-*|list|status|show|check-leader|check-replica|check-standby-leader': look,
        'restart|reload|switchover|failover|pause|resume|import|migrate': changes(restarting, { flags: any }),
      },
    },
    'restart|reconfigure|hup|once|reload-*|up|backup-*|renew-*|promote*|pg-upgrade|pgb-notify|generate-secrets|prometheus-upgrade|write-pgpass|pg-password-md5':
      changes(restarting, { flags: any }),
  },
};

export const gitlabBackup: Tool = {
  names: ['gitlab-backup', 'gitlab-backup-cli'],
  verbs: {
    create: changes('writes a copy of GitLab into files', { flags: any }),
    restore: destroys('puts a saved copy in place of what GitLab holds', { flags: any }),
  },
};

export const gitlabRake: Tool = {
  names: ['gitlab-rake'],
  cases: [
    {
      operand: 0,
      is: /:(restore|drop|reset|clear|clean\w*|delete\w*|remove\w*|orphan\w*|purge|destroy)(:|\[|$)/,
      unsure: true,
      risk: 'destroy',
      say: 'removes or replaces what GitLab holds',
    },
    {
      operand: 0,
      is: /(^|:)(check|doctor|env:info|status|info|list|show\w*|about|stats)(:|\[|$)/,
      risk: 'read',
      say: 'only looks',
    },
    { atLeast: 1, risk: 'change', say: 'runs a task of GitLab' },
  ],
  flags: { plain: '-T -P --tasks --trace' },
};

export const gitlabRails: Tool = {
  names: ['gitlab-rails'],
  verbs: {
    'console|c': { ...changes('opens a console of GitLab', { flags: any }), marks: consoleMarks('Ruby', {}) },
    dbconsole: { ...changes('opens a console of the database', { flags: any }), marks: consoleMarks('PostgreSQL', {}) },
    'runner|r': { runs: { from: 0, as: otherScript }, flags: any },
  },
};
