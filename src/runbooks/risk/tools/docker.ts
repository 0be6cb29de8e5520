// docker, podman and compose: https://docs.docker.com/reference/cli/docker/. Containers are replaceable, volumes are data.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Tool } from '../tool.ts';

const looking = {
  plain:
    '-a --all -q --quiet -l --latest -s --size --no-trunc --no-stream -t --timestamps --details --digests --tree -v --services --images --volumes --no-color --no-log-prefix',
  valued: '-f --filter --format -n --last --tail --since --until --type --index --limit',
};
// `logs -f` follows; elsewhere `-f` filters.
const following = { plain: `${looking.plain} -f --follow`, valued: looking.valued.replace('-f --filter ', '') };
const look = reads(looking);
const logs = reads(following);

const stopping = { risk: 'destroy', say: 'stops a running service', turns: 'off' } as const;
const starting = { risk: 'change', say: 'starts it', turns: 'on' } as const;

const exec: CommandRule = {
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
});

const pruning = destroys('deletes everything that is not in use');
const removal = destroys('deletes it');
const removeVolume = destroys('removes data');
const build = changes('builds or fetches an image');

export const compose: Tool = {
  names: ['docker-compose', 'podman-compose'],
  flags: {
    plain: '--verbose --no-ansi --compatibility',
    valued: '-f --file -p --project-name --env-file --profile --project-directory --ansi --progress',
  },
  verbs: {
    'ps|top|images|version|port|ls|stats': look,
    'config|convert': reads({
      plain: looking.plain,
      special: { '-o': { valued: true, writes: true }, '--output': { valued: true, writes: true } },
    }),
    'logs|events': logs,
    exec,
    run,
    down: destroys('stops and removes the containers', {
      cases: [
        { flag: '-v --volumes', risk: 'destroy', say: 'removes the volumes with their data' },
        { ...stopping, say: 'stops and removes the containers' },
      ],
      flags: { plain: '-v --volumes --remove-orphans', valued: '-t --timeout --rmi' },
    }),
    'up|start': { effect: starting, flags: { plain: '-d --detach --build --no-deps --wait --force-recreate' } },
    'stop|kill|pause': { effect: stopping },
    'restart|unpause|create|scale|watch|cp|attach': changes('changes what runs'),
    'build|pull|push': build,
    rm: destroys('removes stopped containers'),
  },
};

const containers: Readonly<Record<string, CommandRule>> = {
  'ps|ls|list|top|stats|port|diff|inspect': look,
  logs,
  exec,
  run,
  'stop|kill|pause': { effect: stopping, flags: { valued: '-t --time -s --signal' } },
  start: { effect: starting },
  'restart|unpause|create|rename|update|commit|cp|export|attach|wait': changes('changes what runs'),
  rm: removal,
  prune: pruning,
};

export const docker: Tool = {
  names: ['docker', 'podman', 'nerdctl'],
  flags: { plain: '-D --debug --tls', valued: '-H --host -c --context --config -l --log-level -n --namespace' },
  verbs: {
    ...containers,
    'images|version|info|history|search|events|inspect': look,
    container: { verbs: containers },
    compose,
    'build|pull|push|tag|load|import|login|logout|buildx|builder': build,
    rmi: destroys('deletes images'),
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
