// The troubles that a rehearsal causes, each picked and measured out by the dice. Every one of them ends by itself or is ended by `calm`.

import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Fault } from '../../practice/slack/faults.ts';
import type { Dice } from './dice.ts';
import type { Replica } from './fleet.ts';
import type { Stage } from './stage.ts';

export interface Troubles {
  /** How often each was caused. */
  readonly caused: ReadonlyMap<string, number>;
  /** Resolves when the time is over and everything is as it should be. */
  readonly over: Promise<void>;
}

/** Slack's methods that matter, so that a planned fault meets somebody soon. */
const methods = ['chat.postMessage', 'chat.update', 'conversations.create', 'views.open', 'conversations.history'];

const faults: readonly (Fault & { readonly times: number })[] = [
  { status: 500, times: 3 },
  { retryAfterSeconds: 1, times: 3 },
  { delayMs: 3_000, times: 2 },
  { cut: true, times: 2 },
  { error: 'internal_error', times: 2 },
  { html: true, times: 2 },
];

export function causeTroubles(stage: Stage, dice: Dice, untilMs: number, kills: number): Troubles {
  const caused = new Map<string, number>();
  const count = (what: string): void => void caused.set(what, (caused.get(what) ?? 0) + 1);
  const everyMs = (untilMs - performance.now()) / Math.max(1, kills);
  let isKilling = true;
  const isOver = (): boolean => !isKilling && performance.now() > untilMs;

  // A machine may take longer to start a replica than the dice leave it: then the kills get half the time more, and are as many as fit.
  const latestMs = untilMs + (untilMs - performance.now()) / 2;
  const killing = async (): Promise<void> => {
    const own = dice.apart('kill');
    let done = 0;
    while (done < kills && performance.now() < latestMs) {
      await pause(own.between(Math.floor(everyMs * 0.5), Math.ceil(everyMs)));
      const ready = stage.fleet.replicas.filter(({ isReady }) => isReady);
      if (ready.length < 2) continue;
      own.pick(ready).child?.kill('SIGKILL');
      done += 1;
      count('SIGKILL');
    }
  };
  const disturbing = async (name: string): Promise<void> => {
    const own = dice.apart(name);
    while (!isOver()) {
      await pause(own.between(1_500, 7_000));
      const [what, act] = own.pick(kinds);
      count(what);
      await act(stage, own);
    }
  };
  const killed = killing().finally(() => (isKilling = false));
  const over = Promise.all([killed, disturbing('one trouble'), disturbing('another trouble')]).then(() => calm(stage));
  return { caused, over };
}

type Act = (stage: Stage, dice: Dice) => Promise<void>;

const kinds: readonly (readonly [string, Act])[] = [
  ['SIGSTOP', stopForAWhile],
  ['SIGSTOP', stopForAWhile],
  ['SIGTERM', terminate],
  ['database cut', cutDatabase],
  ['database cut', cutDatabase],
  ['database silent', stallDatabase],
  ['database silent', stallDatabase],
  ['database crashed', crashDatabase],
  ['Slack sockets cut', async ({ slack }) => slack.connections.drop()],
  ['Slack sockets refreshed', async ({ slack }) => slack.connections.disconnect('refresh_requested')],
  ['Slack deaf', async ({ slack }) => slack.connections.deaf()],
  ['Slack faults', failSlack],
  ['Slack faults', failSlack],
  ['Slack faults', failSlack],
];

function one({ fleet }: Stage, dice: Dice): Replica {
  return dice.pick(fleet.replicas);
}

/** Longer than the 15 seconds after which the others take a silent process for dead, now and then. */
async function stopForAWhile(stage: Stage, dice: Dice): Promise<void> {
  const replica = one(stage, dice);
  const { child } = replica;
  const forMs = dice.between(200, dice.below(4) === 0 ? 22_000 : 5_000);
  if (child === undefined || replica.isStopped) return;
  child.kill('SIGSTOP');
  replica.isStopped = true;
  await pause(forMs);
  child.kill('SIGCONT');
  replica.isStopped = false;
}

async function terminate(stage: Stage, dice: Dice): Promise<void> {
  one(stage, dice).child?.kill('SIGTERM');
}

async function cutDatabase(stage: Stage, dice: Dice): Promise<void> {
  const { proxy } = one(stage, dice);
  proxy.close();
  await pause(dice.between(50, 6_000));
  proxy.open();
}

async function stallDatabase(stage: Stage, dice: Dice): Promise<void> {
  const { proxy } = one(stage, dice);
  proxy.stall();
  await pause(dice.between(50, 4_000));
  proxy.open();
}

/** One of its processes is killed, after which PostgreSQL ends all others and recovers, as after a crash. */
async function crashDatabase({ database }: Stage): Promise<void> {
  await database
    .transaction(async (tx) => {
      const row = await tx.one(z.object({ pid: z.number() }), 'select pg_backend_pid() as pid');
      if (row !== undefined) process.kill(row.pid, 'SIGKILL');
      await tx.run('select 1');
    })
    .catch(() => undefined);
}

async function failSlack({ slack }: Stage, dice: Dice): Promise<void> {
  slack.fail(dice.pick(methods), dice.pick(faults));
}

async function calm({ fleet }: Stage): Promise<void> {
  for (const replica of fleet.replicas) {
    replica.child?.kill('SIGCONT');
    replica.isStopped = false;
    replica.proxy.open();
  }
}
