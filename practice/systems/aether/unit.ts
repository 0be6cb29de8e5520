// The unit `aether`: at most one process of the application. Changes are carried out one after the other; each resolves when the
// process serves or has ended.

import type { AppProcess } from './app-process.ts';

/** As `systemctl is-active` says it. `failed`: the process ended by itself and is not started again. */
export type UnitState = 'active' | 'inactive' | 'failed';

export interface Unit {
  readonly state: () => UnitState;
  readonly pid: () => number | undefined;
  readonly since: () => Date;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly trouble: (what: 'fails' | 'hangs') => Promise<void>;
  /** Known from the first time that it served. */
  readonly port: () => number | undefined;
}

interface Options {
  readonly launch: (port: number) => AppProcess;
  readonly now: () => Date;
}

export function createUnit({ launch, now }: Options): Unit {
  let port: number | undefined;
  let app: AppProcess | undefined;
  let state: UnitState = 'inactive';
  let since = now();
  let work: Promise<void> = Promise.resolve();

  function become(next: UnitState): void {
    state = next;
    since = now();
  }

  async function stop(): Promise<void> {
    const old = app;
    app = undefined;
    become('inactive');
    await old?.stop();
  }

  async function start(): Promise<void> {
    if (app !== undefined) return;
    const own = launch(port ?? 0);
    app = own;
    void own.ended.then(() => endedByItself(own));
    const listensAt = await own.listening;
    if (listensAt === undefined) return;
    port = listensAt;
    become('active');
  }

  function endedByItself(own: AppProcess): void {
    if (app !== own) return;
    app = undefined;
    become('failed');
  }

  /** After everything that was asked before. */
  function inTurn(act: () => Promise<void>): Promise<void> {
    const before = work;
    const turn = (async () => {
      await before;
      await act();
    })();
    // Whoever asked hears of a failure; the next one is not held up by it.
    work = turn.catch(() => undefined);
    return turn;
  }

  return {
    state: () => state,
    pid: () => app?.pid,
    since: () => since,
    port: () => port,
    start: () => inTurn(start),
    stop: () => inTurn(stop),
    restart: () =>
      inTurn(async () => {
        await stop();
        await start();
      }),
    trouble: async (what) => {
      if (app === undefined) throw new Error('ÆTHER is not running: start it before causing this fault.');
      await app.trouble(what);
    },
  };
}
