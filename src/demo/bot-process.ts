// The demo's bot, as a process of its own that may be killed. Its database has a clock that is held: it lies in the demo's folder and is
// never one at an address, so the bot of nobody else can come to such a clock.

import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { holdClock, moveClock, untilQuiet } from '../../practice/held-clock.ts';
import { startBot, type Bot } from '../bot.ts';
import { readConfig } from '../config.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { CannotStart, reasonOf } from '../errors.ts';
import { makeLog } from '../log.ts';
import { createReaders } from '../runbooks/readers.ts';
import { surviveSlack } from '../slack/survive.ts';
import { sentOrder, type Order } from './orders.ts';

const quietPatienceMs = 20_000;
const lookForStepMs = 15;

const readers = createReaders();
let database: Database | undefined;
let bot: Bot | undefined;
let armed: { disarm(): void } | undefined;
let ending: Promise<void> | undefined;

// Ctrl-C reaches the whole group, and only the demo knows whether it is meant for the bot.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
for (const event of ['SIGTERM', 'disconnect'] as const) process.on(event, () => void (ending ??= end()));

let last = Promise.resolve();
process.on('message', (message) => {
  const { id, order } = sentOrder.parse(message);
  last = last
    .then(() => obey(order))
    .then(
      () => '',
      (thrown: unknown) => (thrown instanceof CannotStart ? thrown.message : reasonOf(thrown)),
    )
    .then((trouble) => void process.send?.({ id, trouble }));
});

async function obey(order: Order): Promise<void> {
  switch (order.kind) {
    case 'open':
      database = await openDatabase({ folder: order.folder, log: makeLog('error', (line) => line) });
      await migrate(database);
      return holdClock(database);
    case 'start':
      await bot?.stop();
      bot = await startBot(readConfig(order.environment), { database: opened(), readers });
      process.removeAllListeners('unhandledRejection');
      return surviveSlack(bot);
    case 'move':
      return moveClock(opened(), order.ms);
    case 'rest':
      return untilQuiet(opened(), quietPatienceMs);
    case 'arm':
      armed ??= dieInStep(opened());
      return undefined;
    case 'disarm':
      armed?.disarm();
      armed = undefined;
  }
}

function opened(): Database {
  if (database === undefined) throw new Error('The database of the demo was not opened.');
  return database;
}

/** Of a run that a person asked for: begun, not ended, and with no way of its own to find out, so that it is in doubt afterwards. */
const openStep = `
  select a.run from step_attempt a join run r on r.id = a.run
  where a.ended_at is null and r.state = 'running' and r.requested_by <> 'opsbook' and r.plan -> 'steps' -> a.step ->> 'repeat' = 'ask'
    and r.plan -> 'steps' -> a.step -> 'verify' is null`;

function dieInStep(sql: Database): { disarm(): void } {
  const life = new AbortController();
  const wait = async (): Promise<void> => {
    while (!life.signal.aborted) {
      const begun = await sql.one(z.object({ run: z.number() }), openStep);
      if (begun !== undefined && !life.signal.aborted) process.kill(process.pid, 'SIGKILL');
      await pause(lookForStepMs);
    }
  };
  void wait();
  return { disarm: () => life.abort() };
}

async function end(): Promise<void> {
  await bot?.stop();
  await database?.stop();
  readers.stop();
  process.exit();
}
