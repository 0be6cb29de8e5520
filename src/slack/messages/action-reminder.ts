// Reminds the owner of an action item that is due.

import type { ListedItem } from '../../incidents/action-items.ts';
import { section } from '../blocks.ts';
import type { SlackMessage } from '../fit.ts';
import { actionItemButtons, actionItemLine } from './action-items-list.ts';
import { who } from './who.ts';

export function actionReminder(item: ListedItem): SlackMessage {
  if (item.state === 'open')
    return {
      text: `An action item of yours is due: ${item.text}`,
      blocks: [section(`:pushpin: An action item of yours is due.\n${actionItemLine(item)}`), actionItemButtons(item)],
    };
  const by = item.settledBy === null ? '' : ` by ${who(item.settledBy)}`;
  return {
    text: `Action item ${item.id} is ${item.state}.`,
    blocks: [section(`${actionItemLine(item)}\n*${item.state}*${by}`)],
  };
}
