// The few blocks that every message is made of; texts are clamped here, so that no builder can exceed a limit by itself.

import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  InputBlock,
  KnownBlock,
  MrkdwnElement,
  SectionBlock,
} from '@slack/types';
import { clamp } from './fit.ts';
import { buttonText, headerText, optionText, sectionText } from './limits.ts';

export function header(text: string): HeaderBlock {
  return {
    type: 'header',
    text: { type: 'plain_text', text: clamp(text === '' ? ' ' : text, headerText), emoji: false },
  };
}

/** `text` is mrkdwn, already escaped. */
export function section(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text) };
}

/** A line with a button at its end. `text` is mrkdwn, already escaped. */
export function sectionWith(text: string, spec: ButtonSpec): SectionBlock {
  return { ...section(text), accessory: button(spec) };
}

/** `texts` are mrkdwn, already escaped. */
export function context(...texts: readonly string[]): ContextBlock {
  return {
    type: 'context',
    elements: texts.map(mrkdwn),
  };
}

/**
 * Verbatim, or Slack would itself look for mentions and channels in plain words:
 * https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */
function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: clamp(text === '' ? ' ' : text, sectionText), verbatim: true };
}

export const divider: KnownBlock = { type: 'divider' };

export interface ButtonSpec {
  /** `noun.verb`, the name of the file in handlers/actions. */
  readonly action: string;
  readonly text: string;
  readonly value: string;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string };
}

export function button(spec: ButtonSpec): Button {
  return {
    type: 'button',
    action_id: spec.action,
    // Slack refuses the whole message for a button without a word.
    text: { type: 'plain_text', text: clamp(spec.text.trim() === '' ? '…' : spec.text, buttonText), emoji: false },
    value: spec.value,
    ...(spec.style === undefined ? {} : { style: spec.style }),
    ...(spec.confirm === undefined
      ? {}
      : {
          confirm: {
            title: { type: 'plain_text', text: clamp(spec.confirm.title, 100) },
            text: { type: 'plain_text', text: clamp(spec.confirm.text, 300) },
            confirm: { type: 'plain_text', text: clamp(spec.confirm.yes, 30) },
            deny: { type: 'plain_text', text: 'Go back' },
          },
        }),
  };
}

export interface CheckBoxes {
  /** While it stays the same, an edit of the message takes nobody's ticks away. */
  readonly block: string;
  readonly input: string;
  readonly label: string;
  /** At most ten: https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element */
  readonly options: readonly { readonly text: string; readonly value: string; readonly description?: string }[];
}

/** Inside an input, a tick tells nobody anything until a button of the message is pressed. */
export function checkBoxes({ block, input, label, options }: CheckBoxes): InputBlock {
  return {
    type: 'input',
    block_id: block,
    label: { type: 'plain_text', text: label, emoji: false },
    element: {
      type: 'checkboxes',
      action_id: input,
      options: options.map(({ text, value, description }) => ({
        text: { type: 'plain_text', text: clamp(text.trim() === '' ? '…' : text, optionText), emoji: false },
        value,
        ...(description === undefined ? {} : { description: { type: 'plain_text', text: description } }),
      })),
    },
  };
}

export function actions(...buttons: readonly ButtonSpec[]): ActionsBlock {
  return { type: 'actions', elements: buttons.map(button) };
}
