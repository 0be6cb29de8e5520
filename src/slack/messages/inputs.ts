// The few inputs that forms are made of. Each is one block, whose id names what was put into it.

import type { InputBlock, ModalView } from '@slack/types';
import { clamp } from '../fit.ts';
import { inputLength, modalTitle, optionText } from '../limits.ts';

interface Input {
  readonly block: string;
  readonly label: string;
  readonly hint?: string;
  readonly isOptional?: boolean;
}

function inputBlock({ block, label, hint, isOptional = false }: Input, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: block,
    optional: isOptional,
    label: { type: 'plain_text', text: clamp(label, 150) },
    ...(hint === undefined ? {} : { hint: { type: 'plain_text', text: clamp(hint, 300) } }),
    element,
  };
}

export function textInput(
  input: Input & {
    readonly initial?: string;
    readonly most?: number;
    readonly isLong?: boolean;
    readonly placeholder?: string;
  },
): InputBlock {
  const most = input.most ?? inputLength;
  return inputBlock(input, {
    type: 'plain_text_input',
    action_id: 'value',
    multiline: input.isLong ?? false,
    max_length: most,
    ...(input.placeholder === undefined
      ? {}
      : { placeholder: { type: 'plain_text', text: clamp(input.placeholder, 150) } }),
    ...(input.initial === undefined || input.initial === '' ? {} : { initial_value: clamp(input.initial, most) }),
  });
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

export function menuInput(
  input: Input & { readonly choices: readonly Choice[]; readonly initial?: string },
): InputBlock {
  const options = input.choices.map(({ value, text }) => ({
    text: { type: 'plain_text' as const, text: clamp(text, optionText) },
    value,
  }));
  const initial = options.find(({ value }) => value === input.initial);
  return inputBlock(input, {
    type: 'static_select',
    action_id: 'value',
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  });
}

export function personInput(input: Input): InputBlock {
  return inputBlock(input, { type: 'users_select', action_id: 'value' });
}

export function dayInput(input: Input): InputBlock {
  return inputBlock(input, { type: 'datepicker', action_id: 'value' });
}

/** What a form's frame needs besides its blocks and its `callback_id`, which stands beside the call so that it can be found. */
export function formFrame(frame: {
  readonly metadata: string;
  readonly title: string;
  readonly submit: string;
}): Pick<ModalView, 'type' | 'private_metadata' | 'title' | 'submit' | 'close'> {
  return {
    type: 'modal',
    private_metadata: frame.metadata,
    title: { type: 'plain_text', text: clamp(frame.title, modalTitle) },
    submit: { type: 'plain_text', text: clamp(frame.submit, modalTitle) },
    close: { type: 'plain_text', text: 'Go back' },
  };
}
