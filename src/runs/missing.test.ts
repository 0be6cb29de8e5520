import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingFor, missingInWords } from './missing.ts';

const both = { needed: 2, eachOf: ['@dba', '@security'] };
const dba = { standsFor: ['@dba'] };
const security = { standsFor: ['@security'] };
const either = { standsFor: ['@dba', '@security'] };
const nobody = { standsFor: [] };

test.each<[string, Parameters<typeof missingFor>[0], Parameters<typeof missingFor>[1], string]>([
  ['nobody yet', { needed: 1, eachOf: [] }, [], 'one more person'],
  ['one of two', { needed: 2, eachOf: [] }, [nobody], 'one more person'],
  ['none of three', { needed: 3, eachOf: [] }, [], 'three more people'],
  ['enough', { needed: 1, eachOf: [] }, [nobody], ''],
  ['none of two groups', both, [], 'one of @dba and one of @security'],
  ['the first group', both, [dba], 'one of @security'],
  ['each group', both, [security, dba], ''],
  ['twice the same group', both, [dba, dba], 'one of @security'],
  ['one person of both', both, [either], 'one of @dba or @security, each of another'],
  ['one person of both, then one of the first', both, [either, dba], ''],
  ['one person of both, then one of the second', both, [either, security], ''],
  ['two groups and another person', { ...both, needed: 3 }, [dba], 'one of @security and one more person'],
  ['somebody of neither', { ...both, needed: 3 }, [nobody], 'one of @dba and one of @security'],
])('%s', (_name, wanted, yes, expected) => {
  expect(missingInWords(missingFor(wanted, yes), (group) => group)).toBe(expected);
});

test('nothing is missing only when each group has somebody of its own', () => {
  const groups = ['@a', '@b', '@c'];
  const person = fc.record({ standsFor: fc.subarray(groups) });
  fc.assert(
    fc.property(fc.subarray(groups), fc.array(person, { maxLength: 4 }), (eachOf, yes) => {
      const isSeated = canSeat(eachOf, yes);
      expect(missingFor({ needed: 0, eachOf }, yes).people === 0).toBe(isSeated);
    }),
  );
});

/** By trying everybody for each. */
function canSeat(groups: readonly string[], yes: readonly { readonly standsFor: readonly string[] }[]): boolean {
  const [first, ...rest] = groups;
  if (first === undefined) return true;
  return yes.some((person, index) => person.standsFor.includes(first) && canSeat(rest, yes.toSpliced(index, 1)));
}
