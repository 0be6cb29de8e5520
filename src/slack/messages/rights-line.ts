// Who may start a procedure and who may approve it, in one line, and a line for whoever may not.

import type { ContextBlock } from '@slack/types';
import { context } from '../blocks.ts';
import { withPeople } from './who.ts';

export interface RightsLine {
  /** Why the one who reads it may not start it. */
  readonly refusal: string | undefined;
  readonly starters: string;
  readonly approvers: string | undefined;
}

export function rightsLines({ refusal, starters, approvers }: RightsLine): ContextBlock[] {
  const approving = approvers === undefined ? '' : ` · Approves: ${withPeople(approvers, 400)}`;
  const line = `Starts it: ${withPeople(starters, 400)}${approving}`;
  return [context(line), ...(refusal === undefined ? [] : [context(`:no_entry: ${withPeople(refusal, 900)}`)])];
}
