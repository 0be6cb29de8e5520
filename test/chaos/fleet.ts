// Replicas of the built program, each a process behind its own way to the database. Whoever ends is started again, as a service manager
// would, until the fleet is called in.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { startDatabaseProxy, type DatabaseProxy } from '../support/database-proxy.ts';

export interface Replica {
  readonly proxy: DatabaseProxy;
  /** Undefined between two lives. */
  child: ChildProcess | undefined;
  /** Its child has said that it is ready. */
  isReady: boolean;
  isStopped: boolean;
}

export interface Fleet {
  readonly replicas: readonly Replica[];
  /** How often each way to end was met, by signal or exit code. */
  readonly ends: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

export interface FleetOptions {
  readonly program: string;
  readonly count: number;
  readonly databaseUrl: string;
  readonly env: Readonly<Record<string, string>>;
  /** What the program says of its trouble at the start. */
  readonly said: (words: string) => void;
}

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const ends = new Map<string, number>();
  const state = { isOver: false };
  const replicas: Replica[] = [];
  const lives: Promise<void>[] = [];
  for (let index = 0; index < options.count; index += 1) {
    const proxy = await startDatabaseProxy(options.databaseUrl);
    const replica: Replica = { proxy, child: undefined, isReady: false, isStopped: false };
    replicas.push(replica);
    lives.push(live(options, replica, state, (how) => void ends.set(how, (ends.get(how) ?? 0) + 1)));
  }
  return {
    replicas,
    ends,
    stop: async () => {
      state.isOver = true;
      for (const { child } of replicas) child?.kill('SIGKILL');
      await Promise.all(lives);
      await Promise.all(replicas.map(({ proxy }) => proxy.stop()));
    },
  };
}

const betweenLivesMs = 500;

async function live(
  { program, env, said }: FleetOptions,
  replica: Replica,
  state: { readonly isOver: boolean },
  ended: (how: string) => void,
): Promise<void> {
  while (!state.isOver) {
    const child = fork(program, ['start'], {
      execArgv: [],
      env: { ...env, DATABASE_URL: replica.proxy.url },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said(chunk.toString()));
    replica.child = child;
    child.once('message', () => (replica.isReady = true));
    const [code, signal]: unknown[] = await once(child, 'exit');
    replica.child = undefined;
    replica.isReady = false;
    replica.isStopped = false;
    if (state.isOver) return;
    ended(typeof signal === 'string' ? signal : `exit ${String(code)}`);
    await pause(betweenLivesMs);
  }
}
