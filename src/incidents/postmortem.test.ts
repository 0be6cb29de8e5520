// A post-mortem as a whole, against the text that it has to be; and the times and signs that are easy to get wrong.

import { expect, test } from 'vitest';
import { sampleEntry, sampleIncident, sampleItem, sampleSlot } from '../../test/support/sample-incident.ts';
import { jonas, later, maria, noon } from '../../test/support/sample-run.ts';
import { draftPostmortem, inline, span, type PostmortemSource } from './postmortem.ts';
import { usualTemplate } from './postmortem-template.ts';
import { timelineOf } from './timeline.ts';

const minute = 60_000;
const day = 1_440 * minute;
const names = new Map<string, string>([
  [maria, 'Maria Ruiz'],
  [jonas, 'jonas_b'],
]);

function source(change: Partial<PostmortemSource> = {}): PostmortemSource {
  return {
    incident: sampleIncident(),
    tasks: [],
    roles: [],
    slots: [],
    items: [],
    lines: [],
    runs: [],
    template: usualTemplate,
    written: {},
    timezone: 'Europe/Berlin',
    linkTo: (channel, ts) => `https://chat.example/archives/${channel}/p${ts.replace('.', '')}`,
    nameOfPerson: (person) => names.get(person) ?? person,
    picture: undefined,
    ...change,
  };
}

test('a whole one', async () => {
  const incident = sampleIncident({
    title: 'Checkout *fails* <b>',
    state: 'resolved',
    acknowledgedAt: later(2 * minute),
    mitigatedAt: later(50 * minute),
    resolvedAt: later(day + 65 * minute),
    resolvedBy: jonas,
    resolution: 'Rolled back to `2aed30a`.',
  });
  const entries = [
    sampleEntry({ id: 1, kind: 'declared', actor: maria, text: 'SEV1: Checkout *fails* <b>', auditSeq: 40 }),
    sampleEntry({
      id: 2,
      at: later(2 * minute),
      kind: 'pin',
      text: `<@${maria}> the disk is full`,
      channel: 'C0INCIDENT',
      ts: '1772366520.000100',
      files: ['https://chat.example/files/df.png'],
    }),
    sampleEntry({
      id: 3,
      at: later(3 * minute),
      kind: 'pin',
      text: '',
      channel: 'C0INCIDENT',
      ts: '1772366580.000100',
      deletedAt: noon,
    }),
    sampleEntry({ id: 4, at: later(15 * minute), kind: 'facts', actor: 'opsbook', text: 'The facts were posted' }),
    sampleEntry({ id: 5, at: later(55 * minute), kind: 'mitigated', text: 'The hurt has stopped', auditSeq: 44 }),
    sampleEntry({
      id: 6,
      at: later(day + 65 * minute),
      kind: 'resolved',
      text: 'Rolled back to `2aed30a`.',
      auditSeq: 51,
    }),
    sampleEntry({ id: 7, at: later(day + 90 * minute), kind: 'note', text: 'said after the end', auditSeq: 52 }),
  ];
  const text = draftPostmortem(
    source({
      incident,
      lines: timelineOf(
        entries,
        [
          {
            seq: 43,
            at: later(20 * minute),
            actor: jonas,
            action: 'run.succeeded',
            run: 12,
            procedure: 'shop.roll-back',
            detail: {},
          },
        ],
        [{ line: 'entry:5', at: later(50 * minute), byPerson: jonas, why: 'seen *late*', madeAt: noon }],
      ),
      roles: [
        { incident: incident.id, role: 'commander', person: maria, state: 'held', byPerson: maria, since: noon },
        { incident: incident.id, role: 'scribe', person: jonas, state: 'offered', byPerson: maria, since: noon },
      ],
      slots: [
        sampleSlot({ seq: 1, state: 'facts' }),
        sampleSlot({ seq: 2, state: 'human' }),
        sampleSlot({ seq: 3, state: 'cancelled' }),
      ],
      items: [
        sampleItem(),
        sampleItem({ id: 2, text: `ask <@${maria}>`, owner: null, dueOn: null, state: 'done' }),
        sampleItem({ id: 3, text: 'buy disks', state: 'dropped' }),
      ],
      runs: [{ id: 12, procedure: 'shop.roll-back', state: 'succeeded' }],
      written: { 'root-cause': 'A cron job kept its logs.' },
      picture: { kind: 'file', name: 'timeline.png' },
    }),
    later(2 * day),
  );
  await expect(text).toMatchFileSnapshot('../../test/fixtures/post-mortem.md');
});

test('one that just began says what is not recorded, and invents nothing', () => {
  const text = draftPostmortem(source(), later(minute));
  expect(text).toContain('| Resolved | not recorded |');
  expect(text).toContain('- Downtime: not recorded');
  expect(text).toContain('_No runbook was run._');
  expect(text).toContain('_None was noted._');
  expect(text).toContain('_None was due._');
  expect(text).toContain('| Responders | not recorded |');
});

test('an end before the beginning is called impossible', () => {
  const incident = sampleIncident({ state: 'resolved', resolvedAt: later(-minute) });
  expect(draftPostmortem(source({ incident }), noon)).toContain('| Duration | impossible: it ends before it begins |');
});

test('over a change of clocks the times are those of the wall and the durations those of the world', () => {
  const declaredAt = new Date('2026-10-24T22:30:00Z');
  const resolvedAt = new Date('2026-10-25T22:30:00Z');
  const text = draftPostmortem(
    source({ incident: sampleIncident({ state: 'resolved', declaredAt, resolvedAt }) }),
    resolvedAt,
  );
  expect(text).toContain('| Date | Sunday, 25 October 2026 (times are Europe/Berlin) |');
  expect(text).toContain('| Resolved | 23:30:00, 1 d after the declaration |');
});

test.each([
  [-1, 'impossible: it ends before it begins'],
  [0, 'under a minute'],
  [29_000, 'under a minute'],
  [90_000, '2 min'],
  [59.7 * minute, '1 h'],
  [day - 1, '1 d'],
  [9 * day + 125 * minute, '9 d 2 h 5 min'],
])('%d ms', (ms, words) => {
  expect(span(ms)).toBe(words);
});

test.each([
  ['a | b', 'a \\| b'],
  ['<!channel> & [x](y)', '\\<!channel\\> &amp; \\[x\\](y)'],
  ['two\n\nlines', 'two lines'],
  ['# no ~heading~', '\\# no \\~heading\\~'],
])('%j is plain text', (text, markdown) => {
  expect(inline(text)).toBe(markdown);
});
