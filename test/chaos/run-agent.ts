// One person who wants one run: types it, and does on its card whatever the card asks for, until it has an end. Asked whether a step
// happened, they look at the practice target, as a person would.

import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Actor } from '../../practice/slack/people/actor.ts';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import type { Book } from './book.ts';
import type { Dice } from './dice.ts';
import { approvers, type Stage } from './stage.ts';
import { ask } from './truth.ts';
import { typeCommand, wasTaken } from './type-command.ts';
import { procedures, type Procedure } from './works.ts';

export interface RunAgent {
  readonly stage: Stage;
  readonly book: Book;
  readonly dice: Dice;
  readonly person: Actor;
  readonly channel: string;
  readonly procedure: Procedure;
  readonly key: string;
  /** A person has one topmost form, so they do one thing with forms at a time. */
  readonly alone: <T>(act: () => Promise<T>) => Promise<T>;
}

const runRow = z.object({ id: z.number(), state: z.string(), cursor: z.number() });
type SeenRun = z.infer<typeof runRow>;

export const ends: readonly string[] = ['succeeded', 'failed', 'cancelled', 'denied', 'expired', 'void'];
const lookAgainMs = 500;
/** After this a person who sees nothing change tries again. */
const patienceMs = 6_000;
/** And after this they believe Slack that their command came to nothing. */
const givenUpMs = 20_000;

export async function wantRun(agent: RunAgent): Promise<void> {
  const { stage, book, person, channel, procedure, key } = agent;
  const isAcknowledged = await typeCommand(person, channel, `/ops run works.${procedure} key=${key}`);
  const typedAt = performance.now();
  book.runs.push({ key, procedure, isAcknowledged });
  for (;;) {
    const run = await runOf(stage, key);
    if (run !== undefined && ends.includes(run.state)) return;
    if (run === undefined && !isAcknowledged && performance.now() - typedAt > givenUpMs) return;
    const card = run === undefined ? undefined : cardOf(agent, run.id);
    if (run === undefined || card === undefined) {
      await pause(lookAgainMs);
      continue;
    }
    await act(agent, run, card);
    await stage.slack
      .until(() => cardOf(agent, run.id)?.text !== card.text, { what: 'a change', timeoutMs: patienceMs })
      .catch(() => undefined);
  }
}

async function runOf(stage: Stage, key: string): Promise<SeenRun | undefined> {
  const [run] = await ask(
    stage,
    runRow,
    `select id, state, cursor from run where plan -> 'parameters' ->> 'key' = $1 order by id limit 1`,
    [key],
  );
  return run;
}

const keyed = z.object({ event_payload: z.object({ key: z.string() }) });

function cardOf({ stage, person, channel }: RunAgent, run: number): ReadableMessage | undefined {
  const place = stage.slack.channel(channel)?.id ?? '';
  const posted = stage.slack.posted(channel).find(({ metadata }) => {
    const read = keyed.safeParse(metadata);
    return read.success && read.data.event_payload.key === `run:${run}@${place}`;
  });
  return posted === undefined ? undefined : person.sees(channel).find(({ ts }) => ts === posted.ts);
}

async function act(agent: RunAgent, run: SeenRun, card: ReadableMessage): Promise<void> {
  const { stage, dice, person, procedure, key } = agent;
  const offers = (button: string): boolean => card.buttons.some(({ text }) => text === button);
  if (offers('Run')) return press(agent, card, 'Run', [person, person].slice(dice.below(2)));
  if (offers('Ask for approval')) return agent.alone(() => askForApproval(agent, card));
  if (offers('Approve')) {
    const first = dice.below(approvers.length);
    const voters = [0, 1].slice(dice.below(2)).map((turn) => approvers[(first + turn) % approvers.length] ?? '');
    return press(
      agent,
      card,
      'Approve',
      voters.map((name) => stage.slack.as(name)),
    );
  }
  if (!offers('It happened')) return undefined;
  const happened = stage.works.effects.has(`${key}-${procedures[procedure][run.cursor] ?? ''}`);
  return press(agent, card, happened ? 'It happened' : 'Run it again', [person]);
}

/** All of them at once. */
async function press(
  { book }: RunAgent,
  card: ReadableMessage,
  button: string,
  people: readonly Actor[],
): Promise<void> {
  const taken = await Promise.all(people.map((each) => wasTaken(each.click(card, button))));
  for (const one of taken) book.clicks[one ? 'acknowledged' : 'failed'] += 1;
}

async function askForApproval(agent: RunAgent, card: ReadableMessage): Promise<void> {
  const { stage, person } = agent;
  while (person.form() !== undefined) await person.closeForm();
  await press(agent, card, 'Ask for approval', [person]);
  const form = await stage.slack
    .until(() => person.form(), { what: 'the form for the reason', timeoutMs: patienceMs })
    .catch(() => undefined);
  if (form === undefined) return;
  person.fill({ reason: 'the works have to be put right' });
  await wasTaken(person.submit());
}
