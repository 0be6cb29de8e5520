// gsutil and bq: https://cloud.google.com/storage/docs/gsutil, https://cloud.google.com/bigquery/docs/reference/bq-cli-reference.

import type { Language } from '../language.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const settings: CommandRule = {
  verbs: { 'get|list': look, 'set|ch|create|delete|watchbucket|stopchannel|lock|clear': changes('changes a bucket') },
};

export const gsutil: Tool = {
  names: ['gsutil'],
  flags: { plain: '-m -q -D -DD', valued: '-o -h -i -u' },
  verbs: {
    'ls|cat|du|stat|hash|version|help|list': look,
    [`acl autoclass bucketpolicyonly cors defacl defstorageclass iam kms label lifecycle logging notification pap requesterpays
      retention rpo ubla versioning web`]: settings,
    cp: changes('copies objects or files, over others that are there', {
      cases: [
        { flag: '-n', risk: 'change', say: 'copies objects or files that are missing' },
        { operand: 1, is: /^-$/, risk: 'read', say: 'only prints' },
      ],
      flags: { plain: '-r -R -n -p -P -c -e -I -J -U -v -Z', valued: '-a -L -s -z -j' },
    }),
    mv: changes('moves objects or files, over others that are there', { flags: { plain: '-n -p -P', valued: '-a' } }),
    rsync: changes('copies objects or files, over others that are there', {
      cases: [{ flag: '-d', risk: 'destroy', say: 'deletes what the source does not have' }],
      flags: { plain: '-c -C -d -e -i -J -n -p -P -r -R -u -U', valued: '-a -j -x' },
      dryRun: '-n',
    }),
    rm: destroys('removes objects for good', {
      cases: [{ flag: '-r -R', risk: 'destroy', say: 'removes everything below it for good' }],
      flags: { plain: '-r -R -f -a -I' },
    }),
    rb: destroys('removes the bucket', { flags: { plain: '-f' } }),
    signurl: { ...look, marks: [{ kind: 'prints-secret', say: 'prints a link that opens the object to anybody' }] },
    'mb|setmeta|rewrite|compose|perfdiag|test|update': changes('makes or changes objects or buckets', { flags: any }),
    config: { ...reads(any), marks: [{ kind: 'interactive' }] },
  },
};

const googleSql: Language = {
  name: 'GoogleSQL',
  ends: /;/,
  destroys: /^\s*DROP\b/i,
  reads: /^\s*(SHOW|DESCRIBE)\b[^'"]*$/i,
  elseSql: { unless: /\\['"`]|#|"""|'''/ },
};

const overwriting = {
  flag: '--replace --replace=true -f --force',
  risk: 'destroy',
  say: 'replaces the table that is there',
} as const;

export const bq: Tool = {
  names: ['bq'],
  flags: {
    plain: '-q --quiet --headless --debug_mode --sync --nosync',
    valued: '--project_id --location --dataset_id --format --job_id --api --bigqueryrc --credential_file',
  },
  verbs: {
    'ls|show|head|version|help|wait|get-iam-policy|info': look,
    query: {
      flags: {
        plain: `--use_legacy_sql --nouse_legacy_sql --dry_run --batch --nouse_cache --use_cache --flatten_results`,
        valued: `--max_rows -n --parameter --label --maximum_bytes_billed --start_row -s`,
        special: {
          '--destination_table': { valued: true, effect: { risk: 'change', say: 'writes the answer to a table' } },
          '--replace': { effect: { risk: 'destroy', say: 'replaces the table that is there' } },
          '--append_table': { effect: { risk: 'change', say: 'adds rows to a table' } },
          '--schedule': { valued: true, effect: { risk: 'change', say: 'makes it run again and again' } },
        },
      },
      runs: { from: 0, as: googleSql },
      input: googleSql,
    },
    rm: destroys('deletes it with what it holds', {
      cases: [{ flag: '-r', risk: 'destroy', say: 'deletes it with every table in it' }],
      flags: any,
    }),
    'load|cp': changes('writes a table', { cases: [overwriting], flags: any }),
    'mk|extract|insert|update|partition|mkdef|cancel|add-iam-policy-binding|set-iam-policy': changes('changes data', {
      flags: any,
    }),
    'remove-iam-policy-binding': changes('takes a permission away', { flags: any }),
    'shell|init': { ...changes('opens a console'), marks: [{ kind: 'interactive' }] },
  },
};
