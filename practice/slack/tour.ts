// A guided tour: steps that notice by themselves when they are done, because they look at what is said and read in the workspace. There is
// one tour for everybody, so it goes on when somebody becomes another person or loads the page again.

import type { Change } from './changes.ts';
import type { TourState } from './page/protocol.ts';
import { readMessage, type ReadableMessage } from './people/readable.ts';
import { directWith } from './web-api/membership.ts';
import type { World } from './world.ts';
import { findConversation, findPerson } from './workspace.ts';

export type Happened =
  | { readonly kind: 'said'; readonly message: ReadableMessage }
  /** Somebody has opened a file. */
  | { readonly kind: 'read'; readonly file: string };

export interface TourStep {
  readonly title: string;
  /** Who does it, by short name. */
  readonly person: string;
  /** What to do and why, in Slack's markup. */
  readonly text: string;
  /** `#ops`; `app` for the conversation with the app; `there` for where the step before was done that `leads`. */
  readonly where: `#${string}` | 'app' | 'there';
  /** What can be typed there. */
  readonly write?: string;
  readonly isDone: (happened: Happened) => boolean;
  readonly leads?: true;
}

export interface TourScript {
  readonly steps: readonly TourStep[];
  /** What to say when it is over. */
  readonly end: string;
  /** Makes everything as it has to be when it begins again. */
  readonly prepare: () => Promise<void>;
}

export interface Tour {
  state(): TourState;
  /** Goes on without the step that is on now. */
  skip(): void;
  again(): Promise<void>;
}

/** Listens from now on. */
export function beginTour(world: World, { steps, end, prepare }: TourScript): Tour {
  const done = new Set<number>();
  let now = 0;
  let there = '';
  const tell = (): void => world.changes.announce({ kind: 'tour', state: state() });
  const state = (): TourState => {
    const step = steps[now];
    return {
      steps: steps.map(({ title }, index) => ({ title, state: stateOf(index, now, done) })),
      end,
      ...(step === undefined ? {} : { now: shown(world, step, there) }),
    };
  };
  world.changes.listen((change) => {
    const happened = happenedIn(world, change);
    if (happened === undefined) return;
    // Whoever is ahead of the tour is followed.
    const found = steps.findLastIndex((step, index) => index >= now && step.isDone(happened));
    if (found < 0) return;
    done.add(found);
    if (steps[found]?.leads === true && happened.kind === 'said') there = happened.message.channel;
    now = found + 1;
    tell();
  });
  return {
    state,
    skip: () => {
      now = Math.min(now + 1, steps.length);
      tell();
    },
    again: async () => {
      await prepare();
      done.clear();
      now = 0;
      tell();
    },
  };
}

function stateOf(index: number, now: number, done: ReadonlySet<number>): 'done' | 'passed' | 'now' | 'later' {
  if (index === now) return 'now';
  if (index > now) return 'later';
  return done.has(index) ? 'done' : 'passed';
}

function shown(world: World, step: TourStep, there: string): NonNullable<TourState['now']> {
  const person = findPerson(world.workspace, step.person)?.id ?? '';
  const channel =
    step.where === 'app'
      ? directWith(world, person).id
      : step.where === 'there'
        ? there
        : findConversation(world.workspace, step.where)?.id;
  const { text, write } = step;
  return { person, channel: channel ?? '', text, ...(write === undefined ? {} : { write }) };
}

function happenedIn(world: World, change: Change): Happened | undefined {
  if (change.kind === 'file-read') return { kind: 'read', file: change.file };
  if (change.kind !== 'message') return undefined;
  const { message } = change;
  return { kind: 'said', message: readMessage(world, message, message.ephemeralTo ?? message.user) };
}
