// What Slack's own client refuses before a form reaches the app: empty required inputs, lengths, numbers, addresses.

import { codePoints } from '../code-points.ts';
import { isRecord, recordIn, textIn, type JsonRecord } from '../json-values.ts';
import type { Block, StateValues } from '../page/protocol.ts';

/** Sentences under the inputs, by block id; empty when the form may go. */
export function formFaults(blocks: readonly Block[], state: StateValues): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const block of blocks) {
    const element = recordIn(block, 'element');
    const blockId = textIn(block, 'block_id');
    if (block.type !== 'input' || element === undefined || blockId === undefined) continue;
    const value = recordIn(state[blockId], textIn(element, 'action_id') ?? '');
    const fault = inputFault(element, entered(value), block['optional'] === true);
    if (fault !== undefined) faults[blockId] = fault;
  }
  return faults;
}

function entered(value: JsonRecord | undefined): unknown {
  const [found] = Object.entries(value ?? {})
    .filter(([key]) => key !== 'type')
    .map(([, each]) => each);
  return found;
}

function inputFault(element: JsonRecord, value: unknown, isOptional: boolean): string | undefined {
  const isEmpty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  if (isEmpty) return isOptional ? undefined : 'Please complete this required field.';
  if (typeof value !== 'string')
    return isRecord(value) || Array.isArray(value) ? undefined : numberFault(element, value);
  const length = codePoints(value);
  const min = element['min_length'];
  const max = element['max_length'];
  if (typeof min === 'number' && length < min) return `Please enter at least ${min} characters.`;
  if (typeof max === 'number' && length > max) return `Please enter no more than ${max} characters.`;
  switch (element['type']) {
    case 'number_input':
      return numberFault(element, value);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+$/.test(value) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(value) ? undefined : 'Please enter a valid URL.';
    default:
      return undefined;
  }
}

function numberFault(element: JsonRecord, value: unknown): string | undefined {
  if (element['type'] !== 'number_input') return undefined;
  const number = Number(value);
  if (!Number.isFinite(number)) return 'Please enter a number.';
  if (element['is_decimal_allowed'] !== true && !Number.isInteger(number)) return 'Please enter a whole number.';
  const min = Number(element['min_value'] ?? -Infinity);
  const max = Number(element['max_value'] ?? Infinity);
  return number < min || number > max ? `Please enter a number between ${min} and ${max}.` : undefined;
}
