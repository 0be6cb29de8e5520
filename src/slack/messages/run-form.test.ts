import { describe, expect, test } from 'vitest';
import { formRefusals } from '../../../test/support/block-kit.ts';
import { procedureOf } from '../../../test/support/sample-runbook.ts';
import type { Parameter, Procedure } from '../../runbooks/model.ts';
import { runForm } from './run-form.ts';

function procedureWith(...parameters: readonly Parameter[]): Procedure {
  return procedureOf({ name: 'shop.look', id: 'look', title: 'Look', purpose: '', risk: 'read', parameters });
}

const text: Parameter = { name: 'order', type: 'string' };
const many = Array.from({ length: 101 }, (_, index) => `c${index}`);

describe('one input a parameter', () => {
  test.each<[string, Parameter, Record<string, string>, object]>([
    ['a text', text, {}, { optional: false, label: { text: 'order' }, element: { type: 'plain_text_input' } }],
    ['its description', { ...text, describe: 'Which one?' }, {}, { label: { text: 'Which one?' } }],
    ['an empty description', { ...text, describe: '' }, {}, { label: { text: 'order' } }],
    ['what was given', text, { order: 'a' }, { element: { initial_value: 'a' } }],
    [
      'what was given before the default',
      { ...text, default: 'b' },
      { order: 'a' },
      { optional: true, element: { initial_value: 'a' } },
    ],
    ['the default', { ...text, default: 'b' }, {}, { optional: true, element: { initial_value: 'b' } }],
    ['several lines', text, { order: 'a\nb' }, { element: { initial_value: 'a\nb', multiline: true } }],
    [
      'a value too long for a form',
      text,
      { order: 'x'.repeat(3_001) },
      { hint: { text: expect.stringContaining('too long for a form') } },
    ],
    ['a number', { ...text, type: 'integer' }, {}, { hint: { text: 'integer' } }],
    ['a pattern', { ...text, pattern: '[0-9]+' }, {}, { hint: { text: 'must match [0-9]+' } }],
    [
      'yes or no',
      { ...text, type: 'boolean', default: false },
      {},
      { element: { type: 'static_select', initial_option: { value: 'false' } } },
    ],
    ['a choice', { ...text, choices: ['a', 'b'] }, { order: 'b' }, { element: { initial_option: { value: 'b' } } }],
    [
      'a choice that is none',
      { ...text, choices: ['a', 'b'] },
      { order: 'z' },
      { element: { options: [{ value: 'a' }, { value: 'b' }] } },
    ],
    ['more choices than a menu holds', { ...text, choices: many }, {}, { element: { type: 'plain_text_input' } }],
    [
      'a choice longer than a menu shows',
      { ...text, choices: ['x'.repeat(76)] },
      {},
      { element: { type: 'plain_text_input' } },
    ],
    [
      'a name that every object has',
      { ...text, name: 'constructor' },
      {},
      { block_id: 'constructor', element: { type: 'plain_text_input' } },
    ],
  ])('%s', (_name, parameter, given, input) => {
    const form = runForm(procedureWith(parameter), given, 'C0OPS');
    expect(form.blocks[1]).toMatchObject({ type: 'input', ...input });
    expect(formRefusals(form)).toEqual([]);
    if (parameter.name === 'constructor') expect(form.blocks[1]).not.toHaveProperty('element.initial_value');
  });
});

test('carries the channel and the procedure', () => {
  expect(runForm(procedureWith(text), {}, 'C0OPS').private_metadata).toBe('C0OPS:shop.look');
});
