// Programs that run jobs: celery, airflow, dbt, temporal.

import { consoleMarks } from '../console-marks.ts';
import { destructiveName } from '../danger-words.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const secret: CommandRule = { ...look, marks: [{ kind: 'prints-secret' }] };
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });
const server: CommandRule = {
  ...change('runs in the foreground'),
  marks: [{ kind: 'endless', without: '-D --daemon --detach' }],
};

// https://docs.celeryq.dev/en/stable/reference/cli.html
export const celery: Tool = {
  names: ['celery'],
  flags: {
    plain: '-q --quiet --no-color -C --skip-checks',
    valued: '-A --app -b --broker --result-backend --loader --config --workdir -d --destination -t --timeout',
  },
  verbs: {
    'inspect|status|report|result|list': { ...look, verbs: { '*': look } },
    'events|flower': { ...look, marks: [{ kind: 'endless' }] },
    'worker|beat': server,
    control: {
      verbs: {
        shutdown: removal('stops the workers'),
        'cancel_consumer|revoke|terminate|revoke_by_stamped_headers': removal('ends tasks, or stops taking them'),
        '*': change('changes how the workers work'),
      },
    },
    multi: {
      verbs: {
        'names|help|show|get|expand': look,
        'stop|stopwait|kill': removal('stops the workers'),
        '*': change('starts workers'),
      },
    },
    purge: removal('deletes the tasks that wait'),
    amqp: {
      verbs: {
        'queue.purge|queue.delete|exchange.delete': removal('deletes messages'),
        '*': change('acts on the broker'),
      },
    },
    call: changes('starts a task', {
      cases: [
        {
          operand: 0,
          is: destructiveName,
          risk: 'destroy',
          say: 'starts a task whose name says that it removes something',
        },
      ],
      flags: any,
    }),
    'migrate|upgrade|graph|shell': change('changes the broker or opens a console'),
  },
};

// https://airflow.apache.org/docs/apache-airflow/stable/cli-and-env-variables-ref.html
export const airflow: Tool = {
  names: ['airflow'],
  verbs: {
    dags: {
      verbs: {
        'list|show|state|report|next-execution|list-runs|list-jobs|list-import-errors|details|show-dependencies|list-import-error|reserialize':
          look,
        'trigger|backfill|test': changes('starts jobs', {
          cases: [
            {
              operand: 0,
              is: destructiveName,
              risk: 'destroy',
              say: 'starts a job whose name says that it removes something',
            },
          ],
          flags: { anyOther: true, valued: '-s --start-date -e --end-date -c --conf -r --run-id --exec-date' },
        }),
        'pause|unpause': change('stops or starts planning of jobs'),
        delete: removal('deletes the record of the job'),
      },
    },
    tasks: {
      verbs: {
        'list|state|states-for-dag-run|failed-deps|render': look,
        'run|test': change('runs a part of a job'),
        clear: change('forgets results, so that parts of the job run again'),
      },
    },
    db: {
      verbs: {
        'check|check-migrations|drop-archived-check': look,
        'init|migrate|upgrade|export-archived': change('changes the database of Airflow'),
        shell: { ...change('opens a console'), marks: consoleMarks('the database', {}) },
        'reset|clean|drop-archived|downgrade': removal('deletes what the database of Airflow holds'),
      },
    },
    'variables|connections': {
      verbs: {
        list: look,
        'get|export': secret,
        'set|add|import|create-default-connections|test': change('changes settings'),
        delete: removal('deletes settings'),
      },
    },
    'users|roles|pools|providers|jobs|plugins|config|info|version|cheat-sheet|teams|assets': {
      ...look,
      verbs: {
        'list|get|check|get-value|hooks|behaviours|links|auth|notifications|export|details|lint|widgets|secrets|logging|executors':
          look,
        'delete|del-perms|remove-role': removal('deletes it'),
        '*': change('changes settings'),
      },
    },
    'rotate-fernet-key|sync-perm|backfill|kerberos': change('changes keys, permissions or jobs'),
    celery: { verbs: { 'worker|flower': server, stop: removal('stops the workers') } },
    'scheduler|webserver|triggerer|standalone|api-server|dag-processor|internal-api': server,
  },
};

// https://docs.getdbt.com/reference/dbt-commands
export const dbt: Tool = {
  names: ['dbt', 'sqlmesh'],
  flags: {
    plain:
      '-q --quiet --debug -d --no-partial-parse --use-colors --no-use-colors -x --fail-fast --no-version-check --warn-error',
    valued:
      '--profiles-dir --project-dir --profile -t --target --log-level --log-format --target-path --threads --vars',
  },
  verbs: {
    'ls|list|debug|compile|parse|show|lint|info|diff|render|dag|table_diff|-v': look,
    docs: {
      verbs: { generate: change('writes files'), serve: { ...change('serves files'), marks: [{ kind: 'endless' }] } },
    },
    'source|freshness': { ...look, verbs: { '*': look } },
    test: reads({
      anyOther: true,
      special: { '--store-failures': { effect: { risk: 'change', say: 'writes tables' } } },
    }),
    'run|build|seed|snapshot|retry|clone|plan|apply': changes('writes tables', {
      cases: [{ flag: '--full-refresh -f', risk: 'destroy', say: 'drops tables and makes them again' }],
      flags: any,
    }),
    'run-operation': changes('runs a macro', {
      cases: [
        {
          operand: 0,
          is: destructiveName,
          risk: 'destroy',
          say: 'runs a macro whose name says that it removes something',
        },
      ],
      flags: any,
    }),
    'deps|init|clean|format': change('writes files of the project'),
    'destroy|invalidate|rollback': removal('removes tables'),
  },
};

const temporalVerbs: Readonly<Record<string, CommandRule>> = {
  'list|describe|desc|show|count|query|result|stack|trace|health|system|get-build-id-reachability|get-build-ids|list-partition|ls|get|versioning|observe|metadata|showid|listall|describe-task-queue|reachability':
    look,
  'start|execute|signal|update|reset|cancel|run|signal-with-start|trigger|toggle|backfill|create|reset-batch|set|update-options|complete|fail|upsert|batch|pause|unpause|add|new|register':
    change('changes what a workflow does'),
  'terminate|delete|remove|rm|term|del': removal('ends it, or deletes its record'),
};

const temporalGroups: Readonly<Record<string, CommandRule>> = {
  'workflow|wf|activity|act|schedule|batch|task-queue|taskqueue|tq|namespace|n|search-attribute|domain|cluster|worker':
    { verbs: temporalVerbs },
};

export const temporal: Tool = {
  names: ['temporal', 'tcld'],
  flags: {
    valued:
      '--address --namespace -n --env --env-file --output -o --tls-cert-path --tls-key-path --tls-ca-path --color --log-level --api-key --limit',
    secret: '--api-key',
  },
  verbs: {
    ...temporalGroups,
    operator: {
      verbs: {
        'cluster|namespace|search-attribute|nexus': { verbs: { ...temporalVerbs, endpoint: { verbs: temporalVerbs } } },
      },
    },
    server: server,
    env: { verbs: { '*': look } },
  },
};
