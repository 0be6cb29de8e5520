import { expect, test } from 'vitest';
import { approvalOf, later } from '../../test/support/sample-run.ts';
import type { Approval } from './run.ts';
import { urge } from './urge.ts';

const minute = 60_000;
const both = { remindAt: later(10 * minute), escalateAt: later(20 * minute), escalateTo: ['@managers'] };
const reminded = { ...both, remindedAt: later(10 * minute) };

test.each<[string, Partial<Approval>, number, ReturnType<typeof urge>]>([
  ['nothing is to be done', {}, 30, { remind: false, escalate: false, againMs: undefined }],
  ['too early', both, 5, { remind: false, escalate: false, againMs: 5 * minute }],
  ['time to remind', both, 10, { remind: true, escalate: false, againMs: 10 * minute }],
  ['reminded', reminded, 12, { remind: false, escalate: false, againMs: 8 * minute }],
  ['time to ask others', reminded, 20, { remind: false, escalate: true, againMs: undefined }],
  ['both at once after an outage', both, 40, { remind: false, escalate: true, againMs: undefined }],
  [
    'others were asked',
    { ...reminded, escalatedAt: later(20 * minute) },
    25,
    { remind: false, escalate: false, againMs: undefined },
  ],
  ['decided meanwhile', { ...both, state: 'approved' }, 15, { remind: false, escalate: false, againMs: undefined }],
  ['over', both, 60, { remind: false, escalate: false, againMs: undefined }],
  [
    'others would be asked when it is over',
    { ...both, escalateAt: later(90 * minute) },
    15,
    { remind: true, escalate: false, againMs: undefined },
  ],
])('%s', (_name, change, minutes, expected) => {
  expect(urge(approvalOf(change), later(minutes * minute))).toEqual(expected);
});
