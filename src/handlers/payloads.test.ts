import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escape } from '../slack/fit.ts';
import { channelOf } from './edge.ts';
import { actionPayload, commandPayload, formPayload, unescape, valuesOf } from './payloads.ts';
import { runAndStep } from './run-and-step.ts';

describe('a command', () => {
  const whole = { trigger_id: 't', user_id: 'U1', channel_id: 'C1', text: 'run x', response_url: 'https://x' };
  test.each([
    ['whole', whole, true],
    ['without text', { ...whole, text: undefined }, true],
    ['with more than we know', { ...whole, enterprise_id: 'E1' }, true],
    ['without a person', { ...whole, user_id: '' }, false],
    ['without a channel', { ...whole, channel_id: undefined }, false],
    ['without a trigger', { ...whole, trigger_id: '' }, false],
  ])('%s', (_name, payload, isRead) => {
    expect(commandPayload.safeParse(payload).success).toBe(isRead);
  });
});

test.each([
  ['a button', [{ action_id: 'run.cancel', value: '42' }], true],
  ['a button without a value', [{ action_id: 'run.cancel' }], true],
  ['nothing pressed', [], false],
])('a click: %s', (_name, actions, isRead) => {
  expect(actionPayload.safeParse({ trigger_id: 't', user: { id: 'U1' }, actions }).success).toBe(isRead);
});

test('a form’s values, by block, without the empty ones', () => {
  const values = {
    revision: { value: { type: 'plain_text_input', value: ' 1a2b ' } },
    empty: { value: { type: 'plain_text_input', value: '' } },
    untouched: { value: { type: 'plain_text_input', value: null } },
    menu: { value: { type: 'static_select', selected_option: { text: {}, value: 'b' } } },
    unchosen: { value: { type: 'static_select', selected_option: null } },
    hollow: {},
  };
  const view = { callback_id: 'run.form', private_metadata: 'C1:x', state: { values } };
  expect(valuesOf(formPayload.parse({ trigger_id: 't', user: { id: 'U1' }, view }))).toEqual({
    revision: ' 1a2b ',
    menu: 'b',
  });
});

test('what Slack escaped in a command comes back as it was typed', () => {
  expect(unescape('&lt;@U1&gt; &amp;lt; a&b')).toBe('<@U1> &lt; a&b');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', 'lt;', 'amp;', 'a') }), (text) => {
      expect(unescape(escape(text))).toBe(text);
    }),
  );
});

test.each([
  ['42:0', 42, 0],
  ['42:3', 42, 3],
  ['42', 42, -1],
  ['42:', 42, -1],
  ['42:-1', 42, -1],
  ['42:1e3', 42, -1],
  [':3', undefined, 3],
  ['', undefined, -1],
  ['x:y', undefined, -1],
])('the button value %j', (value, run, step) => {
  expect(runAndStep(value)).toEqual({ run, step });
});

test.each([
  ['C0OPS:42', 'C0OPS'],
  ['D0MARIA:shop.look', 'D0MARIA'],
  ['G1', 'G1'],
  ['', ''],
  [':42', ''],
  ['c0ops:42', ''],
  ['U1:42', ''],
  ['C0OPS 42', ''],
])('the channel of a form opened with %j', (metadata, channel) => {
  expect(channelOf(metadata)).toBe(channel);
});
