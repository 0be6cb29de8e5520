// `/ops may [@person] <permission> [procedure or system]`: whether somebody may do something, and why or why not.

import type { Matter } from '../policy/may.ts';
import { permissions, type Permission } from '../policy/permission.ts';
import { done, refuse, type Result } from '../errors.ts';
import { nearestOf } from '../runbooks/nearest.ts';
import { findProcedure } from './find-procedure.ts';
import { mentionedIn, withoutMentions } from './mentions.ts';
import type { Rights } from './rights.ts';
import { refused, said, type Command, type Workshop } from './verb.ts';

export const command: Command = {
  name: 'may',
  usage: 'may [@person] <permission> [procedure or system]',
  describe: 'whether somebody may do something, and why',
  changes: false,
  act: async (words, { person: asker, channel }, workshop) => {
    await workshop.library.refresh();
    const [permission = '', subject] = withoutMentions(words.rest).split(' ');
    const person = mentionedIn(words.rest) ?? asker;
    const wish = readWish(workshop, permission, subject);
    if (!wish.ok) return refused(wish.refusal.say);
    return said(await answerOf(workshop, person, { ...wish.value, channel }));
  },
};

export interface Wish {
  readonly permission: Permission;
  readonly matter: Matter;
  readonly channel?: string;
}

export async function answerOf({ explain }: Pick<Rights, 'explain'>, person: string, wish: Wish): Promise<string> {
  const { permission, matter, channel } = wish;
  const answer = await explain(person, permission, channel === undefined ? matter : { ...matter, channel });
  return answer.isAllowed ? `Yes: ${answer.because}.` : `No. ${answer.say}`;
}

/** `subject` is a procedure or a system; what concerns systems has to name one. */
export function readWish(
  workshop: Pick<Workshop, 'library'>,
  typed: string,
  subject: string | undefined,
): Result<Wish> {
  const permission = permissions.find((each) => each === typed);
  if (permission === undefined) {
    const near = nearestOf(typed, permissions);
    const next = near === undefined ? `There are: ${permissions.join(', ')}.` : `Did you mean ${near}?`;
    return refuse('usage', `"${typed.slice(0, 60)}" is no permission. ${next}`);
  }
  if (subject === undefined || subject === '')
    return permission.startsWith('run:') || permission.startsWith('approve:')
      ? refuse('usage', `Say of which procedure or system: may ${permission} <procedure or system>.`)
      : done({ permission, matter: {} });
  const { runbooks } = workshop.library;
  const runbook = runbooks.find(({ system }) => system === subject.toLowerCase());
  if (runbook !== undefined) return done({ permission, matter: runbook });
  const found = findProcedure(workshop, 'may', subject);
  if (found.ok) {
    const { runbook: page, procedure } = found.value;
    const { system, owners, approvers } = page;
    return done({ permission, matter: { system, owners, approvers, procedure: procedure.name } });
  }
  const near = nearestOf(
    subject,
    runbooks.map(({ system }) => system),
  );
  return near === undefined
    ? found
    : refuse('not_found', `There is no system ${subject.slice(0, 80)}. Did you mean ${near}?`);
}
