// Where a control stands, and the one way in which a press or a choice leaves it: form, confirm question, app.
import type { Directory } from '../directory.ts';
import type { Fields } from '../fields.ts';
import { fieldsOf, isFields, stringOf } from '../fields.ts';
import { askConfirm } from './confirm.ts';
import type { FormState } from './form-state.ts';

/** What surrounds the blocks of one message or view. */
export interface Surroundings {
  readonly directory: Directory;
  readonly form: FormState;
  /** The plain text that stands for the blocks where one of them cannot be drawn. */
  readonly fallback: string;
  /** Tells the app; the control shows that it is working until something answers. */
  act(control: HTMLElement, blockId: string, actionId: string, value: Fields): void;
}

export interface Spot {
  readonly around: Surroundings;
  readonly blockId: string;
  /** Inside an input block: the choice waits for the submission unless `dispatches`. */
  readonly isInput: boolean;
  readonly dispatches: boolean;
  /** Names the input to screen readers; without it the control names itself. */
  readonly label?: string;
  /** The ids of the hint and the error under the input. */
  readonly describedBy?: string;
}

/** Attributes every control carries, so that the focus finds it again after a redraw and tests find it at all. */
export function controlAttributes(spot: Spot, control: Fields): Readonly<Record<string, string | undefined>> {
  const actionId = stringOf(control, 'action_id');
  return {
    'data-control': JSON.stringify([spot.blockId, actionId]),
    'data-action-id': actionId,
    'aria-label': spot.label,
    'aria-describedby': spot.describedBy,
  };
}

/** What the control holds now: kept from before a redraw, else `initial`. Its type is added. */
export function startValue(spot: Spot, control: Fields, initial: Fields): Fields {
  const value = { type: stringOf(control, 'type'), ...initial };
  return spot.around.form.register(spot.blockId, stringOf(control, 'action_id'), value);
}

/** Keeps a choice for the submission without telling the app. */
export function keepValue(spot: Spot, control: Fields, value: Fields): void {
  spot.around.form.write(spot.blockId, stringOf(control, 'action_id'), { type: stringOf(control, 'type'), ...value });
}

/** Keeps a choice and, outside forms, tells the app; asks first where the app wants a question. False when the person said no. */
export async function choose(spot: Spot, control: Fields, drawn: HTMLElement, value: Fields): Promise<boolean> {
  if (isFields(control['confirm']) && !(await askConfirm(fieldsOf(control, 'confirm'), spot.around.directory))) {
    return false;
  }
  keepValue(spot, control, value);
  if (!spot.isInput || spot.dispatches) send(spot, control, drawn, value);
  return true;
}

/** A press: nothing to keep. */
export async function press(spot: Spot, control: Fields, drawn: HTMLElement, value: Fields): Promise<void> {
  if (drawn.getAttribute('aria-busy') === 'true') return;
  if (isFields(control['confirm']) && !(await askConfirm(fieldsOf(control, 'confirm'), spot.around.directory))) return;
  send(spot, control, drawn, value);
}

function send(spot: Spot, control: Fields, drawn: HTMLElement, value: Fields): void {
  spot.around.act(drawn, spot.blockId, stringOf(control, 'action_id'), value);
}
