import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { approvalOf, jonas, later, maria, noon, runOf, voteOf } from '../../test/support/sample-run.ts';
import { approvalId, personId, type PersonId } from '../ids.ts';
import { countVote, type Ballot } from './count-vote.ts';
import type { Delegation } from './delegations.ts';
import { electorate } from './right.ts';
import type { Approval } from './run.ts';

const aisha = personId.parse('U0AISHA');
const tom = personId.parse('U0TOM');

const members = new Map<string, ReadonlySet<string>>([
  ['@shop-approvers', new Set([jonas, aisha, maria])],
  ['@security', new Set([aisha])],
  ['@managers', new Set([tom])],
]);

function ballot(change: Partial<Ballot> = {}): Ballot {
  return {
    approval: approvalOf(),
    votes: [],
    run: runOf({ state: 'awaiting_approval' }),
    by: jonas,
    vote: 'yes',
    members,
    delegations: [],
    ...change,
  };
}

function handed(from: PersonId, to: PersonId, system: string | null = null): Delegation {
  return {
    id: 1,
    fromPerson: from,
    toPerson: to,
    system,
    madeAt: noon,
    until: later(3_600_000),
    revokedAt: null,
    revokedBy: null,
  };
}

const two = approvalOf({ needed: 2 });
const each = approvalOf({ needed: 2, who: ['@shop-approvers', '@security'], eachOf: ['@shop-approvers', '@security'] });
const escalated = approvalOf({ escalateTo: ['@managers'], escalatedAt: noon });
const yesOfJonas = voteOf({ standsFor: ['@shop-approvers'] });
const yesForJonas = voteOf({ person: tom, onBehalf: jonas });

test.each<[string, Partial<Ballot>, unknown]>([
  ['one yes is enough', {}, 'approved'],
  ['the first of two', { approval: two }, 'more'],
  ['the second of two', { approval: two, votes: [voteOf({ person: aisha })] }, 'approved'],
  ['a no', { vote: 'no' }, 'denied'],
  ['a no after a yes', { approval: two, votes: [voteOf({ person: aisha })], vote: 'no' }, 'denied'],
  ['whoever asked takes it back', { by: maria, vote: 'no', members: new Map() }, 'denied'],
  ['whoever asked says yes', { by: maria }, /somebody else/],
  ['whoever asked for the gate says yes', { approval: approvalOf({ askedBy: aisha }), by: aisha }, /somebody else/],
  ['nobody’s approver', { by: tom }, /Only @shop-approvers/],
  ['nobody’s approver says no', { by: tom, vote: 'no' }, /Only @shop-approvers/],
  ['twice the same person', { approval: two, votes: [voteOf()] }, /another person too/],
  [
    'a yes to an earlier question',
    { approval: two, votes: [voteOf({ person: aisha, approval: approvalId.parse(6) })] },
    'more',
  ],
  ['after a yes', { approval: approvalOf({ state: 'approved' }) }, /already approved/],
  ['after a no', { approval: approvalOf({ state: 'denied' }) }, /already denied/],
  ['after its time', { approval: approvalOf({ expiresAt: noon }) }, /expired/],
  ['long after', { approval: approvalOf({ state: 'expired' }) }, /nobody decided in time/],
  ['after a change', { approval: approvalOf({ state: 'void' }) }, /became void/],
  ['after the glass was broken', { approval: approvalOf({ state: 'bypassed' }) }, /breaking the glass/],
  ['one of each: the first', { approval: each }, 'more'],
  ['one of each: the second', { approval: each, votes: [yesOfJonas], by: aisha }, 'approved'],
  [
    'the next group before it was asked',
    { approval: approvalOf({ escalateTo: ['@managers'] }), by: tom },
    /Only @shop-approvers may/,
  ],
  ['the next group once it is asked', { approval: escalated, by: tom }, 'approved'],
  ['a right that was handed over', { by: tom, delegations: [handed(jonas, tom)] }, 'approved'],
  ['… of another system', { by: tom, delegations: [handed(jonas, tom, 'ace')] }, /Only @shop-approvers/],
  ['… of this system', { by: tom, delegations: [handed(jonas, tom, 'shop')] }, 'approved'],
  ['… by whoever asked', { by: tom, delegations: [handed(maria, tom)] }, /Only @shop-approvers/],
  ['… to whoever asked', { by: maria, delegations: [handed(jonas, maria)] }, /somebody else/],
  ['… to somebody else', { by: tom, delegations: [handed(jonas, aisha)] }, /Only @shop-approvers/],
  [
    '… by somebody who only has it from another',
    { by: personId.parse('U0EVE'), delegations: [handed(jonas, tom), handed(tom, personId.parse('U0EVE'))] },
    /Only @shop-approvers/,
  ],
  [
    'a right that its holder has used',
    { approval: two, votes: [voteOf()], by: tom, delegations: [handed(jonas, tom)] },
    /<@U0JONAS> approved run 42 already with the right of <@U0JONAS>/,
  ],
  [
    'the holder after the delegate',
    { approval: two, votes: [yesForJonas] },
    /<@U0TOM> approved run 42 already with your right/,
  ],
  [
    'with the right of another holder',
    { approval: two, votes: [voteOf()], by: tom, delegations: [handed(jonas, tom), handed(aisha, tom)] },
    'approved',
  ],
])('%s', (_name, change, expected) => {
  const counted = countVote(ballot(change), noon);
  if (expected instanceof RegExp)
    expect(counted).toMatchObject({ ok: false, refusal: { say: expect.stringMatching(expected) } });
  else expect(counted).toMatchObject({ ok: true, value: { verdict: expected } });
});

test('whose right it was, and for which groups', () => {
  const delegations = [handed(aisha, tom)];
  expect(countVote(ballot({ approval: each, by: tom, delegations }), noon)).toMatchObject({
    ok: true,
    value: { right: { holder: aisha, standsFor: ['@shop-approvers', '@security'] } },
  });
  const approval = approvalOf({ ...each, escalateTo: ['@managers'], escalatedAt: noon });
  expect(countVote(ballot({ approval, by: tom }), noon)).toMatchObject({
    ok: true,
    value: { right: { holder: tom, standsFor: ['@shop-approvers', '@security'] } },
  });
});

test('who is written to: whoever may decide, but not who asked', () => {
  const run = runOf({ state: 'awaiting_approval' });
  const delegations = [handed(jonas, tom), handed(maria, personId.parse('U0EVE'))];
  expect(electorate(approvalOf(), run, { members, delegations })).toEqual([aisha, jonas, tom]);
  expect(electorate(escalated, run, { members, delegations: [] })).toEqual([aisha, jonas, tom]);
  expect(electorate(approvalOf(), run, { members, delegations: [] })).toEqual([aisha, jonas]);
});

test('whoever asked never approves, whatever else is true', () => {
  const people = [maria, jonas, aisha];
  const anyState = fc.constantFrom<Approval['state']>('pending', 'approved', 'denied', 'expired', 'void', 'bypassed');
  fc.assert(
    fc.property(
      anyState,
      fc.constantFrom(...people),
      fc.integer({ min: 0, max: 3 }),
      fc.subarray(people),
      fc.subarray(people),
      fc.integer({ min: -1, max: 7_200_000 }),
      (state, askedBy, needed, approvers, voters, ms) => {
        const approval = approvalOf({ state, askedBy, needed });
        const votes = voters.map((person) => voteOf({ person }));
        const of = new Map([['@shop-approvers', new Set<string>(approvers)]]);
        const delegations = people.map((from) => handed(from, maria));
        for (const by of [maria, askedBy]) {
          const counted = countVote(ballot({ approval, votes, by, members: of, delegations }), later(ms));
          expect(counted).toMatchObject({ ok: false, refusal: { kind: 'denied' } });
        }
      },
    ),
  );
});
