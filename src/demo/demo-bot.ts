// The demo's bot as the demo sees it: started, told the time, killed, and started again on what it has left behind.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CannotStart } from '../errors.ts';
import { answer, type Order } from './orders.ts';

/** `armed`: it kills itself in the middle of the next dangerous step. `away`: it was killed, and is being started again. */
export type BotState = 'starting' | 'ready' | 'armed' | 'away';

export interface DemoBot {
  readonly state: BotState;
  /** Resolves when it is ready. */
  start(environment: NodeJS.ProcessEnv): Promise<void>;
  move(ms: number): Promise<void>;
  /** Resolves when nothing is due that is not done. */
  rest(): Promise<void>;
  /** Resolves when it is ready again, or armed. `never` takes `in-step` back. */
  kill(when: 'now' | 'in-step' | 'never'): Promise<void>;
  /** Calls back whenever `state` has changed. */
  listen(heard: () => void): void;
  /** Resolves when it has ended though nobody wanted that. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Whatever it leaves behind, killed or not, is in the folder. */
export function startDemoBot(folder: string, environment: NodeJS.ProcessEnv): DemoBot {
  const data = path.join(folder, 'data');
  const spawnHere = (): BotProcess => spawnBot({ ...environment, TMPDIR: folder });
  const now: { state: BotState; process: BotProcess; environment: Record<string, string>; isStopping: boolean } = {
    state: 'starting',
    process: spawnHere(),
    environment: {},
    isStopping: false,
  };
  const listeners = new Set<() => void>();
  const turn = (state: BotState): void => {
    now.state = state;
    for (const heard of listeners) heard();
  };
  const start = async (): Promise<void> => {
    await now.process.ask({ kind: 'start', environment: now.environment });
    turn('ready');
  };
  const ended = new Promise<void>((resolve) => {
    const watch = ({ exit }: BotProcess): void =>
      void exit.then((signal) => {
        if (now.isStopping) return;
        if (signal !== 'SIGKILL') return resolve();
        turn('away');
        now.process = spawnHere();
        watch(now.process);
        return now.process
          .ask({ kind: 'open', folder: data })
          .then(start)
          .catch(() => resolve());
      });
    watch(now.process);
  });
  const opened = now.process.ask({ kind: 'open', folder: data });
  opened.catch(() => undefined);
  const whenReady = (): void => {
    if (now.state === 'away' || now.state === 'starting')
      throw new Error('The bot is away. Wait until it is back, then try again.');
  };
  return {
    get state() {
      return now.state;
    },
    start: (given) => {
      const set = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
      // Where it says how full the disk is, it means that of its database.
      now.environment = { ...Object.fromEntries(set), OPSBOOK_DATA: data };
      return opened.then(start);
    },
    move: (ms) => now.process.ask({ kind: 'move', ms }),
    rest: () => now.process.ask({ kind: 'rest' }),
    kill: async (when) => {
      whenReady();
      if (when === 'now') return now.process.kill();
      await now.process.ask({ kind: when === 'never' ? 'disarm' : 'arm' });
      turn(when === 'never' ? 'ready' : 'armed');
    },
    listen: (heard) => void listeners.add(heard),
    ended,
    stop: () => {
      now.isStopping = true;
      return now.process.stop();
    },
  };
}

interface BotProcess {
  /** Rejects with what went wrong, in a sentence. */
  ask(order: Order): Promise<void>;
  kill(): void;
  stop(): Promise<void>;
  /** The signal that ended it, if one did. */
  readonly exit: Promise<NodeJS.Signals | null>;
}

function spawnBot(env: NodeJS.ProcessEnv): BotProcess {
  const main = fileURLToPath(new URL('./bot-process.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [...process.execArgv, main], {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (trouble: string) => void>();
  let asked = 0;
  child.on('message', (message) => {
    const { id, trouble } = answer.parse(message);
    waiting.get(id)?.(trouble);
    waiting.delete(id);
  });
  const exit = once(child, 'exit').then(() => {
    for (const settle of waiting.values()) settle('The bot has ended.');
    return child.signalCode;
  });
  return {
    ask: (order) =>
      new Promise((resolve, reject) => {
        asked += 1;
        waiting.set(asked, (trouble) => (trouble === '' ? resolve() : reject(new CannotStart(trouble))));
        // A process that is gone cannot be told anything; its exit answers.
        child.send({ id: asked, order }, () => undefined);
      }),
    kill: () => void child.kill('SIGKILL'),
    stop: async () => {
      child.kill('SIGTERM');
      await exit;
    },
    exit,
  };
}
