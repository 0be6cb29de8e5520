// Types a command as a person does, and says whether they may believe that it will be carried out: Slack has told them of no failure, and
// the bot of no refusal.

import type { Actor } from '../../practice/slack/people/actor.ts';

export async function typeCommand(person: Actor, channel: string, words: string): Promise<boolean> {
  const before = refusals(person, channel);
  return (await wasTaken(person.type(channel, words))) && refusals(person, channel) === before;
}

/** Whether Slack told them that the app has it. */
export function wasTaken(doing: Promise<void>): Promise<boolean> {
  return doing.then(
    () => true,
    () => false,
  );
}

function refusals(person: Actor, channel: string): number {
  return person.sees(channel).filter(({ isEphemeral, text }) => isEphemeral && text.includes('nothing was done'))
    .length;
}
