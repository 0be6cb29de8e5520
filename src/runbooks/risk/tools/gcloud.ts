// gcloud: https://cloud.google.com/sdk/gcloud/reference. Groups of any depth, and last a verb that says what it does in all of them.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, MarkRule, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const secret: CommandRule = { ...look, marks: [{ kind: 'prints-secret' }] };
const endless: CommandRule = { ...look, marks: [{ kind: 'endless' }] };
const change = changes('changes what runs in the project', { flags: any });
const entering: readonly MarkRule[] = [{ kind: 'interactive' }, { kind: 'elsewhere' }];

const withSql: CommandRule = {
  flags: { anyOther: true, special: { '--sql': { valued: true, runs: 'sql' } } },
  cases: [{ without: '--sql', risk: 'change', say: 'runs statements that are not shown here' }],
};

const ssh: CommandRule = {
  flags: {
    anyOther: true,
    valued: '--zone --project --ssh-flag --ssh-key-file --strict-host-key-checking --container --worker --region',
    special: { '--command': { valued: true, runs: 'shell' } },
  },
  runs: { from: 1, as: 'shell' },
  cases: [{ atMost: 1, without: '--command --dry-run', risk: 'change', say: 'opens a shell on a machine' }],
  marks: [
    { kind: 'interactive', atMost: 1, without: '--command --dry-run' },
    { kind: 'elsewhere', atMost: 1, without: '--command --dry-run' },
  ],
};

const storage: CommandRule = {
  verbs: {
    'ls|cat|du|hash': look,
    'cp|mv': changes('copies or moves objects, over others that are there', {
      cases: [{ operand: 1, is: /^-$/, risk: 'read', say: 'only prints' }],
      flags: any,
    }),
    rsync: changes('copies objects, over others that are there', {
      cases: [
        {
          flag: '--delete-unmatched-destination-objects',
          risk: 'destroy',
          say: 'deletes what the source does not have',
        },
      ],
      flags: any,
      dryRun: '--dry-run',
    }),
    rm: destroys('removes objects for good', {
      cases: [{ flag: '-r -R --recursive', risk: 'destroy', say: 'removes everything below it for good' }],
      flags: any,
    }),
    'sign-url': secret,
  },
};

// The last word. What only takes a binding, a label or a member away can be put back with its opposite.
const verbs: Readonly<Record<string, CommandRule>> = {
  'get-credentials|get-login': look,
  [`print-access-token print-identity-token access get-key-string get-auth-string fetch-read-token fetch-read-write-token
    generate-login-token asymmetric-decrypt raw-decrypt`]: secret,
  decrypt: changes('writes what it decrypts to a file', { flags: any, marks: [{ kind: 'prints-secret' }] }),
  'reset-windows-password': { ...change, marks: [{ kind: 'prints-secret' }] },
  'tail|stream-logs|tail-serial-port-output': endless,
  [`list describe get read lookup search wait wait-until wait-until-stable wait-last validate verify browse explain
    list-* describe-* get-* lookup-* search-* check-* query-* analyze-* is-* fetch-* validate-* troubleshoot simulate
    cat ls du hash log info show show-effective-config describe-last help version cheat-sheet`]: look,
  ssh,
  'scp|copy-files': changes('copies files, over others that are there', { flags: any }),
  'connect|connect-to-serial-port|cloud-shell': { ...change, marks: entering },
  'start-iap-tunnel|start-tcp-tunnel|proxy': { ...change, marks: [{ kind: 'endless' }] },
  'execute-sql': withSql,
  stop: { effect: { risk: 'destroy', say: 'stops what runs there', turns: 'off' }, flags: any },
  start: { effect: { risk: 'change', say: 'starts it', turns: 'on' }, flags: any },
  'stop-async-replication|stop-group-async-replication|stop-proactive-update|stop-autoscaling|stop-backfill': change,
  'suspend|suspend-instances|stop-*|drain|kill|terminate|disable-enforce': destroys('stops what runs there', {
    flags: any,
  }),
  resize: changes('changes how much runs', {
    cases: [
      { flag: '--size --num-nodes', value: /^0$/, unsure: true, risk: 'destroy', say: 'stops all of it, or may' },
    ],
    flags: { anyOther: true, valued: '--size --num-nodes --node-pool --zone --region' },
  }),
  patch: {
    ...change,
    cases: [
      { flag: '--activation-policy', value: /^never$/i, risk: 'destroy', say: 'stops the database server' },
      { flag: '--no-backup', risk: 'change', say: 'makes no more backups' },
    ],
    flags: { anyOther: true, valued: '--activation-policy' },
  },
  undelete: change,
  'delete|delete-*|bulk-delete|destroy|rm|purge|purge-*|drop': destroys('deletes it with what it holds', {
    flags: any,
  }),
  [`uninstall undeploy undeploy-* unregister abandon abandon-* recreate-instances reimage uncreate`]: destroys(
    'takes it away with what it holds',
    { flags: any },
  ),
  reset: destroys('restarts it hard, without shutting it down', { flags: any }),
  'restore|restore-*|revert|reset-*|seek': destroys('puts an older state over what is there now', { flags: any }),
  'remove|remove-*': changes('takes a part of it away, which can be added again', { flags: any }),
  [`create create-* update update-* set set-* add add-* enable enable-* disable disable-* deploy deploy-model deploy-index
    import import-data import-rules export export-* cancel cancel-* submit run execute call publish pull ack start-* pause resume
    resume-* restart reboot snapshot upgrade rollback promote promote-* failover switchover move rename clone clone-* copy attach-disk
    detach detach-* apply register activate invalidate-* grant revoke approve reject deny rotate migrate convert replace
    replace-* upload download edit write link unlink install generate-* perform-maintenance simulate-maintenance-event advance
    redeploy tag untag sync instantiate retry-* build diagnose load seed save`]: change,
};

// Six words deep at most, of which the first is chosen below.
function group(depth: number): CommandRule {
  return depth === 0 ? {} : { verbs: { ...verbs, '*': group(depth - 1) } };
}

const loading = destroys('loads a saved copy over what is there', { flags: any });
const inside: CommandRule = group(5);

const groups: Readonly<Record<string, CommandRule>> = {
  config: {
    verbs: {
      'list|get|get-value|set|unset|virtualenv': look,
      configurations: { verbs: { 'list|describe|activate|create|rename|delete': look } },
    },
  },
  auth: {
    verbs: {
      ...verbs,
      login: { ...look, marks: [{ kind: 'interactive', without: '--cred-file' }] },
      'list|revoke|activate-service-account|configure-docker': look,
      'application-default|enterprise-certificate-config': {
        verbs: { ...verbs, 'login|set-quota-project|revoke': look },
      },
    },
  },
  init: { ...look, marks: [{ kind: 'interactive' }] },
  'info|version|help|topic|cheat-sheet': look,
  storage: { verbs: { ...inside.verbs, ...storage.verbs } },
  sql: { verbs: { ...verbs, import: loading, '*': group(4) } },
  firestore: { verbs: { ...verbs, import: loading, '*': group(4) } },
  services: {
    verbs: { ...verbs, disable: destroys('stops what needs the service', { flags: any }), '*': group(4) },
  },
  '*': inside,
};

export const gcloud: Tool = {
  names: ['gcloud'],
  cases: [{ flag: '--version', risk: 'read', say: 'only prints' }],
  flags: {
    plain: '-q --quiet --log-http --no-log-http --user-output-enabled --no-user-output-enabled --version -h --help',
    valued: `--project --account --configuration --format --filter --verbosity --impersonate-service-account --billing-project
      --access-token-file --flags-file --flatten --trace-token --sort-by --limit --page-size --zone --region --location`,
  },
  verbs: { 'alpha|beta|preview': { verbs: groups }, ...groups },
};
