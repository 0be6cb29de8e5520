// Where interactive elements stand in blocks, what they are worth before a person touches them, and the ids Slack adds.

import { randomBytes } from 'node:crypto';
import type { Block, StateValues } from '../page/protocol.ts';
import { isBlock, isRecord, listIn, recordIn, textIn, type JsonRecord } from '../json-values.ts';

export interface PlacedElement {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: JsonRecord;
  /** The input block around it, when there is one. */
  readonly input?: Block;
}

/** Every element a person can act on, in reading order. */
export function elementsOf(blocks: readonly unknown[]): readonly PlacedElement[] {
  return blocks.filter(isBlock).flatMap((block) => {
    const blockId = textIn(block, 'block_id') ?? '';
    const input = block.type === 'input' ? { input: block } : {};
    const own = [...directElements(block)].filter(isRecord).flatMap((element) => {
      const actionId = textIn(element, 'action_id');
      return actionId === undefined ? [] : [{ blockId, actionId, element, ...input }];
    });
    return [...own, ...elementsOf(innerBlocks(block))];
  });
}

function directElements(block: Block): readonly unknown[] {
  switch (block.type) {
    case 'actions':
    case 'context_actions':
      return listIn(block, 'elements');
    case 'section':
      return [block['accessory']];
    case 'input':
      return [block['element']];
    case 'card':
      return listIn(block, 'actions');
    default:
      return [];
  }
}

/** The blocks that stand inside a block. */
export function innerBlocks(block: Block): readonly unknown[] {
  if (block.type === 'carousel') return listIn(block, 'elements');
  return block.type === 'container' ? listIn(block, 'child_blocks') : [];
}

/** Slack gives every block and every interactive element an id when the app gave none. */
export function withIds(blocks: readonly unknown[]): readonly Block[] {
  return blocks.filter(isBlock).map((block) => {
    const whole = { ...block, block_id: textIn(block, 'block_id') ?? madeId() };
    switch (block.type) {
      case 'actions':
      case 'context_actions':
        return { ...whole, elements: listIn(block, 'elements').map(withActionId) };
      case 'section':
        return isRecord(block['accessory']) ? { ...whole, accessory: withActionId(block['accessory']) } : whole;
      case 'input':
        return { ...whole, element: withActionId(block['element']) };
      case 'card':
        return 'actions' in block ? { ...whole, actions: listIn(block, 'actions').map(withActionId) } : whole;
      case 'carousel':
        return { ...whole, elements: withIds(listIn(block, 'elements')) };
      case 'container':
        return { ...whole, child_blocks: withIds(listIn(block, 'child_blocks')) };
      default:
        return whole;
    }
  });
}

function withActionId(element: unknown): unknown {
  if (!isRecord(element) || element['type'] === 'image' || textIn(element, 'action_id') !== undefined) return element;
  return { ...element, action_id: madeId() };
}

function madeId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}

/** The value fields of an untouched element, in the form Slack sends them; undefined when it has no state (buttons). */
export function initialValue(element: JsonRecord): JsonRecord | undefined {
  const type = textIn(element, 'type') ?? '';
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: element['initial_value'] ?? null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element['initial_option'] ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: element['initial_options'] ?? [] };
    case 'users_select':
      return { type, selected_user: element['initial_user'] ?? null };
    case 'multi_users_select':
      return { type, selected_users: element['initial_users'] ?? [] };
    case 'conversations_select':
      return { type, selected_conversation: element['initial_conversation'] ?? null };
    case 'multi_conversations_select':
      return { type, selected_conversations: element['initial_conversations'] ?? [] };
    case 'channels_select':
      return { type, selected_channel: element['initial_channel'] ?? null };
    case 'multi_channels_select':
      return { type, selected_channels: element['initial_channels'] ?? [] };
    case 'datepicker':
      return { type, selected_date: element['initial_date'] ?? null };
    case 'timepicker':
      return { type, selected_time: element['initial_time'] ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: element['initial_date_time'] ?? null };
    case 'rich_text_input':
      return { type, rich_text_value: element['initial_value'] ?? null };
    case 'file_input':
      return { type, files: [] };
    default:
      return undefined;
  }
}

/** The complete `state.values`: every stateful element, what was entered where something was, else its initial value. */
export function stateOf(blocks: readonly unknown[], entered: StateValues): StateValues {
  const state: Record<string, Record<string, unknown>> = {};
  for (const { blockId, actionId, element } of elementsOf(blocks)) {
    const initial = initialValue(element);
    if (initial === undefined) continue;
    const given = recordIn(entered[blockId], actionId) ?? {};
    const known = Object.fromEntries(Object.keys(initial).map((key) => [key, given[key] ?? initial[key]]));
    state[blockId] = { ...state[blockId], [actionId]: { ...known, type: initial['type'] } };
  }
  return state;
}
