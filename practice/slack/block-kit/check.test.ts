// Block Kit's rules as a table: what Slack accepts, and what it refuses with which message and pointer.

import { describe, expect, it } from 'vitest';
import { blockProblems, blockTextLength } from './check.ts';
import { viewProblems } from './check-view.ts';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text }) as const;
const button = (id: string, text = 'Go') => ({ type: 'button', action_id: id, text: plain(text) }) as const;
const actions = (...elements: readonly unknown[]) => ({ type: 'actions', elements }) as const;
const option = (value: string) => ({ text: plain(value), value }) as const;
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const input = (element: unknown) => ({ type: 'input', label: plain('Why'), element }) as const;
const smile = '😀';

describe('messages', () => {
  it.each<[string, unknown]>([
    ['a section of 3000 characters', { type: 'section', text: mrkdwn('a'.repeat(3000)) }],
    ['3000 emoji, counted as code points', { type: 'section', text: mrkdwn(smile.repeat(3000)) }],
    ['fields without text', { type: 'section', fields: [plain('a'), mrkdwn('b')] }],
    ['25 buttons', actions(...many(25, (index) => button(`b${index}`)))],
    [
      'a menu',
      actions({
        type: 'static_select',
        action_id: 'm',
        placeholder: plain('Pick'),
        options: [option('a')],
        initial_option: option('a'),
      }),
    ],
    ['ten boxes in an input', input({ type: 'checkboxes', options: many(10, (index) => option(`o${index}`)) })],
    ['an image by address', { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'A plot' }],
    [
      'rich text',
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a', style: { bold: true } }] }],
      },
    ],
    [
      'a table',
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'a' },
            { type: 'raw_number', value: 1, text: '1' },
          ],
        ],
      },
    ],
    [
      'a confirmation',
      actions({
        ...button('b'),
        style: 'danger',
        confirm: { title: plain('Sure?'), text: plain('It deletes.'), confirm: plain('Yes'), deny: plain('No') },
      }),
    ],
  ])('takes %s', (_what, block) => {
    expect(blockProblems([block], 'message', '')).toEqual([]);
  });

  it.each<[unknown, string]>([
    [
      { type: 'section', text: mrkdwn('a'.repeat(3001)) },
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    [{ type: 'section', text: mrkdwn('') }, 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [{ type: 'section' }, 'must provide text or fields [json-pointer:/blocks/0]'],
    [{ type: 'section', text: 'a' }, 'must provide an object [json-pointer:/blocks/0/text]'],
    [
      { type: 'section', text: mrkdwn('a'), colour: 'red' },
      'invalid additional property: colour [json-pointer:/blocks/0]',
    ],
    [
      { type: 'section', text: mrkdwn('a'), accessory: { type: 'plain_text_input' } },
      'unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]',
    ],
    [{ type: 'header', text: mrkdwn('a') }, 'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]'],
    [
      { type: 'header', text: plain('a'.repeat(151)) },
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [{ type: 'sektion' }, 'unsupported type: sektion [json-pointer:/blocks/0/type]'],
    [{ text: plain('a') }, 'missing required field: type [json-pointer:/blocks/0]'],
    [{ type: 'constructor' }, 'unsupported type: constructor [json-pointer:/blocks/0/type]'],
    [
      actions(...many(26, (index) => button(`b${index}`))),
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [actions(), 'no less than 1 items allowed [json-pointer:/blocks/0/elements]'],
    [
      actions(button('b', 'a'.repeat(76))),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      actions({ ...button('b'), value: 'a'.repeat(2001) }),
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      actions({ ...button('b'), style: 'green' }),
      'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      input({ type: 'checkboxes', options: many(11, (index) => option(`o${index}`)) }),
      'no more than 10 items allowed [json-pointer:/blocks/0/element/options]',
    ],
    [
      input({ type: 'checkboxes', options: [{ text: plain('a'.repeat(76)), value: 'a' }] }),
      'must be less than 76 characters [json-pointer:/blocks/0/element/options/0/text/text]',
    ],
    [
      input({ type: 'checkboxes', options: [option('a')], initial_options: [option('b')] }),
      'initial options must be among the options [json-pointer:/blocks/0/element]',
    ],
    [actions({ type: 'button', action_id: 'b' }), 'missing required field: text [json-pointer:/blocks/0/elements/0]'],
    [actions(button('b'), button('b')), '`action_id` must be unique in its block: b [json-pointer:/blocks/0]'],
    [
      actions({ type: 'static_select', options: many(101, (index) => option(`o${index}`)) }),
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      actions({ type: 'static_select' }),
      'must provide either options or option_groups [json-pointer:/blocks/0/elements/0]',
    ],
    [
      actions({ type: 'static_select', options: [option('a')], initial_option: option('b') }),
      'initial options must be among the options [json-pointer:/blocks/0/elements/0]',
    ],
    [
      actions({ type: 'overflow', options: many(6, (index) => option(`o${index}`)) }),
      'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      actions({ type: 'overflow', options: [option('a'.repeat(76))] }),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
    ],
    [
      { type: 'context', elements: many(11, () => plain('a')) },
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [{ type: 'image', alt_text: 'a' }, 'must provide either image_url or slack_file [json-pointer:/blocks/0]'],
    [
      { type: 'markdown', text: 'a'.repeat(12_001) },
      'must be less than 12001 characters [json-pointer:/blocks/0/text]',
    ],
    [
      { type: 'divider', block_id: 'a'.repeat(256) },
      'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
    ],
  ])('refuses %j', (block, words) => {
    expect(blockProblems([block], 'message', '')).toContain(words);
  });

  it('counts blocks and compares their ids', () => {
    const twins = [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ];
    expect(blockProblems(twins, 'message', '')).toEqual([
      '`block_id` must be unique: a [json-pointer:/blocks/1/block_id]',
    ]);
    const crowd = many(51, () => ({ type: 'divider' }));
    expect(blockProblems(crowd, 'message', '')).toEqual(['no more than 50 items allowed [json-pointer:/blocks]']);
    expect(
      blockTextLength([
        { type: 'section', text: mrkdwn(`ab${smile}`), fields: [plain('cd')] },
        actions(button('b', 'Go')),
      ]),
    ).toBe(7);
  });
});

describe('views', () => {
  const modal = {
    type: 'modal',
    title: plain('Deny'),
    submit: plain('Send'),
    blocks: [input({ type: 'plain_text_input' })],
  };

  it('takes a modal with an input', () => {
    expect(viewProblems(modal, 'modal')).toEqual([]);
  });

  it.each<[object, string]>([
    [{ submit: undefined }, 'missing required field: submit [json-pointer:/view]'],
    [{ title: plain('a'.repeat(25)) }, 'must be less than 25 characters [json-pointer:/view/title/text]'],
    [{ title: undefined }, 'missing required field: title [json-pointer:/view]'],
    [{ private_metadata: 'a'.repeat(3001) }, 'must be less than 3001 characters [json-pointer:/view/private_metadata]'],
    [{ blocks: many(101, () => ({ type: 'divider' })) }, 'no more than 100 items allowed [json-pointer:/view/blocks]'],
    [{ blocks: [{ type: 'markdown', text: 'a' }] }, 'unsupported type: markdown [json-pointer:/view/blocks/0/type]'],
    [
      { blocks: [input({ type: 'button', text: plain('Go') })] },
      'unsupported type: button [json-pointer:/view/blocks/0/element/type]',
    ],
    [
      { blocks: [input({ type: 'plain_text_input', max_length: 3001 })] },
      'must be less than or equal to 3000 [json-pointer:/view/blocks/0/element/max_length]',
    ],
    [
      { blocks: [input({ type: 'number_input' })] },
      'missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]',
    ],
    [{ type: 'home' }, 'must be of type modal [json-pointer:/view/type]'],
  ])('refuses a modal with %j', (changed, words) => {
    expect(viewProblems({ ...modal, ...changed }, 'modal')).toContain(words);
  });
});
