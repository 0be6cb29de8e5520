// `kubectl` on what stands beside the application: restarts and logs of the services, and the memory of all pods.

import { type Answer, printed, table } from '../../../kit/answer.ts';
import { type CommandTable, type Flags, numberIn } from '../../../kit/command.ts';
import { restartService, type ServiceName, serviceNames } from '../neighbours/services.ts';
import { readResidentBytes } from '../readings.ts';
import type { World } from '../world.ts';

type Commands = CommandTable<World>['commands'];

const workloads: Readonly<Record<ServiceName, string>> = {
  'ace-embeddings': 'deployment/ace-embeddings',
  'ace-reflector': 'deployment/ace-reflector',
  'ace-db': 'statefulset/ace-db',
};

function commandsOf(name: ServiceName): Commands {
  const workload = workloads[name];
  return {
    [`logs ${workload}`]: {
      usage: `kubectl logs ${workload} [--tail=N]`,
      flags: ['tail'],
      run: ({ services }, flags) => printed(...services[name].log.slice(-(numberIn(flags, 'tail') ?? Infinity))),
    },
    [`rollout restart ${workload}`]: {
      usage: `kubectl rollout restart ${workload}`,
      run: ({ services, now }) => {
        restartService(services, name, now());
        return printed(`${workload.replace('/', '.apps/')} restarted`);
      },
    },
    [`rollout status ${workload}`]: {
      usage: `kubectl rollout status ${workload} [--timeout=90s]`,
      flags: ['timeout'],
      run: () => printed(`${workload.replace('/', ' "')}" successfully rolled out`),
    },
  };
}

export const serviceCommands: Commands = Object.assign(
  {},
  ...serviceNames.filter((name) => name !== 'ace-db').map(commandsOf),
);

export async function topPods({ deployment, url, services }: World, { selector }: Flags): Promise<Answer> {
  const app =
    deployment.phase() === 'running' ? [['ace-app', Math.round((await readResidentBytes(url)) / 1024 / 1024)]] : [];
  const others = serviceNames.map((name) => [name, services[name].residentMebibytes]);
  const rows = [...app, ...others]
    .filter(([name]) => selector === undefined || selector === `app=${String(name)}`)
    .map(([name = '', mebibytes = 0]) => [String(name), `${String(mebibytes)}Mi`]);
  return printed(...table([['NAME', 'MEMORY(bytes)'], ...rows]));
}
