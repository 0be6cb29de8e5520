// Platforms that run applications: flyctl, heroku, vercel, netlify, railway, wrangler, supabase, cf.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, MarkRule, Tool } from '../tool.ts';
import { groupsOf, usualVerbs } from '../verb-groups.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const secret: CommandRule = { ...look, marks: [{ kind: 'prints-secret' }] };
const endless: CommandRule = { ...look, marks: [{ kind: 'endless' }] };
const change = changes('changes what runs there', { flags: any });
const removal = destroys('deletes it with what it holds', { flags: any });
const entering: readonly MarkRule[] = [{ kind: 'interactive' }, { kind: 'elsewhere' }];
const opened: CommandRule = { ...change, marks: entering };
const own: CommandRule = { ...look, marks: [{ kind: 'interactive', without: '--token -t --access-token' }] };
const inside = groupsOf(usualVerbs, 3);

// https://fly.io/docs/flyctl/
export const flyctl: Tool = {
  names: ['fly', 'flyctl'],
  flags: {
    plain: '--verbose --debug',
    valued: '-a --app -c --config -o --org -t --access-token',
    secret: '-t --access-token',
  },
  verbs: {
    logs: { ...look, marks: [{ kind: 'endless', without: '-n --no-tail' }] },
    'status|version|doctor|docs|dashboard|releases|checks|services|platform|settings|incidents|history|info': {
      ...look,
      verbs: { '*': look },
    },
    auth: { verbs: { 'login|logout|whoami|docker|signup': own, token: secret } },
    'deploy|launch|restart|resume|open|migrate-to-v2|registry': change,
    suspend: destroys('stops the application', { flags: any }),
    scale: {
      verbs: {
        show: look,
        count: changes('changes how much runs', {
          cases: [{ some: /^([\w-]+=)?0$/, risk: 'destroy', say: 'stops all of it' }],
          flags: any,
        }),
        'vm|memory': change,
      },
    },
    ssh: {
      verbs: {
        'console|sftp|shell': {
          flags: {
            anyOther: true,
            special: { '-C': { valued: true, runs: 'shell' }, '--command': { valued: true, runs: 'shell' } },
          },
          cases: [{ without: '-C --command', risk: 'change', say: 'opens a shell on a machine' }],
          marks: entering.map((mark) => ({ ...mark, without: '-C --command' })),
        },
        'issue|establish|log': change,
      },
    },
    console: opened,
    proxy: { ...change, marks: [{ kind: 'endless' }] },
    secrets: { verbs: { 'list|ls': look, 'set|import|deploy|sync': change, 'unset|rm': removal } },
    'postgres|pg|mpg': {
      verbs: {
        ...inside.verbs,
        connect: { ...change, marks: entering },
        'failover|renew-certs|attach|add_flycast|import': change,
        'config|users|db|events|backup|backups|barman': inside,
        detach: change,
      },
    },
    'machine|machines|m': {
      verbs: {
        ...inside.verbs,
        exec: {
          runs: { from: 1, as: 'shell' },
          cases: [{ atMost: 1, risk: 'change', say: 'runs something on a machine' }],
          flags: any,
        },
        'cordon|uncordon|leases|lease|egress-ip': change,
        kill: destroys('ends the machine', { flags: any }),
      },
    },
    '*': inside,
  },
};

// https://devcenter.heroku.com/articles/heroku-cli-commands: topic:verb.
export const heroku: Tool = {
  names: ['heroku'],
  flags: { plain: '--json -j --shell -s', valued: '-a --app -r --remote -t --team -p --pipeline' },
  verbs: {
    logs: { ...look, marks: [{ kind: 'endless', flag: '-t --tail' }] },
    [`ps apps addons releases domains status drains features buildpacks certs access pipelines regions stack spaces teams webhooks
      keys authorizations sessions git help version whoami info dyno:type local:version labs plugins members notifications
      auth:whoami auth:2fa apps:info apps:list apps:favorites ps:type ps:autoscale:status releases:info releases:output addons:info
      addons:docs addons:open addons:plans addons:services pg pg:info pg:ps pg:locks pg:blocking pg:bloat pg:diagnose pg:backups
      pg:backups:info pg:backups:url pg:backups:schedules pg:outliers pg:long-running-queries pg:cache-hit pg:index-usage
      pg:unused-indexes pg:table-size pg:index-size pg:total-index-size pg:total-table-size pg:seq-scans pg:records-rank
      pg:table-indexes-size pg:vacuum-stats pg:wait pg:settings pg:links pg:maintenance pg:connection-pooling:info redis redis:info
      redis:maintenance redis:wait kafka kafka:info kafka:topics kafka:topics:info maintenance pipelines:info pipelines:diff
      domains:info domains:wait certs:info ci:info ci spaces:info buildpacks:info buildpacks:search`]: look,
    'config|config:get|pg:credentials|pg:credentials:url|redis:credentials|auth:token|pg:url': secret,
    'login|logout|auth:login|auth:logout|container:login|container:logout|git:remote|git:clone': own,
    'kafka:topics:tail|kafka:topics:write|local|ps:forward': { ...change, marks: [{ kind: 'endless' }] },
    run: {
      flags: { plain: '-x --exit-code --no-tty --no-notify', valued: '-a --app -s --size -e --env --type -r --remote' },
      cases: [{ atMost: 0, risk: 'change', say: 'opens a shell' }],
      runs: { from: 0, as: 'shell' },
    },
    'run:detached|run:inside': {
      flags: { anyOther: true, valued: '-a --app -s --size -e --env -r --remote' },
      runs: { from: 0, as: 'shell' },
    },
    'pg:psql': {
      flags: {
        valued: '-a --app -r --remote --credential',
        special: {
          '-c': { valued: true, runs: 'psql' },
          '--command': { valued: true, runs: 'psql' },
          '-f': { valued: true, effect: { risk: 'change', say: 'runs a file that is not shown here' } },
        },
      },
      input: 'psql',
      console: 'psql',
      marks: entering.map((mark) => ({ ...mark, without: '-c --command -f --file' })),
    },
    'redis:cli|ps:exec|psql|console': opened,
    'ps:scale|ps:resize|dyno:scale|scale|dyno:resize': changes('changes how much runs', {
      cases: [
        { some: /=0(:|$)/, risk: 'destroy', say: 'stops all of it' },
        { atMost: 0, risk: 'read', say: 'only lists' },
      ],
      flags: any,
    }),
    'maintenance:on': destroys('shows everybody a page that says that it is down', { flags: any, cases: [] }),
    'ps:stop|ps:kill|dyno:stop|dyno:kill|pg:kill|pg:killall': changes('ends processes, which start again', {
      flags: any,
    }),
    [`apps:destroy pg:reset pg:backups:restore pg:copy pg:push pg:pull pg:unfollow addons:destroy addons:remove config:unset
      config:remove domains:remove domains:clear certs:remove kafka:topics:destroy redis:reset pg:backups:delete ps:autoscale:disable
      pipelines:destroy drains:remove access:remove pg:credentials:destroy repo:reset repo:purge_cache redis:maintenance:run
      kafka:consumer-groups:destroy kafka:fail spaces:destroy webhooks:remove members:remove apps:leave`]: destroys(
      'deletes it, or puts something else over it',
      { flags: any },
    ),
    [`restart ps:restart dyno:restart config:set config:add config:edit releases:rollback rollback addons:create addons:attach
      addons:upgrade addons:downgrade addons:detach maintenance:off pg:backups:capture pg:backups:schedule pg:backups:unschedule
      pg:backups:cancel pg:promote pg:upgrade pg:repoint pg:credentials:rotate pg:maintenance:run pg:maintenance:window
      pg:connection-pooling:attach redis:promote redis:timeout redis:maxmemory redis:upgrade domains:add domains:update certs:add
      certs:auto certs:auto:refresh certs:update container:push container:release container:run apps:create create apps:rename
      features:enable features:disable labs:enable labs:disable buildpacks:set buildpacks:add buildpacks:remove buildpacks:clear
      drains:add access:add pipelines:promote pipelines:create pipelines:add ps:autoscale:enable ps:type:set builds:create
      kafka:topics:create kafka:topics:compaction kafka:topics:retention-time keys:add keys:remove webhooks:add update
      plugins:install apps:transfer members:add container:rm pg:backups:download repo:gc`]: change,
  },
};

// https://vercel.com/docs/cli and https://docs.netlify.com/cli/get-started/
export const vercel: Tool = {
  names: [
    'vercel',
    'vc',
    'now',
    'netlify',
    'ntl',
    'railway',
    'render',
    'surge',
    'firebase',
    'eas',
    'expo',
    'amplify',
    'copilot',
    'eb',
    'sls',
    'serverless',
    'sam',
    'cdk',
    'cf',
    'supabase',
  ],
  flags: {
    plain: '-d --debug -y --yes --prod --json --verbose -v',
    valued:
      '-t --token --scope -S -A --local-config --cwd --auth --site -s --project -e --env --stage --region --profile -P --service --environment --project-ref --app',
    secret: '-t --token --auth',
  },
  verbs: {
    [`whoami status version help list ls inspect open docs diff synth synthesize doctor validate apps app events health info print recipes
      services service target spaces orgs env:list functions:list sites:list projects:list target routes stacks use switch link unlink`]:
      look,
    'logs|log|logs:function|functions:log|logs:deploy': {
      ...look,
      marks: [{ kind: 'endless', flag: '-f --follow -t --tail --stream' }],
    },
    'login|logout': own,
    'dev|start:dev|serve|emulators:start|local': { ...change, marks: [{ kind: 'endless' }] },
    'connect|shell|ssh|functions:shell|db:shell': opened,
    'env|variables|variable|config|domains|alias|certs|dns|secrets|project|projects|teams|deployments|db|functions|migration|hosting|storage|branches|gen|postgres-config|sites|blobs|volume|environment|redirects|crons|cache|integration|svc|job|pipeline|platform':
      {
        ...inside,
        ...look,
        verbs: {
          ...inside.verbs,
          'pull|get|set|env': { ...change, marks: [{ kind: 'prints-secret' }] },
          'dump|lint': look,
          'push|up|migrate': change,
          'reset|drop|purge|invalidate': removal,
        },
      },
    'deploy|up|push|redeploy|build|promote|rollback|restart|init|create|add|bootstrap|package|publish|submit|restage|set-env|bind-service|create-service|map-route|env:set|env:import|deploy:hook|run-task|invoke|import|upgrade|setenv|swap|clone|rename|watch|test|update|config:set|functions:config:set|hosting:channel:deploy|migrate|start':
      change,
    [`remove rm delete destroy down stop terminate unset-env unbind-service unmap-route delete-service rollback-all purge
      env:unset sites:delete firestore:delete database:remove functions:delete hosting:disable apps:delete functions:config:unset
      uninstall abort restore`]: removal,
    scale: changes('changes how much runs', {
      cases: [
        {
          flag: '-i --instances --num --replicas',
          value: /^0$/,
          unsure: true,
          risk: 'destroy',
          say: 'stops all of it, or may',
        },
        { some: /^0$/, risk: 'destroy', say: 'stops all of it' },
      ],
      flags: { anyOther: true, valued: '-i --instances --num --replicas -m -k' },
    }),
    run: { flags: any, runs: { from: 0, as: 'argv' } },
  },
};

// https://developers.cloudflare.com/workers/wrangler/commands/
export const wrangler: Tool = {
  names: ['wrangler'],
  flags: { valued: '-c --config -e --env --cwd --env-file' },
  verbs: {
    'whoami|login|logout|version|types|docs|check|init': look,
    tail: endless,
    dev: { ...change, marks: [{ kind: 'endless' }] },
    'deploy|publish|rollback|triggers': change,
    'versions|deployments': { ...look, verbs: { 'list|view|status': look, '*': change } },
    d1: {
      verbs: {
        ...inside.verbs,
        execute: {
          flags: {
            anyOther: true,
            special: {
              '--command': { valued: true, runs: 'sql' },
              '--file': { valued: true, effect: { risk: 'change', say: 'runs a file that is not shown here' } },
            },
          },
          cases: [{ without: '--command --file', risk: 'change', say: 'runs statements that are not shown here' }],
        },
        'time-travel|insights|export': inside,
      },
    },
    secret: { verbs: { list: look, 'put|bulk': change, delete: removal } },
    delete: removal,
    '*': inside,
  },
};
