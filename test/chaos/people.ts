// The people of a rehearsal: they begin new runs and incidents as long as it lasts, and see all of them through.

import { setTimeout as pause } from 'node:timers/promises';
import type { Actor } from '../../practice/slack/people/actor.ts';
import type { Book } from './book.ts';
import type { Dice } from './dice.ts';
import { leadIncident } from './incident-agent.ts';
import { wantRun } from './run-agent.ts';
import { channels, requesters, type Stage } from './stage.ts';
import type { Procedure } from './works.ts';

const mostAtOnce = 12;
const mostIncidents = 5;

export interface People {
  /** What they still have in hand. */
  readonly inHand: () => readonly string[];
  /** Resolves when all that they began has an end. Rejects when a rehearsal itself is broken. */
  readonly done: Promise<void>;
}

export function letPeopleWork(stage: Stage, book: Book, dice: Dice, isOver: () => boolean): People {
  const hands = new Map<string, Promise<void>>();
  const alone = new Map<string, Promise<unknown>>();
  const begin = (what: string, work: Promise<void>): void => {
    hands.set(
      what,
      work.then(() => void hands.delete(what)),
    );
  };
  const inTurn = <T>(person: Actor, act: () => Promise<T>): Promise<T> => {
    const turn = (alone.get(person.name) ?? Promise.resolve()).catch(() => undefined).then(act);
    alone.set(person.name, turn);
    return turn;
  };
  const someone = (own: Dice): Actor => stage.slack.as(own.pick(requesters));

  const wantRuns = async (): Promise<void> => {
    const own = dice.apart('runs');
    for (let number = 1; !isOver(); number += 1) {
      const person = someone(own);
      const [channel, procedure] = [own.pick(channels), own.pick(allProcedures)];
      const key = `k${number}`;
      const agent = { stage, book, dice: own.apart(key), person, channel, procedure, key };
      begin(key, wantRun({ ...agent, alone: (act) => inTurn(person, act) }));
      do await pause(own.between(300, 1_500));
      while (hands.size >= mostAtOnce && !isOver());
    }
  };
  const declare = async (): Promise<void> => {
    const own = dice.apart('incidents');
    for (let number = 1; number <= mostIncidents && !isOver(); number += 1) {
      const title = `Fault ${number}`;
      const agent = { stage, book, dice: own.apart(title), title, channel: own.pick(channels), isOver };
      begin(title, leadIncident({ ...agent, person: someone(own) }));
      await pause(own.between(1_000, 8_000));
    }
  };
  const done = async (): Promise<void> => {
    await Promise.all([wantRuns(), declare()]);
    while (hands.size > 0) await Promise.all(hands.values());
  };
  return { inHand: () => [...hands.keys()], done: done() };
}

const allProcedures: readonly Procedure[] = ['plain', 'probed', 'guarded'];
