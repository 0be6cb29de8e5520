// The AWS CLI: https://docs.aws.amazon.com/cli/latest/reference/. The first word of an operation says what it does in every service;
// what this file names in full is what the word alone would tell wrong.

import { destructiveName } from '../danger-words.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';
import { awsS3 } from './aws-s3.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const secret: CommandRule = { ...look, marks: [{ kind: 'prints-secret' }] };
const following: CommandRule = { ...look, marks: [{ kind: 'endless', flag: '--follow' }] };
// An option that a service does not define is an error, so a dry run is one everywhere.
const act = (say: string): CommandRule => changes(say, { flags: any, dryRun: '--dry-run' });
const lose = (say: string): CommandRule => destroys(say, { flags: any, dryRun: '--dry-run' });
const change = act('changes what runs in the account');
const copy = act('makes a new one from a saved copy');
const saves = changes('writes the answer to a file', {
  cases: [{ some: /^(\/dev\/(stdout|null)|-)$/, risk: 'read', say: 'only prints' }],
  flags: any,
});
const none = /^0$/;

const scaling = changes('changes what runs, or how much', {
  cases: [
    {
      flag: `--desired-count --desired-capacity --max-size --max-capacity --reserved-concurrent-executions`,
      value: none,
      unsure: true,
      risk: 'destroy',
      say: 'stops all of it, or may',
    },
    {
      flag: '--scaling-config',
      value: /(desired|max)Size"?[=:]\s*0\b/,
      risk: 'destroy',
      say: 'stops all of it',
    },
  ],
  flags: {
    anyOther: true,
    valued:
      '--desired-count --desired-capacity --max-size --max-capacity --reserved-concurrent-executions --scaling-config',
  },
});

const operations: Readonly<Record<string, CommandRule>> = {
  // What the word alone would tell wrong.
  [`get-secret-value batch-get-secret-value get-session-token get-federation-token get-login-password get-login get-token
    get-password-data get-random-password get-authorization-token get-cluster-credentials get-cluster-credentials-with-iam
    assume-role assume-role-with-saml assume-role-with-web-identity decrypt generate-db-auth-token generate-data-key
    get-credentials-for-identity get-role-credentials export-certificate`]: secret,
  'get-object|get-object-torrent|get-job-output|get-export|get-sdk|get-clip|select-object-content': saves,
  'get-parameter|get-parameters|get-parameters-by-path|get-parameter-history': {
    ...look,
    marks: [{ kind: 'prints-secret', flag: '--with-decryption' }],
  },
  'get-credential-report|generate-credential-report': look,
  'tail|start-live-tail': following,
  'receive-message|poll-for-*|get-records-and-commit': act('takes messages that others would have got'),
  'start-query|stop-query|test-event-pattern|test-metric-filter|test-render-template|test-authorization': look,
  'test-failover': lose('takes the primary down to see what happens'),
  [`terminate-instance-in-auto-scaling-group stop-task stop-query-execution cancel-query`]: act(
    'ends one, which its service replaces',
  ),
  [`delete-message delete-message-batch delete-tags delete-alarms-tags remove-tags remove-tags-from-* untag-*
    remove-permission remove-role-from-* remove-user-from-* remove-layer-version-permission remove-targets
    remove-client-id-from-* remove-listener-certificates remove-attributes-from-findings`]: change,
  'deregister-targets|deregister-instances-from-load-balancer|deregister-instance|deregister-scalable-target':
    act('takes it out of use'),
  [`restore-db-* restore-from-cluster-snapshot restore-cluster-from-snapshot restore-table-* restore-image-*
    restore-snapshot-* restore-volume-from-recycle-bin restore-secret restore-object restore-address-*
    restore-certificate-authority restore-graph-from-snapshot restore-backup`]: copy,
  'schedule-key-deletion|disable-key|close-account|shutdown-*|execute-fast-reset|decrease-stream-retention-period':
    lose('takes away what others need, or data'),
  'put-bucket-lifecycle|put-bucket-lifecycle-configuration|put-retention-policy|put-lifecycle-policy': lose(
    'says when what is old is deleted, which may be at once',
  ),
  'backtrack-*|rebuild-*|detach-and-delete-*|merge-shards': lose('replaces or loses what is there now'),
  'revoke-certificate|revoke-signature|revoke-signing-profile': lose('makes it useless for good'),
  'update-service|set-desired-capacity|update-auto-scaling-group|register-scalable-target|put-function-concurrency|update-nodegroup-config':
    scaling,
  'cancel-spot-fleet-requests': {
    ...change,
    cases: [{ flag: '--terminate-instances', risk: 'destroy', say: 'ends the instances too' }],
  },
  'execute-statement|batch-execute-statement|start-query-execution|execute-sql': {
    flags: {
      anyOther: true,
      special: {
        '--sql': { valued: true, runs: 'sql' },
        '--statement': { valued: true, runs: 'sql' },
        '--query-string': { valued: true, runs: 'sql' },
        '--sql-statements': { valued: true, runs: 'sql' },
      },
    },
    cases: [
      {
        without: '--sql --statement --query-string --sql-statements',
        risk: 'change',
        say: 'runs statements that are not shown here',
      },
    ],
  },
  'change-resource-record-sets': {
    ...change,
    cases: [
      { flag: '--change-batch', value: /"?Action"?\s*[:=]\s*"?DELETE\b/, risk: 'destroy', say: 'deletes a name' },
    ],
    flags: { anyOther: true, valued: '--change-batch' },
  },
  invoke: changes('runs a function', {
    cases: [
      { flag: '--invocation-type', value: /^DryRun$/, risk: 'read', say: 'only checks' },
      {
        flag: '--function-name',
        value: destructiveName,
        risk: 'destroy',
        say: 'runs a function whose name says that it deletes',
      },
    ],
    flags: { anyOther: true, valued: '--function-name --invocation-type' },
  }),
  // By first word.
  [`describe-* list-* get-* batch-get-* batch-describe-* head-* lookup-* search-* count-* estimate-* calculate-* simulate-*
    preview-* validate-* filter-* query-* retrieve-memory-records verify-mac verify-trust is-* discover-* detect-* compare-* help wait scan query select
    ls view-* contains-* infer-* classify-* recognize-* analyze-* translate-text summarize-* admin-get-* admin-list-*
    select-resource-config select-aggregate-resource-config resolve-alias evaluate-code evaluate-expression render-*
    check-if-* check-access-* check-no-* check-dns-* check-domain-* check-capacity check-schema-* check-document-access batch-is-* batch-check-*
    batch-detect-* batch-lookup-* transact-get-items decode-authorization-message download-db-log-file-portion`]: look,
  [`stop-*`]: {
    effect: { risk: 'destroy', say: 'stops what runs there', turns: 'off' },
    flags: any,
    dryRun: '--dry-run',
  },
  [`start-*`]: { effect: { risk: 'change', say: 'starts it', turns: 'on' }, flags: any, dryRun: '--dry-run' },
  [`delete-* batch-delete-* admin-delete-*`]: lose('deletes it with what it holds'),
  'terminate-*': lose('ends it for good'),
  'purge-*|flush-*': lose('deletes what is in it'),
  [`deregister-* remove-* batch-remove-* release-* reset-* restore-*
    evict-* discard-* dispose-* destroy-* drop-* expire-* deprovision-* retire-* wipe-* forget-* undeploy-*
    unregister-* shutdown`]: lose('takes away what is there now'),
  [`create-* batch-create-* put-* batch-put-* update-* batch-update-* modify-* batch-modify-* set-* add-* attach-* detach-*
    associate-* disassociate-* enable-* disable-* register-* activate-* deactivate-* tag-* cancel-* accept-* reject-* import-*
    export-* copy-* generate-* send-* publish-* resume-* suspend-* pause-* reboot-* restart-* failover-* switchover-* promote-*
    rotate-* authorize-* revoke-* assign-* unassign-* allocate-* replace-* apply-* upgrade-* rollback-* continue-* execute-*
    run-* invoke-* submit-* request-* provision-* upload-* change-* retry-* rebalance-* test-* verify-* notify-* signal-*
    record-* complete-* confirm-* move-* merge-* split-* subscribe unsubscribe deploy push package publish invoke-async
    transact-write-items batch-write-item redrive-* transfer-* enter-* exit-* increase-* decrease-* resize-* grant-*`]:
    change,
};

const elsewhere = [{ kind: 'interactive' as const }, { kind: 'elsewhere' as const }];

export const aws: Tool = {
  names: ['aws'],
  cases: [{ flag: '--version', risk: 'read', say: 'only prints' }],
  flags: {
    plain: `--debug --no-verify-ssl --no-paginate --no-sign-request --no-cli-pager --no-cli-auto-prompt --cli-auto-prompt --version`,
    valued: `--profile --region --output --query --endpoint-url --ca-bundle --cli-read-timeout --cli-connect-timeout --color
      --cli-binary-format`,
  },
  verbs: {
    s3: awsS3,
    configure: {
      ...reads(any),
      marks: [{ kind: 'interactive', atMost: 0 }],
      verbs: {
        'list|list-profiles|get|set|sso|sso-session|import|add-model': look,
        'export-credentials': secret,
      },
    },
    'sso|login|logout': { verbs: { 'login|logout': look, ...operations }, ...look },
    eks: { verbs: { ...operations, 'update-kubeconfig': look } },
    codeartifact: { verbs: { ...operations, login: look } },
    ssm: {
      verbs: {
        ...operations,
        'start-session': { ...change, marks: elsewhere },
        'send-command': {
          cases: [{ without: '--parameters --cli-input-json', risk: 'change', say: 'runs a document on machines' }],
          flags: { anyOther: true, special: { '--parameters': { valued: true, runs: 'shell-list' } } },
        },
      },
    },
    ecs: {
      verbs: {
        ...operations,
        'execute-command': {
          flags: { anyOther: true, special: { '--command': { valued: true, runs: 'shell' } } },
          cases: [{ without: '--command', risk: 'change', say: 'opens a shell in a container' }],
          marks: [{ kind: 'elsewhere', flag: '--interactive' }],
        },
      },
    },
    'ec2-instance-connect': { verbs: { ...operations, ssh: { ...change, marks: elsewhere } } },
    emr: {
      verbs: {
        ...operations,
        'ssh|socks': { ...change, marks: elsewhere },
        'terminate-clusters': lose('ends the cluster with what it holds'),
        'add-steps': change,
      },
    },
    history: { verbs: { 'list|show': look } },
    cloudformation: {
      verbs: {
        ...operations,
        deploy: {
          ...change,
          cases: [{ flag: '--no-execute-changeset', risk: 'change', say: 'prepares a change without carrying it out' }],
        },
      },
    },
    '*': { verbs: operations },
  },
};
