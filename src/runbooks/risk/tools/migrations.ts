// Programs that bring a database's tables to another version. A step back drops what the step before had made.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const forward = changes('changes the tables of the database', { flags: any, dryRun: '--dry-run --pretend --dryRun' });
const back = destroys('takes changes of the database back, with what they held', {
  flags: any,
  dryRun: '--dry-run --pretend --dryRun',
});
const empty = destroys('deletes what the database holds', { flags: any, dryRun: '--dry-run' });
const files = changes('writes files', { flags: any });

export const flyway: Tool = {
  names: ['flyway'],
  singleDash: true,
  flags: any,
  verbs: {
    'info|validate|version|check|help|diff|testConnection|list-engines': look,
    'migrate|repair|baseline|prepare|deploy|snapshot|generate|model|init|diffApply|add': forward,
    undo: back,
    clean: empty,
  },
};

export const liquibase: Tool = {
  names: ['liquibase'],
  flags: {
    anyOther: true,
    valued: `--defaults-file --defaultsFile --url --username --password --changelog-file --changeLogFile --search-path --classpath --driver
      --log-level --logLevel --contexts --labels`,
    secret: '--password',
  },
  verbs: {
    [`status history validate diff snapshot help list-locks listLocks calculate-checksum calculateCheckSum unexpected-changesets
      update-sql updateSQL rollback-sql rollbackSQL future-rollback-sql futureRollbackSQL update-count-sql rollback-count-sql
      changelog-sync-sql changelogSyncSQL tag-exists tagExists db-doc connect flow checks`]: look,
    'update|update-count|updateCount|update-to-tag|updateToTag|tag|changelog-sync|changelogSync|changelog-sync-to-tag|mark-next-changeset-ran|markNextChangeSetRan|release-locks|releaseLocks|clear-checksums|clearCheckSums|clearChecksums|execute-sql|executeSql':
      forward,
    'rollback|rollback-count|rollbackCount|rollback-to-date|rollbackToDate|rollback-one-changeset|rollback-one-update|update-testing-rollback|updateTestingRollback':
      back,
    'drop-all|dropAll': empty,
    'generate-changelog|generateChangeLog|diff-changelog|diffChangeLog|init': files,
  },
};

const prismaDb: CommandRule = {
  verbs: {
    pull: files,
    seed: forward,
    push: changes('changes the tables of the database', {
      cases: [{ flag: '--accept-data-loss --force-reset', risk: 'destroy', say: 'may delete what the database holds' }],
      flags: any,
    }),
    execute: changes('runs statements that are not shown here', { flags: any }),
  },
};

export const prisma: Tool = {
  names: ['prisma'],
  verbs: {
    'validate|version|debug|-v': look,
    'generate|format|init|platform|mcp': files,
    migrate: {
      verbs: {
        'status|diff': look,
        'deploy|resolve': forward,
        dev: changes('changes the tables of the database, and may offer to delete everything', {
          flags: any,
          marks: [{ kind: 'interactive', without: '--create-only' }],
        }),
        reset: empty,
      },
    },
    db: prismaDb,
    studio: { ...forward, marks: [{ kind: 'endless' }] },
  },
};

export const drizzle: Tool = {
  names: ['drizzle-kit', 'typeorm', 'typeorm-ts-node-commonjs', 'typeorm-ts-node-esm', 'mikro-orm'],
  flags: any,
  verbs: {
    'check|migration:show|schema:log|version|migration:check|migration:list|migration:pending|debug': look,
    'generate|generate:pg|introspect|pull|up|migration:create|migration:generate|entity:create|export|init|drop': files,
    'migrate|migration:run|migration:up|push|schema:update|seeder:run|cache:clear': forward,
    'migration:revert|migration:down': back,
    'schema:drop|schema:sync|schema:fresh|migration:fresh|database:drop': empty,
    query: { runs: { from: 0, as: 'sql' }, flags: { valued: '-d --dataSource' } },
    studio: { ...forward, marks: [{ kind: 'endless' }] },
  },
};

export const knex: Tool = {
  names: ['knex', 'sequelize', 'sequelize-cli', 'objection'],
  flags: {
    anyOther: true,
    valued: '--knexfile --env --client --connection --cwd --config --url --migrations-path --seeders-path',
  },
  verbs: {
    'migrate:list|migrate:status|migrate:currentVersion|db:migrate:status|db:version|--version': look,
    'migrate:latest|migrate:up|migrate:unlock|migrate:forceunlock|db:migrate|db:create|db:seed|db:seed:all|seed:run|db:migrate:schema:timestamps:add':
      forward,
    'migrate:rollback|migrate:down|db:migrate:undo|db:migrate:undo:all|db:seed:undo|db:seed:undo:all': back,
    'db:drop': empty,
    'migrate:make|seed:make|init|init:*|migration:generate|migration:create|seed:generate|model:generate|model:create':
      files,
  },
};

// goose, golang-migrate, dbmate, sqlx, diesel, atlas, sqitch: one vocabulary.
const stepwise: Readonly<Record<string, CommandRule>> = {
  'status|version|info|list|pending|wait|log|plan|verify|validate|inspect|diff|lint|hash|show|check|help|print-schema':
    look,
  'up|up-by-one|up-to|migrate|run|deploy|goto|force|apply|fix|load|redo-apply|setup|checkout|upgrade|set|push|test':
    forward,
  'down|down-to|redo|revert|rollback|rebase|undo|reset-to': back,
  'drop|reset|clean': empty,
  'create|new|add|generate|dump|init|baseline|new-migration|prepare|import|tag|rework|bundle|engine|target|config':
    files,
};

export const stepwiseMigrations: Tool = {
  names: [
    'goose',
    'migrate',
    'dbmate',
    'sqlx',
    'diesel',
    'atlas',
    'sqitch',
    'tern',
    'rambler',
    'pgroll',
    'sqldef',
    'refinery',
    'sea-orm-cli',
    'phinx',
    'yoyo',
  ],
  flags: {
    anyOther: true,
    valued: `-dir -path -database -source -table -u --url --env -e -d --migrations-dir -s --schema-file --database-url -c --config
      --migration-dir --dir --source --to --path --database --table`,
  },
  verbs: {
    ...stepwise,
    'migration|migrate|database|db|schema': { verbs: stepwise },
    // goose names the kind of database and its address before the verb.
    'postgres|mysql|sqlite3|mssql|redshift|tidb|clickhouse|ydb|vertica|turso': changes(
      'changes the tables of the database',
      {
        cases: [
          {
            operand: 1,
            is: /^(down|down-to|redo|reset)$/,
            risk: 'destroy',
            say: 'takes changes of the database back, with what they held',
          },
          { operand: 1, is: /^(status|version|validate)$/, risk: 'read', say: 'only looks' },
        ],
        flags: any,
      },
    ),
  },
};
