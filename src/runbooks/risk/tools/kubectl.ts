// kubectl: https://kubernetes.io/docs/reference/kubectl/. A pod, a job's pod or a rollout comes back by itself; storage does not.

import { kubectlPlugins } from '../kubectl-plugins.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, MarkRule, Tool } from '../tool.ts';

const look = {
  plain: `-A --all-namespaces -w --watch --watch-only -R --recursive --show-labels --no-headers --ignore-not-found
    --show-kind --show-managed-fields --show-events -f --follow -p --previous --timestamps --all-containers --prefix
    --containers --no-trunc --client --short --list --all --namespaced --namespaced=true --namespaced=false --ignore-errors`,
  valued: `-o --output -l --selector --field-selector --sort-by -f --filename -L --label-columns --template --chunk-size
    -c --container --tail --since --since-time --limit-bytes --max-log-requests --subresource --raw --for --timeout
    --api-group --verbs --revision --types --minify --api-version`,
};
// `logs -f` follows; elsewhere `-f` names a file.
const follow = { ...look, valued: look.valued.replace('-f --filename ', '') };
const named = { ...look, plain: look.plain.replace('-f --follow ', '') };

const dryRun = '--dry-run=client --dry-run=server --dry-run';

const deletePod = /^(pods?|po)$|^(pods?|po)\/[^,]+$/;

// Bundles of letters that open a terminal: `-it`, `-ti`.
const terminal = '-t --tty -i --stdin';
const inContainer = 'opens a shell in a container';
// One of the two alone does not wait for a person: `exec -i db -- psql < dump.sql`, `exec -t db -- pg_dumpall`.
const typed: readonly MarkRule[] = [
  { kind: 'interactive', flag: '-t --tty', also: '-i --stdin', say: 'is typed into by a person' },
  { kind: 'interactive', flag: terminal, atMost: 1, say: 'is typed into by a person' },
];
const opensContainer: readonly MarkRule[] = [
  ...typed,
  { kind: 'elsewhere', atMost: 1, say: `${inContainer}: what follows is meant for it` },
  {
    kind: 'elsewhere',
    flag: terminal,
    // Not `sh -c '…'`.
    atMost: 3,
    some: /^(\/\S*\/)?(ba|da|z|k|a)?sh$/,
    say: `${inContainer}: what follows is meant for it`,
  },
];

const watching: MarkRule = { kind: 'endless', flag: '-w --watch --watch-only', without: '-w=false --watch=false' };
const secretKinds = /^(secrets?|sealedsecrets?|externalsecrets?)([.,/]|$)/;
const opened = '-o --output --template -o=yaml';
// Only the values are secret: a list of names is not.
const printsSecret: MarkRule = {
  kind: 'prints-secret',
  flag: opened,
  value: /^(?!name$|wide$|custom-columns)/,
  some: secretKinds,
  say: 'prints a secret, which base64 does not hide',
};

const remove: CommandRule = destroys('deletes it with what belongs to it', {
  cases: [
    { flag: '--all -A --all-namespaces', risk: 'destroy', say: 'deletes all of them' },
    { flag: '--grace-period', value: /^0$/, risk: 'destroy', say: 'kills it without letting it finish' },
    {
      operand: 0,
      is: /^(pods?|po)$/,
      without: '-f --filename -k --force',
      risk: 'change',
      say: 'restarts a pod: its controller makes a new one',
    },
    {
      every: deletePod,
      without: '-f --filename -k --force',
      risk: 'change',
      say: 'restarts a pod: its controller makes a new one',
    },
    { operand: 0, is: /^(pvc|pv|persistentvolume(claim)?s?)(\/|$)/, risk: 'destroy', say: 'removes stored data' },
    { operand: 0, is: /^(ns|namespaces?)(\/|$)/, risk: 'destroy', say: 'removes everything in the namespace' },
  ],
  flags: {
    valued: '-l --selector -f --filename -k --grace-period --field-selector --timeout',
    plain: '--force --now --wait --all',
  },
  dryRun,
});

const rollout: CommandRule = {
  verbs: {
    'status|history': reads({ ...named, plain: `${named.plain} --watch=false -w=false` }),
    undo: changes('puts the previous version back', { dryRun }),
    restart: changes('restarts its pods one by one'),
    'pause|resume': changes('holds or continues a rollout'),
  },
};

const exec: CommandRule = {
  cases: [{ atMost: 1, risk: 'change', say: 'opens a shell in a container' }],
  marks: opensContainer,
  console: 'shell',
  flags: { plain: '-i -t -q --stdin --tty --quiet', valued: '-c --container -f --filename --pod-running-timeout' },
  runs: { from: 1, as: 'argv' },
};

const auth: CommandRule = {
  verbs: { 'can-i|whoami': reads(named), reconcile: changes('changes permissions', { dryRun }) },
};

const config: CommandRule = {
  verbs: {
    view: {
      ...reads({ ...named, plain: `${named.plain} --raw --flatten` }),
      marks: [{ kind: 'prints-secret', flag: '--raw', say: 'prints the credentials of the cluster' }],
    },
    'current-context|get-contexts|get-clusters|get-users': reads(named),
    'use-context|set-context|set-cluster|set-credentials|set|rename-context|unset': changes(
      "changes the operator's own kubeconfig",
    ),
    'delete-context|delete-cluster|delete-user': changes("changes the operator's own kubeconfig"),
  },
};

export const kubectl: Tool = {
  names: ['kubectl'],
  flags: {
    plain: '--insecure-skip-tls-verify --warnings-as-errors --match-server-version',
    valued: `-n --namespace --context --kubeconfig --cluster --user --as --as-group -s --server --token --request-timeout -v
      --v --certificate-authority --client-certificate --client-key --cache-dir --tls-server-name`,
  },
  verbs: {
    ...kubectlPlugins,
    get: {
      ...reads({ ...named, valued: `${named.valued} --raw` }),
      marks: [watching, printsSecret],
    },
    'describe|events|explain|api-resources|api-versions|cluster-info|version|diff|options|projects|project-list|whoami':
      reads(named),
    logs: { ...reads(follow), marks: [{ kind: 'endless', flag: '-f --follow --follow=true' }] },
    top: { verbs: { 'pod|pods|po|node|nodes|no': reads(named) } },
    wait: reads(named),
    'kustomize|completion': reads(named),
    auth,
    config,
    rollout,
    delete: remove,
    exec,
    rsh: {
      ...exec,
      marks: [...opensContainer, { kind: 'interactive', atMost: 1, say: inContainer }],
      cases: [{ atMost: 1, risk: 'change', say: 'opens a shell in a container' }],
    },
    scale: changes('changes how many pods run', {
      cases: [
        {
          flag: '--replicas',
          value: /^0$/,
          unsure: true,
          risk: 'destroy',
          say: 'stops every pod of it, or may',
          turns: 'off',
        },
        { flag: '--replicas', value: /^[1-9]\d*$/, risk: 'change', say: 'changes how many pods run', turns: 'on' },
      ],
      flags: { valued: '--replicas --current-replicas -f --filename -l --selector --timeout' },
      dryRun,
    }),
    'cordon|uncordon|taint': changes('changes where pods may run', { dryRun }),
    drain: changes('moves the pods of a node elsewhere', {
      cases: [
        { flag: '--force --disable-eviction', risk: 'destroy', say: 'removes pods that no controller brings back' },
        {
          flag: '--delete-emptydir-data --delete-local-data',
          risk: 'change',
          say: 'moves pods and drops their scratch data',
        },
      ],
      flags: {
        plain: '--ignore-daemonsets --delete-emptydir-data --delete-local-data --force',
        valued: '--grace-period --timeout --pod-selector',
      },
      dryRun,
    }),
    replace: changes('replaces the object', {
      cases: [{ flag: '--force', risk: 'destroy', say: 'deletes the object and makes a new one' }],
      flags: { valued: '-f --filename', plain: '--force' },
      dryRun,
    }),
    apply: changes('changes the objects in the file', {
      cases: [{ flag: '--prune', risk: 'destroy', say: 'deletes the objects that are not in the file' }],
      flags: { valued: '-f --filename -k --kustomize -l --selector', plain: '--prune --server-side --all' },
      dryRun,
    }),
    run: changes('starts a pod', {
      marks: [
        ...typed,
        { kind: 'elsewhere', flag: terminal, atMost: 1, say: `${inContainer}: what follows is meant for it` },
        {
          kind: 'elsewhere',
          flag: terminal,
          atMost: 3,
          some: /^(\/\S*\/)?(ba|da|z|k|a)?sh$/,
          say: `${inContainer}: what follows is meant for it`,
        },
      ],
      flags: {
        plain: '--rm -i -t --stdin --tty --attach --quiet -q --command',
        valued: '--image --restart --env --overrides -l --labels --port',
      },
      runs: { from: 1, as: 'argv' },
      dryRun,
    }),
    edit: { ...changes('changes objects in the cluster'), marks: [{ kind: 'interactive', say: 'opens an editor' }] },
    patch: changes('changes objects in the cluster', {
      cases: [
        { flag: '-p --patch', value: /"?\breplicas"?\s*:\s*0\b/, risk: 'destroy', say: 'stops every pod of it' },
        {
          flag: '-p --patch',
          value: /finalizers["']?\s*:\s*(null|\[\s*\])|\/finalizers/,
          risk: 'destroy',
          say: 'lets it be deleted without the cleaning up that it waits for',
        },
        {
          flag: '-p --patch',
          value: /"op"\s*:\s*"remove"|\$patch["']?\s*:\s*["']?delete/,
          risk: 'destroy',
          say: 'removes a part of it',
        },
      ],
      flags: { valued: '-f --filename -k -p --patch --patch-file --type -o --output', plain: '' },
      dryRun,
    }),
    'create|set|label|annotate|expose|autoscale|new-app|adm': changes('changes objects in the cluster', {
      flags: {
        valued: '-f --filename -k -p --patch --type --image -l --selector -o --output',
        plain: '--overwrite --all',
      },
      dryRun,
    }),
    cp: changes('copies files into or out of a container'),
    'port-forward|proxy': {
      ...changes('opens a way into the cluster', { flags: { valued: '--address --port -p --pod-running-timeout' } }),
      marks: [{ kind: 'endless', say: 'forwards until it is stopped' }],
    },
    attach: { ...changes('opens a way into a container'), marks: opensContainer },
    debug: {
      ...changes('starts a container beside the others', {
        flags: {
          plain: '-i -t -q --stdin --tty --attach --share-processes --replace',
          valued: '--image --target -c --container --copy-to --profile --set-image',
        },
      }),
      marks: [
        { kind: 'interactive', flag: terminal, say: 'is typed into by a person' },
        { kind: 'elsewhere', flag: terminal, say: `${inContainer}: what follows is meant for it` },
      ],
      runs: { from: 1, as: 'argv' },
      console: 'shell',
    },
    'login|logout|project': changes("changes the operator's own session"),
  },
};
