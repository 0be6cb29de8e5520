import { expect, test } from 'vitest';
import { runOf, scriptStep } from '../../test/support/sample-run.ts';
import { evaluate } from '../runbooks/expression.ts';
import type { PlannedCall } from '../runbooks/planned.ts';
import { savedKey, scopeOf, whetherItApplies } from './scope.ts';

const run = runOf({ saved: { way: 'outer', '1.way': 'first', '1.2.way': 'inner', '10.way': 'tenth' } });

function callOf(change: Partial<PlannedCall> = {}): PlannedCall {
  return { procedure: 'shop.check', id: '1', parameters: { revision: 'called' }, conditions: [], ...change };
}

test.each([
  [undefined, 'outer', '1a2b3c4'],
  ['1', 'first', 'called'],
  ['1.2', 'inner', 'called'],
  ['10', 'tenth', 'called'],
  ['2', undefined, 'called'],
])('in the call %s, `way` is %s', (id, way, revision) => {
  const scope = scopeOf(run, id === undefined ? {} : { call: callOf({ id }) });
  expect([scope['way'], scope['parameters']]).toEqual([way, { revision }]);
  expect(Object.keys(scope).filter((name) => name.includes('.'))).toEqual([]);
});

test('a value is kept where its own call finds it again', () => {
  const step = { call: callOf({ id: '1.2' }) };
  expect(scopeOf(runOf({ saved: { [savedKey(step, 'seen')]: 7 } }), step)).toMatchObject({ seen: 7 });
  expect(scopeOf(runOf({ saved: { [savedKey({}, 'seen')]: 7 } }), {})).toMatchObject({ seen: 7 });
});

test.each<[string, Parameters<typeof scriptStep>[0], object]>([
  ['no condition', {}, { kind: 'yes' }],
  ['its own', { when: 'way == "outer"' }, { kind: 'yes' }],
  ['its own does not hold', { when: 'way == "inner"' }, { kind: 'no', when: 'way == "inner"' }],
  ['its own inside a call', { when: 'way == "first"', call: callOf() }, { kind: 'yes' }],
  [
    "the call's, with the values of its caller",
    { call: callOf({ conditions: [{ when: 'way == "outer"', id: '', parameters: {} }] }) },
    { kind: 'yes' },
  ],
  [
    "the call's does not hold",
    { when: 'true', call: callOf({ conditions: [{ when: 'parameters.dry', id: '', parameters: { dry: false } }] }) },
    { kind: 'no', when: 'parameters.dry' },
  ],
  ['one that cannot be told', { when: 'nobody == 1' }, { kind: 'cannot tell' }],
])('%s', (_name, change, applies) => {
  expect(whetherItApplies(run, scriptStep(change), evaluate)).toMatchObject(applies);
});
