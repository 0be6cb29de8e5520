// One rehearsal of chaos, from the first trouble until all is quiet again, and the verdict on it.

import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { openBook } from './book.ts';
import { diceOf } from './dice.ts';
import { letPeopleWork, type People } from './people.ts';
import { setStage, type Stage } from './stage.ts';
import { causeTroubles } from './troubles.ts';
import { ask } from './truth.ts';
import { judge, type Verdict } from './verdict.ts';

export interface Rehearsal {
  readonly minutes: number;
  readonly kills: number;
  readonly seed: number;
  readonly print: (line: string) => void;
  readonly log?: string | undefined;
  /** Given the way to take everything down before the end. */
  readonly begun?: (stop: () => Promise<void>) => void;
}

const updateEvery = '30s';
const progressMs = 15_000;
const settleMs = 240_000;

/** Undefined on a machine without PostgreSQL. */
export async function wreak({ minutes, kills, seed, print, log, begun }: Rehearsal): Promise<Verdict | undefined> {
  const dice = diceOf(seed);
  const stage = await setStage({ dice, updateEvery, log });
  if (stage === undefined) return undefined;
  begun?.(() => stage.stop());
  const startedAt = performance.now();
  const untilMs = startedAt + minutes * 60_000;
  const state = { isOver: false };
  try {
    const book = openBook();
    const people = letPeopleWork(stage, book, dice.apart('people'), () => state.isOver);
    const troubles = causeTroubles(stage, dice.apart('troubles'), untilMs, kills);
    const progress = setInterval(() => {
      const seconds = Math.round((performance.now() - startedAt) / 1_000);
      const many = [...troubles.caused.values()].reduce((sum, times) => sum + times, 0);
      print(
        `${seconds} s: ${many} troubles, ${troubles.caused.get('SIGKILL') ?? 0} of ${kills} kills, ${book.runs.length} runs wanted, ${people.inHand().length} in hand`,
      );
    }, progressMs);
    try {
      await Promise.race([troubles.over, people.done]);
      state.isOver = true;
      const unfinished = await settle(stage, people);
      const verdict = await judge(stage, book);
      const ended = [...stage.fleet.ends].map(([how, times]) => [`replicas ended by ${how}`, times] as const);
      return {
        figures: [...troubles.caused, ...ended, ...verdict.figures],
        broken: [...unfinished, ...verdict.broken],
      };
    } finally {
      clearInterval(progress);
    }
  } finally {
    state.isOver = true;
    await stage.stop();
  }
}

/** Waits until nobody has anything in hand and nothing is left in the queue. */
async function settle(stage: Stage, people: People): Promise<string[]> {
  const until = performance.now() + settleMs;
  const late = new AbortController();
  const tooLate = pause(settleMs, 'late' as const, { signal: late.signal }).catch(() => 'late' as const);
  const came = await Promise.race([people.done.then(() => 'done' as const), tooLate]);
  late.abort();
  if (came === 'late') return [`still in hand: ${people.inHand().join(', ')}`, ...(await openRuns(stage))];
  for (;;) {
    const left = await whatIsLeft(stage);
    if (left.length === 0) return [];
    if (performance.now() > until) return [`still in the queue: ${left.join('; ')}`];
    await pause(500);
  }
}

async function openRuns(stage: Stage): Promise<string[]> {
  const runs = await ask(
    stage,
    z.object({ what: z.string() }),
    `select 'run ' || r.id || ' (' || (r.plan -> 'parameters' ->> 'key') || ') is ' || r.state || ': ' || r.say || ' ' ||
       coalesce((select string_agg(concat_ws(' ', a.step, a.attempt, a.executor, a.outcome), ', ') from step_attempt a where a.run = r.id), '')
       as what from run r where r.ended_at is null`,
  );
  return runs.map(({ what }) => what);
}

async function whatIsLeft(stage: Stage): Promise<string[]> {
  const left = await ask(
    stage,
    z.object({ what: z.string() }),
    `select name || ' ' || data::text || ' ' || state as what from pgboss.job
     where state < 'completed' and name in ('post', 'task', 'request')
     union all select 'request ' || key from request where handled_at is null
     union all select 'slot ' || incident || ':' || seq from update_slot where state = 'pending' and due_at <= ops_now()`,
  );
  return left.map(({ what }) => what);
}
