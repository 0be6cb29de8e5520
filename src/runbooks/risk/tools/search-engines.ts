// Around Elasticsearch, OpenSearch and Solr. Their own interface is HTTP; these are the programs beside it.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any, dryRun: '--dry-run --dry_run' });
const removal = (say: string): CommandRule => destroys(say, { flags: any, dryRun: '--dry-run --dry_run' });

// https://www.elastic.co/guide/en/elasticsearch/client/curator/current/command-line.html
export const curatorCli: Tool = {
  names: ['curator_cli', 'es_cli'],
  flags: {
    plain: '--dry-run --skip_version_test --use_ssl --ssl-no-validate --master-only --no-verify_certs',
    valued: `--config --host --hosts --port --http_auth --username --password --api_key --id --cloud_id --loglevel --logfile --logformat
      --url_prefix --certificate --ca_certs --client_cert --client_key --timeout --auth_type`,
    secret: '--http_auth --password --api_key',
  },
  dryRun: '--dry-run',
  verbs: {
    'show-indices|show-snapshots|show_indices|show_snapshots': look,
    'delete-indices|delete_indices|delete-snapshots|delete_snapshots': removal('deletes indices or saved copies'),
    close: removal('closes indices, and nobody can search them'),
    restore: removal('puts saved copies over what is there now'),
    '*': change('changes indices'),
  },
};

export const curator: Tool = {
  names: ['curator'],
  ...changes('does what its file of actions says', {
    cases: [
      {
        some: /delete|clean|purge|restore|close/i,
        risk: 'destroy',
        say: 'does what its file of actions says, which is to remove something',
      },
    ],
    flags: { valued: '--config' },
    dryRun: '--dry-run',
  }),
};

export const elasticTools: Tool = {
  names: [
    'elasticsearch-keystore',
    'elasticsearch-plugin',
    'elasticsearch-users',
    'opensearch-keystore',
    'opensearch-plugin',
    'kibana-keystore',
    'logstash-plugin',
    'logstash-keystore',
    'kibana-plugin',
  ],
  anyFolder: true,
  verbs: {
    'list|has-passwd': look,
    show: { ...look, marks: [{ kind: 'prints-secret' }] },
    'add|add-file|create|upgrade|passwd|install|useradd|roles|update|pack|unpack|generate': change('changes this node'),
    'remove|userdel|uninstall': removal('removes it from this node'),
  },
};

export const elasticPasswords: Tool = {
  names: [
    'elasticsearch-reset-password',
    'elasticsearch-setup-passwords',
    'elasticsearch-create-enrollment-token',
    'elasticsearch-service-tokens',
    'elasticsearch-certutil',
    'elasticsearch-certgen',
  ],
  anyFolder: true,
  ...changes('makes passwords, tokens or certificates', { flags: any }),
  marks: [{ kind: 'prints-secret' }],
};

export const elasticRepair: Tool = {
  names: ['elasticsearch-node', 'elasticsearch-shard'],
  anyFolder: true,
  ...destroys('repairs by throwing away what is broken', { flags: any }),
};

export const elasticdump: Tool = {
  names: ['elasticdump', 'multielasticdump'],
  ...changes('copies an index', {
    cases: [{ flag: '--output', value: /^\$$/, risk: 'read', say: 'only prints' }],
    flags: { anyOther: true, valued: '--input --output --type --limit' },
  }),
};

export const solr: Tool = {
  names: ['solr'],
  verbs: {
    'status|version|healthcheck|api|assert|config': look,
    'start|restart|create|create_core|create_collection|auth|zk|package|export|post|cluster':
      change('changes the search server'),
    'stop|delete': removal('stops the server or deletes a collection'),
  },
};
