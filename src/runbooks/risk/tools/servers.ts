// Servers and workers that are started in the foreground. A unit of systemd or a container runs them in production;
// on a page, one of them means that somebody starts a second one by hand.

import { changes, reads } from '../tool.ts';
import type { CommandRule, MarkRule, Tool } from '../tool.ts';

const version = { flag: '--version -version -V', atMost: 0, risk: 'read', say: 'only prints' } as const;
const endless: MarkRule = {
  kind: 'endless',
  without: '--version -version -V -v --help -h --daemon -D --daemonize -daemon --detach -d --check-config --test',
  say: 'is a server in the foreground: it never ends by itself',
};
const starts: CommandRule = changes('starts a server', { flags: { anyOther: true } });

export const servers: Tool = {
  names:
    `uvicorn gunicorn hypercorn daphne waitress-serve puma unicorn thin sidekiq resque memcached redis-server valkey-server
    redis-sentinel mysqld mariadbd mongod etcd prometheus alertmanager grafana-server loki promtail pushgateway node_exporter
    blackbox_exporter otelcol vector fluentd fluent-bit telegraf filebeat metricbeat traefik envoy haproxy dnsmasq coredns sshd
    mailhog webpack-dev-server json-server nodemon ts-node-dev concurrently browser-sync wiremock ngrok dockerd
    containerd kubelet minio tusd webhook airflow-webserver jupyter-lab jupyter-notebook tensorboard mlflow-server`
      .trim()
      .split(/\s+/),
  ...starts,
  cases: [
    version,
    {
      flag: '-c --check-config -t --test --validate-config --check',
      risk: 'read',
      say: 'only checks its configuration',
      atMost: 1,
    },
  ],
  marks: [endless],
};

const serveVerbs = 'run|serve|server|start|dev|watch|s|up|preview|live|runserver';

export const frameworks: Tool = {
  names: [
    'flask',
    'streamlit',
    'hugo',
    'mkdocs',
    'jekyll',
    'vite',
    'next',
    'nuxt',
    'ng',
    'gatsby',
    'astro',
    'remix',
    'fastapi',
    'chalice',
    'sanic',
    'docusaurus',
    'vuepress',
    'webpack',
    'parcel',
    'caddy',
    'jupyter',
    'strapi',
    'nest',
  ],
  flags: { plain: '--version -v -V --debug', valued: '-A --app -b --broker --config -c --env' },
  cases: [version, { atMost: 0, risk: 'change', say: 'builds or starts something' }],
  verbs: {
    [`${serveVerbs}|worker|beat|lab|notebook|runserver|storybook`]: { ...starts, marks: [endless] },
    'routes|version|info|inspect|status|list|validate|check|doctor|report|about': reads({ anyOther: true }),
    'build|new|init|create|generate|deploy|gh-deploy|export|add|publish|fmt|reload|adapt|lint|typecheck|test': changes(
      'builds or changes something',
      { flags: { anyOther: true } },
    ),
  },
};

export const nginx: Tool = {
  names: ['nginx', 'httpd', 'apache2', 'apachectl', 'apache2ctl', 'lighttpd', 'php-fpm', 'named'],
  ...changes('starts or steers a web server', { flags: { valued: '-c -p -g -f -e', plain: '-q' } }),
  cases: [
    { flag: '-t -T -v -V -S -M -l -L -tt --test -i', risk: 'read', say: 'only checks its configuration' },
    { operand: 0, is: /^(configtest|status|fullstatus|-t)$/, risk: 'read', say: 'only checks' },
    { flag: '-s', value: /^(stop|quit)$/, unsure: true, risk: 'destroy', say: 'stops a running service' },
    { operand: 0, is: /^(stop|graceful-stop)$/, risk: 'destroy', say: 'stops a running service' },
    { flag: '-k', value: /^(stop|graceful-stop)$/, unsure: true, risk: 'destroy', say: 'stops a running service' },
    { flag: '-s', risk: 'change', say: 'makes it read its configuration again' },
  ],
  flags: { plain: '-t -T -v -V -S -M -l -L -q -tt -i', valued: '-s -k -c -p -g -f' },
};

export const checkers: Tool = {
  names: ['named-checkconf', 'named-checkzone', 'postconf', 'unbound-checkconf', 'varnishtest'],
  ...reads({ anyOther: true }),
  cases: [{ flag: '-e -X -#', risk: 'change', say: 'changes its configuration' }],
};
