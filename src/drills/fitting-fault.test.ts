// The fault that a procedure is for.

import { expect, test } from 'vitest';
import { fittingFault } from './fitting-fault.ts';

const faults = [
  { name: 'bad-release', describe: 'a release is deployed whose embeddings do not fit the index' },
  { name: 'breaker-stuck-open', describe: 'the generator circuit breaker opens and stays open' },
  { name: 'hanging', describe: 'the app takes connections and answers none of them' },
  { name: 'memory-leak', describe: 'the app keeps indexes and has grown' },
];

const plain = { title: 'Look', alerts: [], symptoms: [] };

test.each([
  ['its alert', { alerts: ['CircuitBreakerOpen'] }, 'breaker-stuck-open'],
  ['its symptom', { symptoms: ['memory grows'] }, 'memory-leak'],
  ['its title', { title: 'Roll the release back' }, 'bad-release'],
  ['another form of its word', { symptoms: ['it hangs'] }, 'hanging'],
  ['nothing', {}, 'bad-release'],
])('by %s', (_what, change, expected) => {
  expect(fittingFault({ ...plain, ...change }, faults)?.name).toBe(expected);
});

test('there is none', () => {
  expect(fittingFault(plain, [])).toBeUndefined();
});
