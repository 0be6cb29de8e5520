// Medians of what was recorded; what was not is counted, and what cannot be is called invalid.

import { expect, test } from 'vitest';
import { numbersOf, type CountedIncident } from './numbers.ts';

const declaredAt = new Date('2026-12-03T10:00:00Z');
const after = (minutes: number): Date => new Date(declaredAt.getTime() + minutes * 60_000);
const incident = (of: Partial<CountedIncident>): CountedIncident => ({
  severity: 1,
  declaredAt,
  acknowledgedAt: null,
  firstUpdateAt: null,
  mitigatedAt: null,
  resolvedAt: null,
  human: 0,
  facts: 0,
  missed: 0,
  ...of,
});

test('the median of an odd and an even number, and what is missing or invalid', () => {
  const [sev1, sev3] = numbersOf([
    incident({ acknowledgedAt: after(2), resolvedAt: after(60), human: 2 }),
    incident({ acknowledgedAt: after(6), resolvedAt: after(-1), facts: 3, missed: 1 }),
    incident({ severity: 3, acknowledgedAt: after(9) }),
  ]);
  expect(sev1).toMatchObject({ severity: 1, count: 2, updates: { human: 2, facts: 3, missed: 1 } });
  expect(sev1?.spans).toEqual([
    { what: 'acknowledge', medianMs: 4 * 60_000, missing: 0, invalid: 0 },
    { what: 'first update', medianMs: undefined, missing: 2, invalid: 0 },
    { what: 'mitigate', medianMs: undefined, missing: 2, invalid: 0 },
    { what: 'resolve', medianMs: 60 * 60_000, missing: 0, invalid: 1 },
  ]);
  expect(sev3?.spans[0]).toEqual({ what: 'acknowledge', medianMs: 9 * 60_000, missing: 0, invalid: 0 });
});
