// The facts of a status post: what is new, who leads, what was missed.

import { expect, test } from 'vitest';
import { sampleEntry, sampleIncident, sampleSlot } from '../../test/support/sample-incident.ts';
import { jonas, later, maria, noon } from '../../test/support/sample-run.ts';
import { timelineOf } from './timeline.ts';
import { factsOf, type Known } from './update.ts';

const minute = 60_000;

function known(change: Partial<Known> & { readonly entries?: Parameters<typeof sampleEntry>[0][] } = {}): Known {
  const { entries = [], ...rest } = change;
  return {
    incident: sampleIncident(),
    roles: [],
    slots: [],
    lines: timelineOf(
      entries.map((each, index) => sampleEntry({ id: index + 1, ...each })),
      [],
      [],
    ),
    more: 0,
    runs: [],
    ...rest,
  };
}

test('what happened since the last post, without what posts themselves wrote', () => {
  const facts = factsOf(
    known({
      entries: [
        { at: later(minute), text: 'before' },
        { at: later(16 * minute), kind: 'facts' },
        { at: later(17 * minute), text: 'since' },
        { at: later(18 * minute), text: 'deleted', deletedAt: noon },
        { at: later(40 * minute), text: 'not yet' },
      ],
      slots: [
        sampleSlot({ seq: 1, state: 'human', settledAt: later(10 * minute) }),
        sampleSlot({ seq: 2, state: 'facts', settledAt: later(15 * minute) }),
        sampleSlot({ seq: 3, state: 'cancelled', settledAt: later(29 * minute) }),
      ],
    }),
    { seq: 4, dueAt: later(30 * minute) },
    later(45 * minute),
    later(30 * minute),
  );
  expect(facts.happened.map(({ text }) => text)).toEqual(['since']);
  expect(facts).toMatchObject({
    silentForMs: 20 * minute,
    openForMs: 30 * minute,
    missed: 0,
    lateMs: 0,
    nextAt: later(45 * minute).toISOString(),
  });
});

test('the ten latest lines, and how many more there are, read or not', () => {
  const entries = Array.from({ length: 13 }, (_each, index) => ({ at: later(index + 1), text: `line ${index}` }));
  const facts = factsOf(known({ entries, more: 400 }), { seq: 1, dueAt: later(minute) }, undefined, later(minute));
  expect(facts.happened.map(({ text }) => text).slice(0, 1)).toEqual(['line 3']);
  expect(facts).toMatchObject({ more: 403, nextAt: null });
});

test.each([
  ['in time', 0, 15, 0, 0],
  ['a little late', 1, 15, 0, 0],
  ['late', 2, 15, 0, 2],
  ['over one slot', 16, 15, 1, 16],
  ['over three', 50, 15, 3, 50],
  ['where they were stopped', 50, null, 0, 50],
] as const)('%s', (_what, late, cadence, missed, told) => {
  const incident = sampleIncident({ cadenceMs: cadence === null ? null : cadence * minute });
  const facts = factsOf(known({ incident }), { seq: 1, dueAt: noon }, undefined, later(late * minute));
  expect(facts).toMatchObject({ missed, lateMs: told * minute });
});

test('who holds what, and which runs go on', () => {
  const role = { incident: sampleIncident().id, byPerson: maria, since: noon };
  const facts = factsOf(
    known({
      roles: [
        { ...role, role: 'commander', person: maria, state: 'held' },
        { ...role, role: 'commander', person: jonas, state: 'offered' },
      ],
      runs: [
        { id: 1, procedure: 'shop.a', state: 'succeeded' },
        { id: 2, procedure: 'shop.b', state: 'waiting' },
      ],
    }),
    { seq: 1, dueAt: noon },
    undefined,
    noon,
  );
  expect(facts.roles).toEqual([{ role: 'commander', person: maria }]);
  expect(facts.openRuns).toEqual([{ id: 2, procedure: 'shop.b', state: 'waiting' }]);
});
