// Programs beside Prometheus, Alertmanager, Loki, Grafana and Thanos.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });
const server: CommandRule = { ...change('runs a server in the foreground'), marks: [{ kind: 'endless' }] };

export const promtool: Tool = {
  names: ['promtool', 'vmalert-tool', 'promlint'],
  verbs: {
    'check|query|test|unittest|promql': look,
    debug: change('writes an archive'),
    tsdb: {
      verbs: {
        'list|analyze|dump|dump-openmetrics': look,
        'create-blocks-from|bench': change('writes blocks of data'),
      },
    },
    push: change('sends data'),
  },
};

// https://github.com/prometheus/alertmanager#amtool
export const amtool: Tool = {
  names: ['amtool'],
  flags: {
    plain: '--verbose -v',
    valued: '--alertmanager.url -o --output --date.format --timeout --http.config.file --config.file',
  },
  verbs: {
    alert: { ...look, verbs: { query: look, add: change('makes an alert') } },
    silence: {
      ...look,
      verbs: {
        query: look,
        'add|import|update': change('keeps alerts from being sent'),
        expire: change('lets alerts be sent again'),
      },
    },
    'check-config': look,
    'config|template|cluster': { ...look, verbs: { '*': { ...look, verbs: { '*': look } } } },
  },
};

export const logcli: Tool = {
  names: ['logcli'],
  flags: {
    plain: '-q --quiet --stats --tls-skip-verify',
    valued: '--addr --username --password --bearer-token --org-id -o --output --timezone -z',
    secret: '--password --bearer-token',
  },
  verbs: {
    'query|instant-query|labels|series|stats|volume|volume_range|fmt|detected-fields|index': {
      ...look,
      marks: [{ kind: 'endless', flag: '--tail -t -f --follow' }],
    },
    delete: { verbs: { list: look, 'create|cancel': removal('deletes log lines') } },
  },
};

export const grafana: Tool = {
  names: ['grafana-cli', 'grafana', 'grr', 'grizzly', 'gdg', 'grafanactl'],
  flags: { valued: '--homepath --config --configOverrides --pluginsDir --repo' },
  verbs: {
    'plugins|cli|resources|datasources|dashboards|admin|tools': {
      verbs: {
        'ls|list|list-remote|list-versions|get|diff|show|validate': look,
        plugins: {
          verbs: {
            'ls|list-remote|list-versions': look,
            'remove|uninstall': removal('removes a plugin'),
            '*': change('changes plugins'),
          },
        },
        admin: { verbs: { '*': change('changes accounts or data') } },
        'reset-admin-password|data-migration|secrets-migration|user-manager|flush-rbac-seed-assignment':
          change('changes accounts or data'),
        'remove|uninstall|rm|delete|clear': removal('removes it'),
        '*': change('changes plugins, dashboards or data sources'),
      },
    },
    'get|list|show|diff|status|version|providers|targets|preview': look,
    'apply|push|pull|export|snapshot|config|watch|serve': change('changes dashboards or files'),
    server,
  },
};

// Without --no-dry-run a rewrite only shows what it would do. https://thanos.io/tip/components/tools.md/
export const thanos: Tool = {
  names: ['thanos'],
  flags: { valued: '--log.level --log.format --tracing.config-file' },
  verbs: {
    'query|query-frontend|sidecar|store|rule|receive|compact': server,
    check: look,
    tools: {
      verbs: {
        'rules-check|query': look,
        bucket: {
          flags: { valued: '--objstore.config-file --objstore.config --objstore-to.config-file --objstore-to.config' },
          verbs: {
            'ls|inspect|verify': changes('repairs blocks', {
              cases: [{ without: '-r --repair', risk: 'read', say: 'only looks' }],
              flags: any,
            }),
            web: { ...look, marks: [{ kind: 'endless' }] },
            rewrite: destroys('rewrites blocks without the series that it is told to drop', {
              cases: [{ without: '--no-dry-run --dry-run=false', risk: 'read', say: 'only shows what it would do' }],
              flags: any,
            }),
            'cleanup|retention': removal('deletes blocks'),
            'replicate|downsample|upload-blocks': change('copies or makes blocks'),
            mark: changes('marks blocks', {
              cases: [
                {
                  flag: '--marker',
                  value: /^deletion/,
                  without: '--remove',
                  risk: 'destroy',
                  say: 'marks blocks for deletion',
                },
              ],
              flags: { anyOther: true, valued: '--marker --id --details' },
            }),
          },
        },
      },
    },
  },
};

export const mimirtool: Tool = {
  names: ['mimirtool', 'cortextool', 'lokitool', 'benchtool'],
  flags: { valued: '--address --id --user --key --tls-ca-path --log.level --backend', secret: '--key' },
  verbs: {
    rules: {
      verbs: {
        'list|print|get|diff|lint|check': look,
        load: change('changes rules'),
        sync: removal('deletes rules that its files do not name'),
        'delete|delete-namespace': removal('deletes rules'),
        prepare: changes('rewrites files', { flags: any }),
      },
    },
    alertmanager: {
      verbs: {
        'get|verify|migrate-utf8': look,
        load: change('changes where alerts go'),
        delete: removal('deletes where alerts go'),
      },
    },
    'analyze|analyse|config|remote-read|promql|acl|bucket-validation|loadgen|version|runtime-config': {
      ...look,
      verbs: { '*': { ...look, verbs: { '*': look } } },
    },
    backfill: change('sends blocks of data'),
  },
};

export const victoria: Tool = {
  names: ['vmctl', 'vmbackup', 'vmbackupmanager'],
  ...changes('copies data', { flags: any }),
};

export const vmrestore: Tool = {
  names: ['vmrestore'],
  ...destroys('puts a saved copy over what is there now', { flags: any }),
};
