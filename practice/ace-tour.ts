// The demo's guided tour: one incident of ACE from the alert to the post-mortem, by two people. Each step knows what the product says when
// it is done.

import type { ReadableMessage } from './slack/people/readable.ts';
import type { Happened, TourScript, TourStep } from './slack/tour.ts';

/** What the app says, unless it belongs to a drill: whoever rehearses has not done what the tour is about. */
function heard(happened: Happened): ReadableMessage | undefined {
  return happened.kind === 'said' && !/\bDRILL\b/.test(happened.message.text) ? happened.message : undefined;
}

/** Whether the app has said something that everybody sees, or only who asked. */
function says(words: RegExp, isPrivate: boolean): (happened: Happened) => boolean {
  return (happened) => {
    const message = heard(happened);
    return message?.isEphemeral === isPrivate && words.test(message.text);
  };
}

function hasButton(actionId: string): (happened: Happened) => boolean {
  return (happened) => heard(happened)?.buttons.some((button) => button.actionId === actionId) === true;
}

/** `revision`: the last release that was well. `spoil` gives ACE the bad one. */
export function aceTour(revision: string, spoil: () => Promise<void>): TourScript {
  return { steps: [...seeing, ...mending(revision), ...telling], end, prepare: spoil };
}

const end =
  'From the red check to the post-mortem, in minutes. In the *control panel* (left) you can kill the bot in the middle of a step, let an hour pass, and cause something else.';

const seeing: readonly TourStep[] = [
  {
    title: 'Look at ACE',
    person: 'maria',
    where: '#ops',
    text: 'You are Maria, and on call. Something is wrong with *ACE*. Ask for its checks, and see what is red.',
    write: '/ops check ace',
    isDone: says(/^ace: critical/, true),
  },
  {
    title: 'Declare an incident',
    person: 'maria',
    where: '#ops',
    text: 'Users are hurt, so declare an incident; *Declare incident* below the checks does it too. It gets a channel, a card, and a promise: an update every 15 minutes.',
    write: '/ops incident "ACE answers 503" sev=1',
    isDone: hasButton('incident.resolve'),
    leads: true,
  },
  {
    title: 'Look at the runbook',
    person: 'maria',
    where: 'there',
    text: 'The card is pinned in the incident’s own channel. See what the runbook would do: each step, its risk, and who has to agree.',
    write: '/ops show ace.emergency-rollback',
    isDone: says(/\bace\.emergency-rollback\b[^]*(Never run yet|Last runs)/, true),
  },
];

function mending(revision: string): readonly TourStep[] {
  return [
    {
      title: 'Plan the rollback',
      person: 'maria',
      where: 'there',
      text: 'Make a plan. It shows the exact text of every step and what can be seen now. Nothing has happened yet.',
      write: `/ops run ace.emergency-rollback revision=${revision}`,
      isDone: says(/\bace\.emergency-rollback\b[^]*Planned\./, false),
    },
    {
      title: 'Ask for approval',
      person: 'maria',
      where: 'there',
      text: 'It takes ACE away from its users for a moment, so somebody else has to say yes. Press *Ask for approval* on the plan, and say why.',
      isDone: says(/Waiting for approval/, false),
    },
    {
      title: 'Approve as somebody else',
      person: 'jonas',
      where: 'app',
      text: 'Maria cannot approve what she asked for. Be Jonas: the question is in his direct messages. Read it and press *Approve*.',
      isDone: says(/Approved by/, false),
    },
    {
      title: 'Watch it run',
      person: 'maria',
      where: 'there',
      text: 'Be Maria again. The card follows the steps; their output is in its thread. The last three are for a person: press *Done* for each.',
      isDone: says(/\bDone\.\W*Approved by/, false),
    },
  ];
}

const telling: readonly TourStep[] = [
  {
    title: 'Tell everybody',
    person: 'maria',
    where: 'there',
    text: 'ACE answers again. Write an update: it appears here and in #incidents, and the next one is promised.',
    write: '/ops update "ACE is back on v1.9.0. We keep watching." next=30m',
    isDone: says(/^\W*Update \d+\W[^]*by @/, false),
  },
  {
    title: 'Resolve it',
    person: 'maria',
    where: 'there',
    text: 'It is over. Say how it was resolved: the updates stop, and the post-mortem is drafted from what is known.',
    write: '/ops resolve "Rolled back to v1.9.0."',
    isDone: hasButton('postmortem.write'),
  },
  {
    title: 'Read the post-mortem',
    person: 'maria',
    where: 'there',
    text: 'Its card says what only people can add. Open the thread below it, and the file in it: timeline, people and durations are in.',
    isDone: (happened) => happened.kind === 'read' && /post-mortem.*\.md$/.test(happened.file),
  },
];
