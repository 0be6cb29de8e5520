// **Approve**, on the run's card or in a direct message. Where the procedure takes a code, a form asks for it first.

import { parseRunId } from '../../ids.ts';
import { codeForm } from '../../slack/messages/code-form.ts';
import { vote } from '../../verbs/vote.ts';
import type { ButtonAction, Click } from '../edge.ts';

export const action: ButtonAction = {
  id: 'approval.approve',
  before: async (click) =>
    partsOf(click)[1] === 'code' ? codeForm(`${click.channel}:${partsOf(click)[0]}`) : undefined,
  act: (click, workshop) => vote(workshop, click, { run: parseRunId(partsOf(click)[0]), vote: 'yes', reason: '' }),
};

/** The run, and what has to be shown besides. */
function partsOf({ value }: Click): readonly [string, string | undefined] {
  const [run = '', shows] = value.split(':');
  return [run, shows];
}
