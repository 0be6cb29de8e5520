// The stand-ins for `docker` and `docker-compose`, for the one container `ace-app`.

import { age, type Answer, failed, printed, table } from '../../kit/answer.ts';
import { type CommandTable, numberIn } from '../../kit/command.ts';
import type { Commanded } from './commanded.ts';

const ps = { run: containers };
const restart = { usage: 'docker-compose restart [ace-app]', run: composeRestart };

export const docker: CommandTable<Commanded> = {
  name: 'docker',
  options: { tail: { type: 'string', short: 'n' }, 'no-stream': { type: 'boolean' } },
  numbers: ['tail'],
  commands: {
    ps: { ...ps, usage: 'docker ps' },
    'logs ace-app': {
      usage: 'docker logs ace-app [--tail N]',
      flags: ['tail'],
      run: ({ log }, flags) => ({ exit: 0, stdout: log(numberIn(flags, 'tail')), stderr: '' }),
    },
    'stats ace-app': { usage: 'docker stats --no-stream ace-app', needs: ['no-stream'], run: stats },
  },
};

export const dockerCompose: CommandTable<Commanded> = {
  name: 'docker-compose',
  options: { detach: { type: 'boolean', short: 'd' } },
  numbers: [],
  commands: {
    up: { usage: 'docker-compose up -d', needs: ['detach'], run: composeUp },
    down: { usage: 'docker-compose down', run: composeDown },
    restart,
    'restart ace-app': restart,
    ps: { ...ps, usage: 'docker-compose ps' },
  },
};

function containers({ deployment, now }: Commanded): Answer {
  const header = ['NAMES', 'IMAGE', 'STATUS'];
  const phase = deployment.phase();
  if (phase === 'stopped') return printed(...table([header]));
  const since = age(deployment.startedAt(), now());
  const status = { running: `Up ${since}`, starting: 'Restarting', crashed: `Exited (1) ${since} ago` }[phase];
  const version = deployment.release()?.version;
  return printed(...table([header, ['ace-app', version === undefined ? 'ace-app' : `ace-app:${version}`, status]]));
}

async function stats({ deployment, residentBytes }: Commanded): Promise<Answer> {
  if (deployment.phase() !== 'running') return failed('Error response from daemon: container ace-app is not running');
  const mebibytes = ((await residentBytes()) / 1024 / 1024).toFixed(1);
  return printed(
    ...table([
      ['NAME', 'MEM USAGE', 'PIDS'],
      ['ace-app', `${mebibytes}MiB`, '1'],
    ]),
  );
}

async function composeUp(commanded: Commanded): Promise<Answer> {
  if (commanded.deployment.phase() !== 'running') commanded.deployment.restart();
  return whenSettled(commanded, 'Started');
}

async function composeDown(commanded: Commanded): Promise<Answer> {
  commanded.deployment.takeDown();
  return whenSettled(commanded, 'Removed');
}

async function composeRestart(commanded: Commanded): Promise<Answer> {
  if (commanded.deployment.phase() === 'stopped') {
    return failed('Container ace-app is down: start it with `docker-compose up -d`');
  }
  commanded.deployment.restart();
  return whenSettled(commanded, 'Restarted');
}

/** Compose waits for its container and reports on standard error. */
async function whenSettled({ deployment }: Commanded, what: string): Promise<Answer> {
  await deployment.settled();
  if (deployment.phase() === 'crashed') return failed('Container ace-app exited (1): see `docker logs ace-app`');
  return { exit: 0, stdout: '', stderr: ` Container ace-app  ${what}\n` };
}
