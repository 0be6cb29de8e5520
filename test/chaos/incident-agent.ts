// One incident of a rehearsal: declared, talked about while it is open, resolved at the end.

import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Actor } from '../../practice/slack/people/actor.ts';
import type { Book, Said } from './book.ts';
import type { Dice } from './dice.ts';
import type { Stage } from './stage.ts';
import { ask } from './truth.ts';
import { typeCommand } from './type-command.ts';

export interface IncidentAgent {
  readonly stage: Stage;
  readonly book: Book;
  readonly dice: Dice;
  readonly person: Actor;
  readonly channel: string;
  readonly title: string;
  /** From then on it is resolved. */
  readonly isOver: () => boolean;
}

const incidentRow = z.object({ state: z.string(), channel: z.string().nullable() });

export async function leadIncident(agent: IncidentAgent): Promise<void> {
  const { dice, person, title, isOver } = agent;
  await say(agent, 'incident', title, agent.channel, `/ops incident "${title}" sev=1`);
  for (let number = 1; ; number += 1) {
    await pause(isOver() ? 500 : dice.between(2_000, 9_000));
    const incident = await incidentOf(agent);
    if (incident === undefined && isOver()) return;
    const channel = incident?.channel ?? undefined;
    if (incident === undefined || channel === undefined || !isThere(agent, channel)) continue;
    if (incident.state !== 'open') return;
    if (isOver()) await typeCommand(person, channel, '/ops resolve the works run again');
    else {
      const kind = dice.pick(['note', 'update'] as const);
      const text = `${kind} ${number} of ${title}`;
      await say(agent, kind, text, channel, `/ops ${kind} ${text}`);
    }
  }
}

async function say(
  { book, person }: IncidentAgent,
  kind: Said['kind'],
  text: string,
  channel: string,
  words: string,
): Promise<void> {
  book.said.push({ kind, text, isAcknowledged: await typeCommand(person, channel, words) });
}

async function incidentOf({ stage, title }: IncidentAgent): Promise<z.infer<typeof incidentRow> | undefined> {
  const [found] = await ask(stage, incidentRow, 'select state, channel from incident where title = $1', [title]);
  return found;
}

/** Whoever declared it is invited, which may take its time. */
function isThere({ stage, person }: IncidentAgent, channel: string): boolean {
  return stage.slack.channel(channel)?.members.has(person.id) === true;
}
