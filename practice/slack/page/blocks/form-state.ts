// What a person has put into the inputs of one message or view. It outlives a redraw: an input that is still there keeps what was typed.
import type { Fields } from '../fields.ts';
import type { StateValues } from '../protocol.ts';

export interface FormState {
  /** Called before a message or view is drawn: only inputs that register again stay in `values()`. */
  startDrawing(): void;
  /** What the input holds: kept from before, else `initial`. */
  register(blockId: string, actionId: string, initial: Fields): Fields;
  write(blockId: string, actionId: string, value: Fields): void;
  values(): StateValues;
}

export function createFormState(): FormState {
  let kept = new Map<string, Fields>();
  let shown = new Map<string, { blockId: string; actionId: string; value: Fields }>();
  const keyOf = (blockId: string, actionId: string): string => JSON.stringify([blockId, actionId]);
  return {
    startDrawing() {
      kept = new Map([...shown].map(([key, { value }]) => [key, value]));
      shown = new Map();
    },
    register(blockId, actionId, initial) {
      const key = keyOf(blockId, actionId);
      const before = kept.get(key);
      const value = before !== undefined && before['type'] === initial['type'] ? before : initial;
      shown.set(key, { blockId, actionId, value });
      return value;
    },
    write(blockId, actionId, value) {
      shown.set(keyOf(blockId, actionId), { blockId, actionId, value });
    },
    values() {
      const all: Record<string, Record<string, unknown>> = {};
      for (const { blockId, actionId, value } of shown.values()) {
        all[blockId] = { ...all[blockId], [actionId]: value };
      }
      return all;
    },
  };
}
