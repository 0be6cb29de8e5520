// docker and compose: https://docs.docker.com/reference/cli/docker/. Containers are replaceable, volumes are data.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, MarkRule, Tool } from '../tool.ts';

const looking = {
  plain:
    '-a --all -q --quiet -l --latest -s --size --no-trunc --no-stream -t --timestamps --details --digests --tree -v --services --images --volumes --no-color --no-log-prefix',
  valued: '-f --filter --format -n --last --tail --since --until --type --index --limit',
};
// `logs -f` follows; elsewhere `-f` filters.
const following = { plain: `${looking.plain} -f --follow`, valued: looking.valued.replace('-f --filter ', '') };
const look = reads(looking);
const follows: MarkRule = { kind: 'endless', flag: '-f --follow' };
const logs: CommandRule = { ...reads(following), marks: [follows] };
const watching: MarkRule = { kind: 'endless', without: '--no-stream' };
const terminal = '-i -t --interactive --tty';
const inContainer = 'opens a shell in a container: what follows is meant for it';
const entering: readonly MarkRule[] = [
  {
    kind: 'interactive',
    flag: '-t --tty',
    also: '-i --interactive',
    without: '-d --detach',
    say: 'is typed into by a person',
  },
  { kind: 'interactive', flag: terminal, atMost: 1, without: '-d --detach', say: 'is typed into by a person' },
  { kind: 'elsewhere', atMost: 1, flag: terminal, without: '-d --detach', say: inContainer },
  // Not `sh -c '…'`.
  { kind: 'elsewhere', some: /^(\/\S*\/)?(ba|da|z|k|a)?sh$/, atMost: 3, flag: terminal, say: inContainer },
];

const stopping = { risk: 'destroy', say: 'stops a running service', turns: 'off' } as const;
const starting = { risk: 'change', say: 'starts it', turns: 'on' } as const;

const exec: CommandRule = {
  marks: entering,
  console: 'shell',
  detaches: '-d --detach',
  cases: [{ atMost: 1, risk: 'change', say: 'opens a shell in a container' }],
  flags: {
    plain: '-i -t -d -T --interactive --tty --detach --privileged --no-TTY',
    valued: '-e --env -u --user -w --workdir --env-file --index',
  },
  runs: { from: 1, as: 'argv' },
};

const run: CommandRule = changes('starts a new container', {
  flags: {
    plain:
      '-i -t -d -P --rm --interactive --tty --detach --init --privileged --read-only --no-deps --service-ports --build -T',
    valued: `-e --env -v --volume -p --publish -u --user -w --workdir --name --network --net --env-file --entrypoint --mount -h
      --hostname --restart -m --memory --cpus --label -l --pull --platform --add-host --volumes-from --link`,
  },
  runs: { from: 1, as: 'argv' },
  marks: entering,
  console: 'shell',
  detaches: '-d --detach',
});

const asks: readonly MarkRule[] = [{ kind: 'interactive', without: '-f --force', say: 'asks before it does it' }];
const prune = { plain: '-f --force -a --all --volumes', valued: '--filter' };
const pruning: CommandRule = { ...destroys('deletes everything that is not in use', { flags: prune }), marks: asks };
const removal = destroys('deletes it', { flags: { plain: '-f --force -v --volumes -l --link' } });
const removeVolume = destroys('removes data', { flags: prune });
const build = changes('builds or fetches an image', {
  flags: {
    plain: '--no-cache --pull -q --quiet --push --load --rm --force-rm --all-tags -a',
    valued:
      '-t --tag -f --file --build-arg --target --platform --progress --output --label --secret --cache-from --cache-to --ssh -i --input',
  },
});

export const compose: Tool = {
  names: ['docker-compose', 'podman-compose'],
  flags: {
    plain: '--verbose --no-ansi --compatibility',
    valued: '-f --file -p --project-name --env-file --profile --project-directory --ansi --progress',
  },
  verbs: {
    'ps|top|images|version|port|ls': look,
    stats: { ...look, marks: [watching] },
    'config|convert': reads({
      plain: looking.plain,
      special: { '-o': { valued: true, writes: true }, '--output': { valued: true, writes: true } },
    }),
    logs,
    events: { ...logs, marks: [{ kind: 'endless', without: '--until' }] },
    exec,
    run,
    down: destroys('stops and removes the containers', {
      cases: [
        { flag: '-v --volumes', risk: 'destroy', say: 'removes the volumes with their data' },
        { ...stopping, say: 'stops and removes the containers' },
      ],
      flags: { plain: '-v --volumes --remove-orphans', valued: '-t --timeout --rmi' },
    }),
    up: {
      effect: starting,
      flags: {
        plain:
          '-d --detach --build --no-deps --wait --force-recreate --no-build --remove-orphans --no-start --no-recreate --quiet-pull',
        valued: '--scale --timeout -t --pull',
      },
      marks: [
        {
          kind: 'endless',
          without: '-d --detach --wait --no-start',
          say: 'follows the output of its containers: it never ends by itself',
        },
      ],
      cases: [{ flag: '--scale', value: /=0$/, risk: 'destroy', say: 'stops a running service' }],
    },
    start: { effect: starting, flags: { plain: '-d --detach --build --no-deps --wait --force-recreate' } },
    'stop|kill|pause': { effect: stopping },
    'restart|unpause|create|scale|watch|cp|attach': changes('changes what runs'),
    'build|pull|push': build,
    rm: {
      ...destroys('removes stopped containers', { flags: { plain: '-f --force -s --stop -v' } }),
      marks: asks,
    },
  },
};

// Whatever was given to a container as its environment stands in there.
const inspecting: CommandRule = {
  ...look,
  marks: [
    { kind: 'prints-secret', without: '-f --format', say: "may print secrets: a container's environment stands in it" },
    {
      kind: 'prints-secret',
      flag: '-f --format',
      value: /\.Env\b|\bjson \.Config\b/,
      say: "prints a container's environment, with the secrets in it",
    },
  ],
};

const containers: Readonly<Record<string, CommandRule>> = {
  'ps|ls|list|top|port|diff': look,
  stats: { ...look, marks: [watching] },
  inspect: inspecting,
  logs,
  exec,
  run,
  'stop|kill|pause': { effect: stopping, flags: { valued: '-t --time -s --signal' } },
  start: { effect: starting },
  'restart|unpause|create|rename|update|commit|cp|export|wait': changes('changes what runs', {
    flags: { plain: '-a', valued: '-t --time -m --restart --memory --cpus -o -c' },
  }),
  attach: {
    ...changes('opens a way into a container'),
    marks: entering.map(({ kind, say }): MarkRule => ({ kind, ...(say && { say }) })),
  },
  rm: removal,
  prune: pruning,
};

export const docker: Tool = {
  names: ['docker'],
  flags: { plain: '-D --debug --tls', valued: '-H --host -c --context --config -l --log-level -n --namespace' },
  verbs: {
    ...containers,
    'images|version|info|history|search': look,
    events: { ...look, marks: [{ kind: 'endless', without: '--until' }] },
    inspect: inspecting,
    container: { verbs: containers },
    compose,
    login: {
      ...changes("changes the operator's own session", {
        flags: { plain: '--password-stdin', valued: '-u --username -p --password', secret: '-p --password' },
      }),
      marks: [{ kind: 'interactive', without: '-p --password --password-stdin', say: 'asks for a password' }],
    },
    'build|pull|push|tag|load|import|logout': build,
    'buildx|builder': {
      verbs: {
        'ls|du|inspect|version|imagetools': look,
        'build|bake|create|use|stop': build,
        'prune|rm': pruning,
      },
    },
    rmi: destroys('deletes images', { flags: { plain: '-f --force' } }),
    save: changes('writes an image to a file'),
    image: {
      verbs: {
        'ls|list|inspect|history': look,
        'rm|remove': removal,
        prune: pruning,
        'build|pull|push|tag|load|save': build,
      },
    },
    volume: {
      verbs: {
        'ls|list|inspect': look,
        'rm|remove': removeVolume,
        prune: removeVolume,
        create: changes('makes a volume'),
      },
    },
    network: {
      verbs: {
        'ls|list|inspect': look,
        'rm|remove': removal,
        prune: pruning,
        'create|connect|disconnect': changes('changes the network'),
      },
    },
    system: { verbs: { 'df|info|events': look, prune: pruning } },
    context: {
      verbs: {
        'ls|list|inspect|show': look,
        'use|create|update': changes("changes the operator's own settings"),
        'rm|remove': removal,
      },
    },
    swarm: {
      verbs: {
        'join-token|unlock-key': {
          ...look,
          marks: [{ kind: 'prints-secret', say: 'prints a token with which machines join' }],
        },
        init: changes('makes a cluster', {
          cases: [
            {
              flag: '--force-new-cluster',
              risk: 'destroy',
              say: 'makes a cluster of this machine alone, without the others',
            },
          ],
          flags: {
            plain: '--force-new-cluster --autolock',
            valued:
              '--advertise-addr --listen-addr --data-path-addr --data-path-port --default-addr-pool --availability',
          },
        }),
        'join|update|unlock|ca': changes('changes the cluster'),
        leave: destroys('takes this machine out of the cluster', { flags: { plain: '-f --force' } }),
      },
    },
    node: { verbs: { 'ls|ps|inspect': look, 'update|promote|demote': changes('changes the cluster'), rm: removal } },
    service: {
      verbs: {
        'ls|ps|inspect': look,
        logs,
        'create|update|rollback': changes('changes what runs'),
        scale: changes('changes how many run', {
          cases: [{ some: /=0$/, risk: 'destroy', say: 'stops a running service' }],
        }),
        'rm|remove': destroys('stops and removes the service'),
      },
    },
    stack: {
      verbs: {
        'ls|ps|services|config': look,
        'deploy|up': changes('changes what runs'),
        'rm|down|remove': destroys('stops and removes the stack'),
      },
    },
  },
};
