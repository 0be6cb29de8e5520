// From the rows of an incident to what its picture shows: nothing is told that was not recorded.

import { expect, test } from 'vitest';
import { sampleView, sampleMinute } from '../../test/support/sample-view.ts';
import { timelineData } from './timeline-data.ts';
import type { TimelineLine } from './timeline.ts';
import type { IncidentHistory } from './view.ts';

const names: Readonly<Record<string, string>> = { U0MARIA: 'Maria', 'cli:jonas': 'jonas' };
const naming = { timezone: 'UTC', nameOfPerson: (person: string) => names[person] ?? person };
const draw = (view: IncidentHistory, minutes = 500) => timelineData(view, naming, sampleMinute(minutes));

const line = (minutes: number, kind: TimelineLine['kind'], text = ''): TimelineLine => ({
  key: `entry:${minutes}`,
  at: sampleMinute(minutes),
  kind,
  actor: 'opsbook',
  text,
  files: [],
  isEdited: false,
  isDeleted: false,
});

test('severities, updates, runs, people and gaps are those of the record', () => {
  const data = draw(sampleView);
  expect(data.about).toBe('incident-20260301-001, SEV1, 2 h, 1 Mar 2026');
  expect(data.bands).toEqual([
    { severity: 2, from: sampleMinute(0), to: sampleMinute(20) },
    { severity: 1, from: sampleMinute(20), to: sampleMinute(120) },
  ]);
  expect(data.milestones.map(({ word }) => word).sort()).toEqual(['acknowledged', 'declared', 'mitigated', 'resolved']);
  expect(data.updates).toEqual({ byPeople: [sampleMinute(15)], bareFacts: [sampleMinute(30)] });
  expect(data.runs).toEqual([
    { words: 'Run 12 of shop.restart: succeeded', from: sampleMinute(40), to: sampleMinute(45) },
  ]);
  expect(data.people.map(({ name, at }) => [name, at.length])).toEqual([
    ['Maria', 5],
    ['jonas', 2],
  ]);
  expect(data.gaps.map(({ from, to }) => [from, to])).toEqual([[sampleMinute(45), sampleMinute(90)]]);
});

test('while it was resolved it had no severity; a title is no change of severity', () => {
  const lines = [
    line(0, 'declared', 'SEV3: it is not SEV1'),
    line(10, 'resolved', 'SEV1'),
    line(30, 'reopened', 'back'),
    line(40, 'severity', 'SEV3 → SEV2'),
  ];
  const incident = { ...sampleView.incident, resolvedAt: null, severity: 2 as const, state: 'open' as const };
  const data = draw({ ...sampleView, incident, lines, runs: [] }, 60);
  expect(data.bands).toEqual([
    { severity: 3, from: sampleMinute(0), to: sampleMinute(10) },
    { severity: 3, from: sampleMinute(30), to: sampleMinute(40) },
    { severity: 2, from: sampleMinute(40), to: sampleMinute(60) },
  ]);
  expect(data.about).toContain('1 h so far');
});

test('a duplicate that was merged into it ends nothing; a deleted message is nobody’s mark', () => {
  const lines = [
    line(0, 'declared', 'SEV1: x'),
    line(10, 'merged', 'incident-20260301-002 was merged into it'),
    { ...line(20, 'pin', ''), actor: 'U0MARIA', isDeleted: true },
  ];
  const data = draw({ ...sampleView, lines, runs: [] });
  expect(data.bands).toEqual([{ severity: 1, from: sampleMinute(0), to: sampleMinute(120) }]);
  expect(data.people).toEqual([]);
});

test('a run that has not ended goes on until the end', () => {
  const runs = [{ id: 12, procedure: 'shop.restart', state: 'running' as const }];
  expect(draw({ ...sampleView, runs }).runs[0]?.to).toEqual(sampleMinute(120));
});
