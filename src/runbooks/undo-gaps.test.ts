import { expect, test } from 'vitest';
import { procedureOf, scriptOf } from '../../test/support/sample-runbook.ts';
import type { Parameter, Procedure, Step } from './model.ts';
import { undoGaps } from './undo-gaps.ts';

const price: Parameter = { name: 'price', type: 'integer' };
const look = scriptOf({ risk: 'read', save: [{ name: 'price', expression: 'int(text)' }] });
const change = scriptOf({ line: 12, undo: 'shop.back' });

function gaps(steps: readonly Step[], back: readonly Parameter[], own: readonly Parameter[] = []): object[] {
  const other = procedureOf({ name: 'shop.back', parameters: back });
  const find = (name: string): Procedure | undefined => (name === other.name ? other : undefined);
  return undoGaps(procedureOf({ steps, parameters: own }), find);
}

test.each<[string, readonly Step[], readonly Parameter[]]>([
  ['it needs nothing', [change], []],
  ['it has a default', [change], [{ ...price, default: 1 }]],
  ['an earlier step saves it', [look, change], [price]],
  ['the step itself saves it', [scriptOf({ ...change, save: look.save })], [price]],
  ['no step can be undone', [scriptOf()], [price]],
  ['it is unknown, which is told elsewhere', [scriptOf({ undo: 'shop.gone' })], [price]],
])('nothing is missing when %s', (_when, steps, back) => {
  expect(gaps(steps, back)).toEqual([]);
});

test('what nothing saves is told with its line', () => {
  expect(gaps([change, look], [price])).toEqual([
    {
      line: 12,
      say: '`undo` names `shop.back`, which needs `price`, and no step until then saves that',
      hint: expect.stringContaining('save=price:json.before'),
    },
  ]);
});

test('a parameter of the procedure is no saved value: it has to be handed over', () => {
  expect(gaps([change], [price], [price])).toMatchObject([
    { hint: expect.stringContaining('save=price:parameters.price') },
  ]);
});
