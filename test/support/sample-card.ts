// A run's card as tests look at it: what it shows and what can be pressed.

import type { Run } from '../../src/runs/run.ts';
import type { SlackMessage } from '../../src/slack/fit.ts';
import type { RunCard } from '../../src/slack/messages/run-headline.ts';
import { approvalOf, runOf } from './sample-run.ts';

/** Of a run that asks `@shop-approvers`. */
export function cardOf(run: Partial<Run>, change: Partial<RunCard> = {}): RunCard {
  return {
    run: runOf(run),
    approval: approvalOf(),
    votes: [],
    attempts: [],
    obstacle: undefined,
    undoneBy: [],
    review: undefined,
    successor: undefined,
    beforehand: undefined,
    mention: (name) => (name === '@shop-approvers' ? '<!subteam^S1|@shop-approvers>' : name),
    ...change,
  };
}

/** What a message shows besides its buttons. */
export function textOf(message: SlackMessage): string {
  return JSON.stringify(message.blocks.filter((block) => block.type !== 'actions')).replaceAll('\\n', '\n');
}

/** `action value` of each button. */
export function buttonsOf(message: SlackMessage): string[] {
  return message.blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.map((element) => (element.type === 'button' ? `${element.action_id} ${element.value}` : ''))
      : [],
  );
}
