// Open action items of all incidents, with a button each.

import type { ListedItem } from '../../incidents/action-items.ts';
import { nameOf } from '../../incidents/incident.ts';
import { actions, context, section } from '../blocks.ts';
import { plain, type SlackMessage } from '../fit.ts';
import { who } from './who.ts';

export function actionItemsList(items: readonly ListedItem[]): SlackMessage {
  return {
    text: `${items.length} open action ${items.length === 1 ? 'item' : 'items'}`,
    blocks: [
      ...items.slice(0, 20).flatMap((item) => [section(actionItemLine(item)), actionItemButtons(item)]),
      context('The ones that are due first come first.'),
    ],
  };
}

export function actionItemLine(item: ListedItem, longest = 800): string {
  const owner = item.owner === null ? 'nobody owns it' : who(item.owner);
  const due = item.dueOn === null ? 'no day set' : `due ${item.dueOn}`;
  return `*${item.id}.* ${plain(item.text, longest)}\n${owner} · ${due} · ${nameOf(item)}`;
}

export function actionItemButtons(item: ListedItem): ReturnType<typeof actions> {
  return actions(
    { action: 'action.done', text: 'Done', value: String(item.id), style: 'primary' },
    { action: 'action.drop', text: 'Drop', value: String(item.id) },
  );
}
