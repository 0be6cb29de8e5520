// The fault that a procedure is for.

import { expect, test } from 'vitest';
import { fittingFault } from './fitting-fault.ts';

const faults = [
  { name: 'bad-release', describe: 'a release is deployed whose embeddings do not fit the index' },
  { name: 'breaker-stuck-open', describe: 'the generator circuit breaker opens and stays open' },
  { name: 'memory-leak', describe: 'the app keeps indexes and has grown' },
];

const plain = { name: 'shop.look', title: 'Look', purpose: '', alerts: [], symptoms: [] };

test.each([
  ['its alert', { alerts: ['CircuitBreakerOpen'] }, 'breaker-stuck-open'],
  ['its symptom', { symptoms: ['memory grows'] }, 'memory-leak'],
  ['its purpose', { purpose: 'When a release is bad and users are hurt.' }, 'bad-release'],
  ['nothing', {}, 'bad-release'],
])('by %s', (_what, change, expected) => {
  expect(fittingFault({ ...plain, ...change }, faults)?.name).toBe(expected);
});

test('there is none', () => {
  expect(fittingFault(plain, [])).toBeUndefined();
});
