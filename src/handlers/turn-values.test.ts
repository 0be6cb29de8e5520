// What a card writes into the buttons that turn its pages is read again as it was meant.

import { expect, test } from 'vitest';
import { anybodysRights, planOf, scriptStep } from '../../test/support/sample-run.ts';
import { planPage } from '../slack/messages/plan-page.ts';
import { pageAndWords } from './page-and-words.ts';
import { planAndPlace } from './plan-and-place.ts';
import { procedureAndPlace } from './procedure-and-place.ts';

const first = { step: 0, part: 0 };

test.each([
  ['shop.a#15', { procedure: 'shop.a', at: { step: 15, part: 0 } }],
  ['shop.a#15.2', { procedure: 'shop.a', at: { step: 15, part: 2 } }],
  ['shop.a', { procedure: 'shop.a', at: first }],
  ['shop.a#x', { procedure: 'shop.a', at: first }],
  ['', { procedure: '', at: first }],
])('a procedure’s page: %j', (value, read) => {
  expect(procedureAndPlace(value)).toEqual(read);
});

test.each([
  ['2 disk full', { page: 2, words: 'disk full' }],
  ['2 ', { page: 2, words: '' }],
  ['disk', { page: 1, words: '' }],
])('a search’s page: %j', (value, read) => {
  expect(pageAndWords(value)).toEqual(read);
});

test('a plan’s page, with its parameters', () => {
  const parameters = { text: 'two words {} "quoted" é\n#', count: 3, sure: true };
  const plan = planOf({ parameters, steps: Array.from({ length: 40 }, () => scriptStep()) });
  const { blocks } = planPage({ rights: anybodysRights, plan, digest: 'abcdef0123456789' });
  const buttons = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const [more] = buttons.flatMap((each) => (each.type === 'button' ? [each.value ?? ''] : []));
  expect(planAndPlace(more ?? '')).toEqual({
    digest: 'abcdef012345',
    at: { step: 15, part: 0 },
    procedure: 'shop.rollback',
    given: { text: 'two words {} "quoted" é\n#', count: '3', sure: 'true' },
  });
});

test.each(['', 'x', 'abcdef012345 1 a.b', 'abcdef012345 1 a.b {', 'abcdef012345 1 a.b {"a":1}', 'short 1 a.b {}'])(
  'no plan’s page: %j',
  (value) => {
    expect(planAndPlace(value)).toBeUndefined();
  },
);
