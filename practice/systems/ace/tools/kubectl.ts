// The stand-in for `kubectl`: the commands that a runbook needs for the one deployment, on the practice process and nothing
// else. A pod counts as ready when its process listens, so that a release can be rolled out well and still be bad.

import { createHash } from 'node:crypto';
import { age, type Answer, failed, printed, table } from '../../../kit/answer.ts';
import { type CommandTable, type Flags, numberIn, toolOf } from '../../../kit/command.ts';
import type { Tool } from '../../../kit/tool.ts';
import type { Deployment } from '../deployment.ts';
import { lastLines } from '../look.ts';
import type { World } from '../world.ts';
import { execIn, readsStdin } from './containers.ts';
import { kubectlExec } from './exec-words.ts';
import { manifestOf } from './manifest.ts';
import { rolloutStatus } from './rollout-status.ts';
import { serviceCommands, topPods } from './kubectl-services.ts';
import { setEnvironment } from './kubectl-set-env.ts';

const kubectl: CommandTable<World> = {
  name: 'kubectl',
  options: {
    selector: { type: 'string', short: 'l' },
    output: { type: 'string', short: 'o' },
    tail: { type: 'string' },
    timeout: { type: 'string' },
    'to-revision': { type: 'string' },
    replicas: { type: 'string' },
  },
  numbers: ['tail', 'to-revision', 'replicas'],
  commands: {
    'get pods': { usage: 'kubectl get pods [-l app=ace-app]', flags: ['selector'], run: pods },
    ...onDeployment('get', {
      usage: 'kubectl get deployment ace-app [-o json]',
      flags: ['output'],
      run: getDeployment,
    }),
    ...onDeployment('logs', {
      usage: 'kubectl logs deployment/ace-app [--tail=N]',
      flags: ['tail'],
      run: ({ places }, flags) => ({ exit: 0, stdout: lastLines(places.log, numberIn(flags, 'tail')), stderr: '' }),
    }),
    ...onDeployment('rollout undo', {
      usage: 'kubectl rollout undo deployment/ace-app [--to-revision=N]',
      flags: ['to-revision'],
      run: ({ deployment }, flags) => undo(deployment, numberIn(flags, 'to-revision')),
    }),
    ...onDeployment('rollout restart', {
      usage: 'kubectl rollout restart deployment/ace-app',
      run: restart,
    }),
    ...onDeployment('rollout status', {
      usage: 'kubectl rollout status deployment/ace-app [--timeout=90s]',
      flags: ['timeout'],
      run: rolloutStatus,
    }),
    ...onDeployment('rollout history', {
      usage: 'kubectl rollout history deployment/ace-app',
      run: history,
    }),
    'scale deployment/ace-app': {
      usage: 'kubectl scale deployment/ace-app --replicas=0|1',
      needs: ['replicas'],
      run: scale,
    },
    'top pods': { usage: 'kubectl top pods [-l app=ace-app]', flags: ['selector'], run: topPods },
    ...serviceCommands,
  },
};

/** The whole tool: its commands, `set env`, whose words are the variables, and what runs inside the containers. */
export function kubectlTool(world: World): Tool {
  const own = toolOf(kubectl, world);
  return {
    name: 'kubectl',
    readsStdin: (args) => readsStdin(kubectlExec(args)?.command ?? []),
    run: (call) => {
      const inside = kubectlExec(call.args);
      if (inside !== undefined) return execIn(world, inside.container, inside.command, call);
      return setEnvironment(world, call.args) ?? own.run(call);
    },
  };
}

type Commands = CommandTable<World>['commands'];

/** A command on the deployment, in both spellings of its name; when it was taken down there is none. */
function onDeployment(words: string, command: Commands[string]): Commands {
  const whenThere: Commands[string] = {
    ...command,
    run: (commanded, flags, call) =>
      commanded.deployment.phase() === 'stopped'
        ? failed('Error from server (NotFound): deployments.apps "ace-app" not found')
        : command.run(commanded, flags, call),
  };
  return { [`${words} deployment/ace-app`]: whenThere, [`${words} deployment ace-app`]: whenThere };
}

function readyCount(deployment: Deployment): string {
  return deployment.phase() === 'running' ? '1' : '0';
}

function pods({ deployment, now }: World, flags: Flags): Answer {
  const phase = deployment.phase();
  if (phase === 'stopped' || (flags['selector'] ?? 'app=ace-app') !== 'app=ace-app') {
    return { exit: 0, stdout: '', stderr: 'No resources found in default namespace.\n' };
  }
  const rollout = String(deployment.rollouts().at(-1)?.revision ?? 0);
  const hash = createHash('sha256').update(rollout).digest('hex');
  const name = `ace-app-${hash.slice(0, 9)}-${hash.slice(9, 14)}`;
  const status = { running: 'Running', starting: 'ContainerCreating', crashed: 'CrashLoopBackOff' }[phase];
  const since = age(deployment.startedAt(), now());
  return printed(
    ...table([
      ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'],
      [name, `${readyCount(deployment)}/1`, status, String(deployment.restarts()), since],
    ]),
  );
}

function getDeployment({ deployment, now }: World, flags: Flags): Answer {
  if (flags['output'] === 'json') return printed(JSON.stringify(manifestOf(deployment), null, 2));
  if (flags['output'] !== undefined) return failed(`error: the practice kubectl prints -o json only`);
  const ready = readyCount(deployment);
  return printed(
    ...table([
      ['NAME', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'AGE'],
      ['ace-app', `${ready}/1`, '1', ready, age(deployment.startedAt(), now())],
    ]),
  );
}

function undo(deployment: Deployment, revision: number | undefined): Answer {
  if (deployment.undo(revision)) return printed('deployment.apps/ace-app rolled back');
  return failed(
    revision === undefined
      ? 'error: no rollout history found for deployment "ace-app"'
      : `error: unable to find specified revision ${String(revision)} in history`,
  );
}

function restart(world: World): Answer {
  world.deployment.rollOut('kubectl rollout restart');
  // The image brings its crontab with it.
  world.hasStageManager = true;
  return printed('deployment.apps/ace-app restarted');
}

async function scale({ deployment }: World, flags: Flags): Promise<Answer> {
  const replicas = numberIn(flags, 'replicas');
  if (replicas === 0) deployment.takeDown();
  else if (replicas === 1 && deployment.phase() === 'stopped') deployment.restart();
  else if (replicas !== 1) return failed('The practice ACE runs one replica, or none.');
  await deployment.settled();
  return printed('deployment.apps/ace-app scaled');
}

function history({ deployment }: World): Answer {
  const rows = deployment.rollouts().map(({ revision, cause }) => [String(revision), cause]);
  return printed('deployment.apps/ace-app', ...table([['REVISION', 'CHANGE-CAUSE'], ...rows]));
}
