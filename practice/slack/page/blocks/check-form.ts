// Says what a person still has to change before a form can be sent. Pure; the app checks again on its side.
import type { Fields } from '../fields.ts';
import { fieldsOf, isFields, numberOf, stringOf } from '../fields.ts';
import type { Block, StateValues } from '../protocol.ts';

/** block_id → the sentence under that input; empty when the form can go. */
export function checkForm(blocks: readonly Block[], values: StateValues): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== 'input') continue;
    const input = fieldsOf(block, 'element');
    const blockId = stringOf(block, 'block_id');
    const value = values[blockId]?.[stringOf(input, 'action_id')];
    const error = complaint(input, isFields(value) ? value : {}, block['optional'] === true);
    if (error !== undefined) errors[blockId] = error;
  }
  return errors;
}

function complaint(input: Fields, value: Fields, isOptional: boolean): string | undefined {
  const filled = Object.entries(value).some(
    ([name, held]) => name !== 'type' && held !== null && held !== '' && !(Array.isArray(held) && held.length === 0),
  );
  if (!filled) return isOptional ? undefined : 'Please fill this in: it is required.';
  const text = stringOf(value, 'value');
  return stringOf(input, 'type') === 'number_input' ? numberComplaint(input, text) : textComplaint(input, text);
}

function numberComplaint(input: Fields, text: string): string | undefined {
  const number = Number(text);
  if (!Number.isFinite(number)) return 'Please enter a number.';
  if (input['is_decimal_allowed'] !== true && !Number.isInteger(number)) return 'Please enter a whole number.';
  const least = numberOf(input, 'min_value');
  if (least !== undefined && number < least) return `Please enter ${String(least)} or more.`;
  const most = numberOf(input, 'max_value');
  if (most !== undefined && number > most) return `Please enter ${String(most)} or less.`;
  return undefined;
}

function textComplaint(input: Fields, text: string): string | undefined {
  const length = Array.from(text).length;
  const least = numberOf(input, 'min_length');
  if (least !== undefined && length < least) {
    return `Please write at least ${String(least)} characters; there are ${String(length)} now.`;
  }
  const most = numberOf(input, 'max_length');
  if (most !== undefined && length > most) {
    return `Please write at most ${String(most)} characters; there are ${String(length)} now.`;
  }
  return undefined;
}
