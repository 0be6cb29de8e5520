// What `kubectl exec` and `docker exec` reach: the programs inside each container, and nothing else.

import { type Answer, failed, printed, table, unsupported } from '../../../kit/answer.ts';
import { toolOf } from '../../../kit/command.ts';
import type { Call } from '../../../kit/tool.ts';
import type { World } from '../world.ts';
import { alembic } from './alembic.ts';
import { createdb, dropdb, pgDump, pgIsReady, psql } from './postgres-client.ts';
import { python } from './python.ts';

export const containerNames = ['ace-app', 'ace-db', 'ace-embeddings'] as const;
export type ContainerName = (typeof containerNames)[number];

type Run = (world: World, call: Call) => Answer | Promise<Answer>;

const stageManagerEntry = '*/15 * * * * python -m ace.ops.stage_manager --domain customer-a';

const programs: Readonly<Record<ContainerName, Readonly<Record<string, Run>>>> = {
  'ace-app': {
    python: (world, call) => toolOf(python, world).run(call),
    alembic: (world, { args }) => alembic(world, args),
    crontab: ({ hasStageManager }, { args }) => {
      if (args.join(' ') !== '-l') return unsupported(['crontab', ...args], ['crontab -l']);
      return printed('0 3 * * * python scripts/memory_profiler.py', ...(hasStageManager ? [stageManagerEntry] : []));
    },
  },
  'ace-db': Object.fromEntries(
    [pgIsReady, pgDump, createdb, dropdb, psql].map((one): [string, Run] => [
      one.name,
      (world, call) => toolOf(one, world).run(call),
    ]),
  ),
  'ace-embeddings': {
    ps: ({ services }, { args }) => {
      if (args.join(' ') !== 'aux') return unsupported(['ps', ...args], ['ps aux']);
      const { residentMebibytes, stuckWorkers } = services['ace-embeddings'];
      const rss = (mebibytes: number): string => String(Math.round(mebibytes * 1024));
      const stuck = Array.from({ length: stuckWorkers }, (_, index) => [
        'ace',
        String(40 + index),
        rss(1_300),
        'D',
        'transformers encode (no progress for 41 min)',
      ]);
      return printed(
        ...table([
          ['USER', 'PID', 'RSS', 'STAT', 'COMMAND'],
          ['ace', '1', rss(residentMebibytes), 'S', 'python -m ace.embeddings.serve'],
          ['ace', '17', rss(640), 'S', 'transformers encode'],
          ...stuck,
        ]),
      );
    },
  },
};

export function readsStdin(command: readonly string[]): boolean {
  return command[0] === 'psql' && !command.some((word) => word === '-c' || word.startsWith('--command'));
}

/** Runs a command inside a container, which has to be up. */
export function execIn(
  world: World,
  container: ContainerName,
  command: readonly string[],
  call: Call,
): Answer | Promise<Answer> {
  const [name = '', ...args] = command;
  if (container === 'ace-app' && world.deployment.phase() !== 'running')
    return failed('error: unable to upgrade connection: container ace-app is not running');
  const own = new Map(Object.entries(programs[container]));
  const run = own.get(name);
  if (run === undefined) return unsupported(command, [...own.keys()]);
  return run(world, { ...call, args });
}
