// Which forms may be sent, and the sentence under the input when not.
import { expect, test } from 'vitest';
import { checkForm } from './check-form.ts';

const form = (element: Readonly<Record<string, unknown>>, optional = false) => [
  { type: 'section', text: { type: 'mrkdwn', text: 'words' } },
  { type: 'input', block_id: 'b', optional, element: { action_id: 'a', ...element } },
];

test.each([
  [{ type: 'plain_text_input' }, { value: null }, 'Please fill this in: it is required.'],
  [{ type: 'plain_text_input' }, { value: 'x' }, undefined],
  [
    { type: 'plain_text_input', min_length: 3 },
    { value: 'é😀' },
    'Please write at least 3 characters; there are 2 now.',
  ],
  [{ type: 'plain_text_input', max_length: 2 }, { value: '😀😀' }, undefined],
  [{ type: 'number_input', min_value: '2' }, { value: '1' }, 'Please enter 2 or more.'],
  [{ type: 'number_input', max_value: '2' }, { value: '3' }, 'Please enter 2 or less.'],
  [{ type: 'number_input' }, { value: '1.5' }, 'Please enter a whole number.'],
  [{ type: 'number_input', is_decimal_allowed: true }, { value: '1.5' }, undefined],
  [{ type: 'checkboxes' }, { selected_options: [] }, 'Please fill this in: it is required.'],
  [{ type: 'static_select' }, { selected_option: null }, 'Please fill this in: it is required.'],
  [{ type: 'static_select' }, { selected_option: { value: 'v' } }, undefined],
])('%j holding %j', (element, value, expected) => {
  const errors = checkForm(form(element), { b: { a: { type: element.type, ...value } } });
  expect(errors).toEqual(expected === undefined ? {} : { b: expected });
});

test('an optional input may stay empty', () => {
  expect(checkForm(form({ type: 'plain_text_input', min_length: 3 }, true), { b: { a: { value: null } } })).toEqual({});
});
