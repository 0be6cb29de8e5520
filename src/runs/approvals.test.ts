import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { approvalOf, jonas, later, maria, noon, runOf, voteOf } from '../../test/support/sample-run.ts';
import { approvalId, personId } from '../ids.ts';
import { countVote, type Ballot } from './approvals.ts';
import type { Approval } from './run.ts';

const aisha = personId.parse('U0AISHA');

function ballot(change: Partial<Ballot> = {}): Ballot {
  return {
    approval: approvalOf(),
    votes: [],
    run: runOf({ state: 'awaiting_approval' }),
    by: jonas,
    vote: 'yes',
    electorate: new Set([jonas, aisha, maria]),
    ...change,
  };
}

const two = approvalOf({ needed: 2 });

test.each<[string, Partial<Ballot>, unknown]>([
  ['one yes is enough', {}, 'approved'],
  ['the first of two', { approval: two }, { stillNeeded: 1 }],
  ['the second of two', { approval: two, votes: [voteOf({ person: aisha })] }, 'approved'],
  ['a no', { vote: 'no' }, 'denied'],
  ['a no after a yes', { approval: two, votes: [voteOf({ person: aisha })], vote: 'no' }, 'denied'],
  ['whoever asked takes it back', { by: maria, vote: 'no', electorate: new Set() }, 'denied'],
  ['whoever asked says yes', { by: maria }, /somebody else/],
  ['whoever asked for the gate says yes', { approval: approvalOf({ askedBy: aisha }), by: aisha }, /somebody else/],
  ['nobody’s approver', { by: personId.parse('U0TOM') }, /Only @shop-approvers/],
  ['nobody’s approver says no', { by: personId.parse('U0TOM'), vote: 'no' }, /Only @shop-approvers/],
  ['twice the same person', { approval: two, votes: [voteOf()] }, /another person too/],
  [
    'a yes to an earlier question',
    { approval: two, votes: [voteOf({ person: aisha, approval: approvalId.parse(6) })] },
    { stillNeeded: 1 },
  ],
  ['after a yes', { approval: approvalOf({ state: 'approved' }) }, /already approved/],
  ['after a no', { approval: approvalOf({ state: 'denied' }) }, /already denied/],
  ['after its time', { approval: approvalOf({ expiresAt: noon }) }, /expired/],
  ['long after', { approval: approvalOf({ state: 'expired' }) }, /nobody decided in time/],
  ['after a change', { approval: approvalOf({ state: 'void' }) }, /became void/],
])('%s', (_name, change, expected) => {
  const counted = countVote(ballot(change), noon);
  if (expected instanceof RegExp)
    expect(counted).toMatchObject({ ok: false, refusal: { say: expect.stringMatching(expected) } });
  else expect(counted).toEqual({ ok: true, value: expected });
});

test('whoever asked never approves, whatever else is true', () => {
  const people = [maria, jonas, aisha];
  const anyState = fc.constantFrom<Approval['state']>('pending', 'approved', 'denied', 'expired', 'void');
  fc.assert(
    fc.property(
      anyState,
      fc.constantFrom(...people),
      fc.integer({ min: 0, max: 3 }),
      fc.subarray(people),
      fc.subarray(people),
      fc.integer({ min: -1, max: 7_200_000 }),
      (state, askedBy, needed, electorate, voters, ms) => {
        const approval = approvalOf({ state, askedBy, needed });
        const votes = voters.map((person) => voteOf({ person }));
        for (const by of [maria, askedBy]) {
          const counted = countVote(ballot({ approval, votes, by, electorate: new Set(electorate) }), later(ms));
          expect(counted).toMatchObject({ ok: false, refusal: { kind: 'denied' } });
        }
      },
    ),
  );
});
