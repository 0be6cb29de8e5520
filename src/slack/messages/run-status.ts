// A run's card as it is told to one person: without what can be pressed, which stays with the card.

import type { RunView } from '../../runs/view.ts';
import { escape, type SlackMessage } from '../fit.ts';
import { runCard } from './run-card.ts';

export function runStatus(view: RunView): SlackMessage {
  const { text, blocks } = runCard({ ...view, mention: escape });
  return { text, blocks: blocks.filter(({ type }) => type !== 'actions' && type !== 'input') };
}
