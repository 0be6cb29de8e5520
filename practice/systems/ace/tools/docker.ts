// The stand-ins for `docker` and `docker-compose`, for `ace-app` and the containers beside it.

import { age, type Answer, failed, printed, table } from '../../../kit/answer.ts';
import { type CommandTable, numberIn, toolOf } from '../../../kit/command.ts';
import type { Tool } from '../../../kit/tool.ts';
import { lastLines } from '../look.ts';
import { restartService, serviceNames } from '../neighbours/services.ts';
import { readResidentBytes } from '../readings.ts';
import type { World } from '../world.ts';
import { execIn, readsStdin } from './containers.ts';
import { dockerExec } from './exec-words.ts';

const ps = { run: containers };
const restart = { usage: 'docker-compose restart [ace-app]', run: composeRestart };

const docker: CommandTable<World> = {
  name: 'docker',
  options: { tail: { type: 'string', short: 'n' }, 'no-stream': { type: 'boolean' } },
  numbers: ['tail'],
  commands: {
    ps: { ...ps, usage: 'docker ps' },
    'logs ace-app': {
      usage: 'docker logs ace-app [--tail N]',
      flags: ['tail'],
      run: ({ places }, flags) => ({ exit: 0, stdout: lastLines(places.log, numberIn(flags, 'tail')), stderr: '' }),
    },
    ...serviceLogs(),
    'stats ace-app': { usage: 'docker stats --no-stream ace-app', needs: ['no-stream'], run: stats },
  },
};

/** `docker`, with what runs inside the containers. */
export function dockerTool(world: World): Tool {
  const own = toolOf(docker, world);
  return {
    name: 'docker',
    readsStdin: (args) => readsStdin(dockerExec(args)?.command ?? []),
    run: (call) => {
      const inside = dockerExec(call.args);
      return inside === undefined ? own.run(call) : execIn(world, inside.container, inside.command, call);
    },
  };
}

export const dockerCompose: CommandTable<World> = {
  name: 'docker-compose',
  options: { detach: { type: 'boolean', short: 'd' } },
  numbers: [],
  commands: {
    up: { usage: 'docker-compose up -d', needs: ['detach'], run: composeUp },
    down: { usage: 'docker-compose down', run: composeDown },
    restart,
    'restart ace-app': restart,
    'restart ace-embeddings': {
      usage: 'docker-compose restart ace-embeddings',
      run: ({ services, now }) => {
        restartService(services, 'ace-embeddings', now());
        return { exit: 0, stdout: '', stderr: ' Container ace-embeddings  Restarted\n' };
      },
    },
    'stop ace-app': { usage: 'docker-compose stop ace-app', run: composeDown },
    'start ace-app': { usage: 'docker-compose start ace-app', run: composeUp },
    ps: { ...ps, usage: 'docker-compose ps' },
  },
};

function serviceLogs(): CommandTable<World>['commands'] {
  return Object.fromEntries(
    serviceNames.map((name) => [
      `logs ${name}`,
      {
        usage: `docker logs ${name} [--tail N]`,
        flags: ['tail'],
        run: ({ services }, flags) => printed(...services[name].log.slice(-(numberIn(flags, 'tail') ?? Infinity))),
      },
    ]),
  );
}

function containers({ deployment, now }: World): Answer {
  const header = ['NAMES', 'IMAGE', 'STATUS'];
  const phase = deployment.phase();
  if (phase === 'stopped') return printed(...table([header]));
  const since = age(deployment.startedAt(), now());
  const status = { running: `Up ${since}`, starting: 'Restarting', crashed: `Exited (1) ${since} ago` }[phase];
  const version = deployment.release()?.version;
  return printed(...table([header, ['ace-app', version === undefined ? 'ace-app' : `ace-app:${version}`, status]]));
}

async function stats({ deployment, url }: World): Promise<Answer> {
  if (deployment.phase() !== 'running') return failed('Error response from daemon: container ace-app is not running');
  const mebibytes = ((await readResidentBytes(url)) / 1024 / 1024).toFixed(1);
  return printed(
    ...table([
      ['NAME', 'MEM USAGE', 'PIDS'],
      ['ace-app', `${mebibytes}MiB`, '1'],
    ]),
  );
}

async function composeUp(world: World): Promise<Answer> {
  if (world.deployment.phase() !== 'running') world.deployment.restart();
  return whenSettled(world, 'Started');
}

async function composeDown(world: World): Promise<Answer> {
  world.deployment.takeDown();
  return whenSettled(world, 'Removed');
}

async function composeRestart(world: World): Promise<Answer> {
  if (world.deployment.phase() === 'stopped') {
    return failed('Container ace-app is down: start it with `docker-compose up -d`');
  }
  world.deployment.restart();
  return whenSettled(world, 'Restarted');
}

/** Compose waits for its container and reports on standard error. */
async function whenSettled({ deployment }: World, what: string): Promise<Answer> {
  await deployment.settled();
  if (deployment.phase() === 'crashed') return failed('Container ace-app exited (1): see `docker logs ace-app`');
  return { exit: 0, stdout: '', stderr: ` Container ace-app  ${what}\n` };
}
