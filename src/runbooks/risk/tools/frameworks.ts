// The command lines of web frameworks: rails and rake, manage.py, artisan, bin/console, mix. Their tasks often reset databases.

import { consoleMarks } from '../console-marks.ts';
import { otherScript, python } from '../script-languages.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any, dryRun: '--dry-run --pretend' });
const removal = (say: string): CommandRule => destroys(say, { flags: any, dryRun: '--dry-run --pretend' });
const serving: CommandRule = { ...change('runs in the foreground'), marks: [{ kind: 'endless' }] };
const tables = change('changes the tables of the database');
const back = removal('takes changes of the database back, with what they held');
const empty = removal('deletes what the database holds');
const files = change('writes files');

// Several tasks may stand in one command: `rake db:create db:schema:load`.
const railsTask = (say: string): CommandRule =>
  changes(say, {
    cases: [
      { some: /^VERSION=0$/, risk: 'destroy', say: 'takes all changes of the database back' },
      {
        some: /(^|:)(drop|reset|purge|wipe|setup|rollback|down|redo|replant|truncate\w*|load|clear|clean\w*|delete\w*|remove\w*)(:|$)/,
        risk: 'destroy',
        say: 'runs a task that deletes something',
      },
    ],
    flags: any,
  });
const railsLook: CommandRule = {
  ...railsTask('runs other tasks too'),
  cases: [
    { atMost: 0, risk: 'read', say: 'only looks' },
    { every: /^[A-Z_]+=/, risk: 'read', say: 'only looks' },
    ...(railsTask('').cases ?? []),
  ],
};
const railsTables = railsTask('changes the tables of the database');

// https://guides.rubyonrails.org/command_line.html
const railsTasks: Readonly<Record<string, CommandRule>> = {
  'db:rollback|db:migrate:down|db:migrate:redo|db:migrate:reset|db:rollback:*|db:migrate:down:*|db:migrate:redo:*|db:migrate:reset:*':
    back,
  'db:migrate:status|db:version|db:abort_if_pending_migrations|routes|about|stats|notes|middleware|initializers|time:zones|time:zones:*|secret|zeitwerk:check|unused_routes|assets:environment|cache_digests:*|db:charset|db:collation|--tasks':
    railsLook,
  'db:migrate|db:migrate:up|db:create|db:create:all|db:seed|db:prepare|db:schema:cache:dump|db:environment:set|db:migrate:with_data|data:migrate|db:forward|db:encryption:init|db:schema:dump|db:structure:dump|db:sessions:create|db:migrate:*':
    railsTables,
  'db:drop|db:drop:all|db:reset|db:reset:all|db:purge|db:purge:all|db:schema:load|db:structure:load|db:schema:load:*|db:setup|db:setup:*|db:truncate_all|db:seed:replant|db:test:*|db:fixtures:load|db:sessions:trim|db:drop:*|db:reset:*':
    empty,
  'assets:precompile|webpacker:compile|log:rotate|tmp:create|restart|stimulus:*|importmap:*|turbo:*|tailwindcss:build|app:update|app:template|active_storage:install|credentials:diff|test|spec|yarn:install|webpacker:install|dev:cache':
    railsTask('writes files'),
  'tmp:clear|tmp:cache:clear|assets:clean|assets:clobber|cache:clear|tmp:*': railsTask(
    'removes what can be made again',
  ),
  'log:clear': removal('deletes log files'),
};

export const rails: Tool = {
  names: ['rails'],
  anyFolder: true,
  verbs: {
    ...railsTasks,
    'version|help|--tasks|-T|-v': look,
    'console|c': { ...change('opens a console'), marks: consoleMarks('the application', {}) },
    'dbconsole|db': { ...change('opens a console'), marks: consoleMarks('the database', {}) },
    'server|s|jobs:work|solid_queue:start|tailwindcss:watch': serving,
    'runner|r': {
      flags: { valued: '-e --environment', plain: '--skip-executor' },
      runs: { from: 0, as: otherScript },
      cases: [{ atMost: 0, risk: 'change', say: 'runs a script that is not shown here' }],
    },
    'generate|g|new|plugin|app:update|test|t|test:*|spec|encryption:*': files,
    'destroy|d': removal('deletes files that were generated'),
    'credentials:show|encrypted:show': { ...look, marks: [{ kind: 'prints-secret' }] },
    'credentials:edit|encrypted:edit': { ...files, marks: [{ kind: 'interactive' }] },
  },
};

export const rake: Tool = {
  names: ['rake'],
  anyFolder: true,
  cases: [
    { flag: '-T --tasks -P --prereqs -W -D --describe -A --all', risk: 'read', say: 'only lists' },
    { flag: '-n --dry-run', risk: 'read', say: 'only shows what it would do' },
  ],
  flags: {
    plain: '-T --tasks -P --prereqs -n --dry-run -A --all -q -s -v -t --trace -m',
    valued: '-f --rakefile -j -D --describe -W --where',
  },
  verbs: railsTasks,
};

// https://docs.djangoproject.com/en/stable/ref/django-admin/
export const managePy: Tool = {
  names: ['manage.py', 'django-admin'],
  anyFolder: true,
  flags: {
    plain: '--traceback --no-color --force-color --skip-checks',
    valued: '--settings --pythonpath -v --verbosity',
  },
  verbs: {
    [`showmigrations check sqlmigrate sqlflush sqlsequencereset diffsettings version help inspectdb findstatic show_urls
      validate_templates print_settings list_model_info migrate_check optimizemigration_check show_template_tags graph_models`]:
      look,
    migrate: changes('changes the tables of the database', {
      cases: [
        { flag: '--plan --check --list -l', risk: 'read', say: 'only lists' },
        {
          operand: 1,
          is: /^(zero|0000.*)$/,
          risk: 'destroy',
          say: 'takes all changes of the application back, with what they held',
        },
        { flag: '--fake --fake-initial', risk: 'change', say: 'records changes without making them' },
      ],
      flags: {
        plain: '--noinput --no-input --fake --fake-initial --plan --check --list -l --run-syncdb --prune',
        valued: '--database',
      },
    }),
    dumpdata: reads({
      anyOther: true,
      special: { '-o': { valued: true, writes: true }, '--output': { valued: true, writes: true } },
    }),
    'flush|reset_db|reset_schema|sqldrop|drop_test_database|delete_*|remove_stale_contenttypes|clear_*|purge_*|truncate_*':
      empty,
    'clearsessions|clear_cache|clean_pyc|compile_pyc|createcachetable': change('removes what is out of date'),
    'makemigrations|squashmigrations|optimizemigration|startapp|startproject|makemessages|compilemessages|compress|tailwind':
      changes('writes files', {
        cases: [{ flag: '--check', risk: 'read', say: 'only looks' }],
        flags: any,
        dryRun: '--dry-run',
      }),
    collectstatic: changes('copies files', {
      cases: [{ flag: '-c --clear', risk: 'change', say: 'removes files and copies them again' }],
      flags: any,
      dryRun: '-n --dry-run',
    }),
    'loaddata|createsuperuser|changepassword|sendtestemail|update_index|rebuild_index|set_fake_passwords|sync_*|import_*|update_*|load_*':
      change('changes data'),
    'shell|shell_plus': {
      flags: {
        anyOther: true,
        special: { '-c': { valued: true, runs: python }, '--command': { valued: true, runs: python } },
      },
      cases: [{ without: '-c --command', risk: 'change', say: 'opens a console' }],
      input: python,
      marks: consoleMarks('the application', { without: '-c --command' }),
    },
    dbshell: { ...change('opens a console'), input: 'sql', console: 'sql', marks: consoleMarks('the database', {}) },
    'runserver|runserver_plus|rqworker|process_tasks|qcluster|runworker|daphne|run_huey|db_worker|celery': serving,
    runscript: { script: 0 },
    test: change('runs the tests'),
  },
};

// https://laravel.com/docs/artisan
export const artisan: Tool = {
  names: ['artisan'],
  anyFolder: true,
  flags: { plain: '-q --quiet -n --no-interaction --ansi --no-ansi -v -vv -vvv -V', valued: '--env' },
  verbs: {
    'about|env|list|help|inspire|route:list|schedule:list|migrate:status|queue:failed|queue:monitor|event:list|db:show|db:table|db:monitor|config:show|model:show|channel:list|horizon:status|horizon:list|horizon:supervisors|docs|schedule:test':
      look,
    'migrate|migrate:install|db:seed|schema:dump|queue:retry|queue:restart|queue:pause|queue:resume|schedule:run|schedule:interrupt|passport:keys|passport:install|vendor:publish|storage:link|storage:unlink|package:discover|horizon:pause|horizon:continue|horizon:terminate|horizon:snapshot|scout:import|event:generate|notifications:table|octane:reload|cache:prune-stale-tags|session:table|telescope:install':
      tables,
    'config:cache|route:cache|view:cache|event:cache|optimize|cache:clear|config:clear|route:clear|view:clear|event:clear|optimize:clear|clear-compiled|schedule:clear-cache|permission:cache-reset':
      change('makes or removes what can be made again'),
    'migrate:rollback|migrate:reset|migrate:refresh': back,
    'migrate:fresh|db:wipe|telescope:clear|telescope:prune|model:prune|queue:flush|queue:clear|queue:forget|queue:prune-*|horizon:clear|horizon:forget|horizon:purge|cache:forget|scout:flush|scout:delete-*|passport:purge|auth:clear-resets|sanctum:prune-expired|activitylog:clean|backup:clean':
      empty,
    down: {
      effect: { risk: 'destroy', say: 'shows everybody a page that says that it is down', turns: 'off' },
      flags: any,
    },
    up: { effect: { risk: 'change', say: 'ends the page that says that it is down', turns: 'on' }, flags: any },
    'key:generate': changes('makes another key, which makes sessions and encrypted data unreadable', {
      cases: [
        { flag: '--show', risk: 'read', say: 'only prints' },
        { risk: 'destroy', say: 'makes another key, which makes sessions and encrypted data unreadable' },
      ],
      flags: any,
    }),
    tinker: {
      flags: { anyOther: true, special: { '--execute': { valued: true, runs: otherScript } } },
      cases: [{ without: '--execute', risk: 'change', say: 'opens a console' }],
      marks: consoleMarks('the application', { without: '--execute' }),
    },
    'db|db:cli': { ...change('opens a console'), marks: consoleMarks('the database', {}) },
    'serve|queue:work|queue:listen|schedule:work|horizon|reverb:start|octane:start|websockets:serve|pail': serving,
    'make:*|stub:publish|lang:publish|ui|install:*': files,
  },
};

// https://symfony.com/doc/current/console.html
export const symfony: Tool = {
  names: ['console', 'symfony', 'magento', 'drush', 'wp', 'occ', 'typo3', 'mw'],
  anyFolder: true,
  flags: {
    plain: '-q --quiet -n --no-interaction --no-debug -v -vv -vvv -V --no-ansi -y --yes --allow-root',
    valued: '-e --env --path --url --uri --root',
  },
  verbs: {
    [`about list help debug:* lint:* router:match doctrine:migrations:status doctrine:migrations:list doctrine:migrations:current
      doctrine:migrations:latest doctrine:migrations:up-to-date doctrine:schema:validate doctrine:mapping:info messenger:stats
      messenger:failed:show status core:status setup:db:status indexer:status indexer:info cache:status cron:list maintenance:status
      app:list config:list info:* user:list user:info`]: look,
    'doctrine:query:sql|dbal:run-sql': { runs: { from: 0, as: 'sql' }, flags: any },
    'doctrine:schema:update': changes('changes the tables of the database', {
      cases: [{ flag: '--dump-sql', without: '--force -f', risk: 'read', say: 'only prints' }],
      flags: any,
    }),
    'doctrine:migrations:migrate|doctrine:migrations:sync-metadata-storage|doctrine:migrations:version|doctrine:schema:create|doctrine:database:create|messenger:setup-transports|messenger:stop-workers|messenger:failed:retry|setup:upgrade|setup:di:compile|setup:static-content:deploy|indexer:reindex|updatedb|updb|cim|cex|upgrade|db:add-missing-indices|maintenance:repair':
      tables,
    'cache:clear|cache:warmup|cache:pool:*|cache:flush|cache:clean|cr|cc|cache:rebuild|assets:install|importmap:install|rewrite':
      change('removes what can be made again'),
    'doctrine:migrations:execute': changes('changes the tables of the database', {
      cases: [{ flag: '--down', risk: 'destroy', say: 'takes a change of the database back' }],
      flags: any,
      dryRun: '--dry-run',
    }),
    'doctrine:fixtures:load|doctrine:schema:drop|doctrine:database:drop|messenger:failed:remove|setup:uninstall|setup:rollback|sql:drop|sql-drop|site:install|si':
      empty,
    'messenger:consume|server:start|serve|queue:run': serving,
    'sql:cli|sqlc|sql:connect|php:cli|shell|php|php:eval|ev|eval': {
      ...change('runs what is typed into it'),
      marks: [{ kind: 'interactive', atMost: 0 }],
    },
    // WordPress: group, then verb.
    'core|plugin|theme|user|post|option|cron|rewrite|site|transient|db|search-replace|cli|config|language|role|menu|media|comment|term|wc':
      {
        ...change('changes the site'),
        verbs: {
          'list|get|version|check-update|status|verify-checksums|info|is-installed|is-active|path|size|tables|prefix|columns|check|search|exists|test|has':
            look,
          event: {
            verbs: { list: look, run: change('runs a planned task'), 'delete|unschedule': removal('deletes it') },
          },
          query: { runs: { from: 0, as: 'sql' }, input: 'sql', flags: any },
          'drop|reset|clean|delete|uninstall|empty|import|destroy|remove-cap|flush|regenerate|set-role|spam|trash':
            removal('deletes or replaces what is there'),
          '*': change('changes the site'),
        },
      },
  },
};

// https://hexdocs.pm/ecto_sql/Mix.Tasks.Ecto.Migrate.html
export const mix: Tool = {
  names: ['mix'],
  verbs: {
    'help|ecto.migrations|phx.routes|deps|deps.tree|hex.info|hex.outdated|hex.audit|app.tree|xref|format.check|credo|dialyzer|ecto.load_status|version':
      look,
    'ecto.migrate|ecto.create|ecto.setup|run|ecto.dump|ecto.gen.migration|deps.get|deps.compile|deps.update|compile|test|format|assets.deploy|assets.setup|phx.digest|release|local.hex|local.rebar|archive.install|phx.gen.*|do':
      tables,
    'ecto.rollback': back,
    'ecto.drop|ecto.reset|ecto.load': empty,
    'phx.server': serving,
    'clean|deps.clean|phx.digest.clean|deps.unlock': change('removes what can be made again'),
  },
};
