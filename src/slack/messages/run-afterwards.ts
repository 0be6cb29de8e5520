// What can still be done with a run that is over: going on where it failed, and taking it back; and what became of that.

import type { KnownBlock } from '@slack/types';
import { describeState } from '../../runs/decide.ts';
import { hasEnded } from '../../runs/run.ts';
import { hasTaken, nextUndo } from '../../runs/undo.ts';
import type { RunView } from '../../runs/view.ts';
import { actions, context, type ButtonSpec } from '../blocks.ts';
import { code } from '../fit.ts';

const mostUndoings = 5;

/** The pair that it is one half of, both ways. */
export function undoLines({ run, undoneBy }: RunView): KnownBlock[] {
  const lines = [
    ...(run.undoes === null ? [] : [`:leftwards_arrow_with_hook: Undoes run ${run.undoes}.`]),
    ...undoneBy.slice(-mostUndoings).map(({ id, procedure, state }) => {
      const what = state === 'succeeded' ? 'Undone by' : hasEnded(state) ? 'Not undone by' : 'Being undone by';
      return `:leftwards_arrow_with_hook: ${what} run ${id} (${code(procedure)}): ${describeState(state)}.`;
    }),
  ];
  return lines.length === 0 ? [] : [context(lines.join('\n'))];
}

export function afterButtons(card: RunView): KnownBlock[] {
  const value = String(card.run.id);
  const isRetried = card.run.state === 'failed' && !card.undoneBy.some(hasTaken);
  const retry: ButtonSpec = { action: 'run.retry', text: `Retry from step ${card.run.cursor + 1}`, value };
  const undo: ButtonSpec = { action: 'run.undo', text: 'Undo', value };
  const all = [...(isRetried ? [retry] : []), ...(nextUndo(card) === undefined ? [] : [undo])];
  return all.length === 0 ? [] : [actions(...all)];
}
