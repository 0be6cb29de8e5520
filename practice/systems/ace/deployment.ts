// The one deployment `ace-app`: keeps its process running, restarts it when it dies, remembers its rollouts.
// Changes are begun one after the other; who wants to know the end waits for `settled`.

import type { Listening, Order } from './application/orders.ts';
import { type SettingVariable, settingVariables, type SetVariables } from './application/settings.ts';
import { addRollout, type Rollout, undoRollout } from './rollouts.ts';
import type { ServerProcess } from './server-process.ts';

/** `stopped`: taken down. `crashed`: it ended before it could serve, and is not tried again by itself. */
export type Phase = 'starting' | 'running' | 'crashed' | 'stopped';

export interface Deployment {
  readonly phase: () => Phase;
  readonly pid: () => number | undefined;
  readonly release: () => Listening | undefined;
  readonly startedAt: () => Date;
  /** How often the process died by itself and was started again since the last rollout. */
  readonly restarts: () => number;
  readonly rollouts: () => readonly Rollout[];
  /** Begins a new rollout: the process is replaced by a new one. */
  readonly rollOut: (cause: string) => void;
  /** Begins a rollout that repeats an earlier one, by default the one before; false when there is none. */
  readonly undo: (revision?: number) => boolean;
  /** Begins to replace the process, without a rollout. */
  readonly restart: () => void;
  /** Begins to take it down: its port refuses connections from then on. */
  readonly takeDown: () => void;
  /** What the rollout in force sets in the environment of its process. */
  readonly set: () => SetVariables;
  /** Begins a rollout with these variables set anew, or taken out where there is no value. */
  readonly change: (variables: Readonly<Partial<Record<SettingVariable, string | undefined>>>, cause: string) => void;
  /** To the process that runs. */
  readonly order: (order: Order) => Promise<void>;
  /** Resolves when nothing that was begun is still under way. */
  readonly settled: () => Promise<void>;
}

interface Options {
  readonly start: (port: number, set: SetVariables) => ServerProcess;
  readonly port: number;
  readonly now: () => Date;
  readonly rollouts: readonly Rollout[];
}

export function createDeployment({ start, port: firstPort, now, rollouts: earlier }: Options): Deployment {
  let rollouts = earlier;
  let port = firstPort;
  let server: ServerProcess | undefined;
  let release: Listening | undefined;
  let phase: Phase = 'stopped';
  let startedAt = now();
  let restarts = 0;
  let work: Promise<void> = Promise.resolve();

  function setNow(): SetVariables {
    return rollouts.at(-1)?.set ?? {};
  }

  function begin(next: 'starting' | 'stopped'): void {
    phase = next;
    work = replace(work, next);
  }

  async function replace(before: Promise<void>, next: 'starting' | 'stopped'): Promise<void> {
    await before;
    const old = server;
    server = undefined;
    await old?.stop();
    if (next === 'starting') await launch();
  }

  async function launch(): Promise<void> {
    startedAt = now();
    const own = start(port, setNow());
    server = own;
    void own.ended.then(() => diedByItself(own));
    release = await own.listening;
    port = release?.port ?? port;
    // A change that was begun meanwhile has already said what comes next.
    if (phase === 'starting' && server === own) phase = release === undefined ? 'crashed' : 'running';
  }

  function diedByItself(own: ServerProcess): void {
    if (server !== own || phase !== 'running') return;
    restarts += 1;
    begin('starting');
  }

  function rollOut(next: readonly Rollout[]): void {
    rollouts = next;
    restarts = 0;
    begin('starting');
  }

  return {
    phase: () => phase,
    pid: () => server?.pid,
    release: () => (phase === 'running' ? release : undefined),
    startedAt: () => startedAt,
    restarts: () => restarts,
    rollouts: () => rollouts,
    rollOut: (cause) => rollOut(addRollout(rollouts, cause)),
    undo: (revision) => {
      const next = undoRollout(rollouts, revision);
      if (next !== undefined) rollOut(next);
      return next !== undefined;
    },
    restart: () => begin('starting'),
    takeDown: () => begin('stopped'),
    set: setNow,
    change: (variables, cause) => rollOut(addRollout(rollouts, cause, changed(setNow(), variables))),
    order: async (order) => {
      if (server === undefined || phase !== 'running') throw new Error('ace-app is not running: start it first.');
      await server.order(order);
    },
    settled: async () => {
      let seen;
      do {
        seen = work;
        await seen;
      } while (seen !== work);
    },
  };
}

function changed(set: SetVariables, variables: Parameters<Deployment['change']>[0]): SetVariables {
  const entries = settingVariables.map((name) => [name, name in variables ? variables[name] : set[name]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
