// The deployment `daena-production`: its variables, its replicas, and the one process that stands for its pods. Changes are carried out
// one after the other; who wants to know the end waits for `settled`.

import type { ServerProcess } from './server-process.ts';

/** `crashed`: the process ended before it could serve, and is not tried again by itself. */
export type Phase = 'starting' | 'running' | 'crashed' | 'stopped';

/** By name; the deployment takes each entry as a variable of its process at the start. */
export type Secrets = Record<string, Record<string, string>>;

export interface Deployment {
  readonly phase: () => Phase;
  readonly pid: () => number | undefined;
  readonly port: () => number;
  readonly startedAt: () => Date;
  readonly replicas: () => number;
  /** Set with `kubectl set env`. */
  readonly variables: () => Readonly<Record<string, string>>;
  /** Begins a new rollout with these changes; a variable stays until it is set anew. */
  readonly rollOut: (change?: { readonly set?: Readonly<Record<string, string>>; readonly replicas?: number }) => void;
  readonly takeDown: () => void;
  readonly loseAgents: () => Promise<void>;
  readonly settled: () => Promise<void>;
}

interface Options {
  readonly start: (port: number, env: Readonly<Record<string, string>>) => ServerProcess;
  readonly port: number;
  readonly now: () => Date;
  readonly variables: Readonly<Record<string, string>>;
  /** What comes from secrets, at the moment of a start. */
  readonly fromSecrets: () => Readonly<Record<string, string>>;
}

export function createDeployment(options: Options): Deployment {
  let variables = options.variables;
  let replicas = 1;
  let port = options.port;
  let server: ServerProcess | undefined;
  let phase: Phase = 'stopped';
  let startedAt = options.now();
  let work: Promise<void> = Promise.resolve();

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
    startedAt = options.now();
    const own = options.start(port, { ...variables, ...options.fromSecrets(), DAENA_REPLICAS: String(replicas) });
    server = own;
    void own.ended.then(() => diedByItself(own));
    const heard = await own.listening;
    port = heard ?? port;
    // A change that was begun meanwhile has already said what comes next.
    if (phase === 'starting' && server === own) phase = heard === undefined ? 'crashed' : 'running';
  }

  function diedByItself(own: ServerProcess): void {
    if (server === own && phase === 'running') begin('starting');
  }

  return {
    phase: () => phase,
    pid: () => server?.pid,
    port: () => port,
    startedAt: () => startedAt,
    replicas: () => replicas,
    variables: () => variables,
    rollOut: (change = {}) => {
      variables = { ...variables, ...change.set };
      replicas = change.replicas ?? replicas;
      begin('starting');
    },
    takeDown: () => begin('stopped'),
    loseAgents: async () => {
      if (server === undefined || phase !== 'running')
        throw new Error('daena-production is not running: reset it before causing this fault.');
      await server.loseAgents();
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
