// `kubectl exec [-i] <workload> -- <command>` and `docker exec [-i] <container> <command>`, taken apart.

import { containerNames, type ContainerName } from './containers.ts';

interface Inside {
  readonly container: ContainerName;
  readonly command: readonly string[];
}

/** `undefined` when these arguments are no `exec` into a container that is there. */
export function kubectlExec(args: readonly string[]): Inside | undefined {
  const dashes = args.indexOf('--');
  if (args[0] !== 'exec' || dashes === -1) return undefined;
  const words = args.slice(1, dashes).filter((word) => word !== '-i' && word !== '--stdin');
  const workload = words.join(' ').replace(/^(?:deployment|statefulset)[/ ]/, '');
  return inside(workload, args.slice(dashes + 1));
}

export function dockerExec(args: readonly string[]): Inside | undefined {
  if (args[0] !== 'exec') return undefined;
  const [container = '', ...command] = args.slice(1).filter((word, index) => index > 0 || word !== '-i');
  return inside(container, command);
}

function inside(name: string, command: readonly string[]): Inside | undefined {
  const container = containerNames.find((one) => one === name);
  return container === undefined || command.length === 0 ? undefined : { container, command };
}
