import { expect, test } from 'vitest';
import { readFront } from './incident-words.ts';
import { parseWords } from './words.ts';

test.each([
  ['', { title: '', severity: undefined, isPrivate: false }],
  ['"  " sev=1', { title: '', severity: 1, isPrivate: false }],
  ['Checkout fails sev=P0', { title: 'Checkout fails', severity: 1, isPrivate: false }],
  ['"Checkout fails" sev=9', { title: 'Checkout fails', severity: 'wrong', isPrivate: false }],
  ['Somebody broke in private', { title: 'Somebody broke in', severity: undefined, isPrivate: true }],
  ['Private', { title: '', severity: undefined, isPrivate: true }],
  ['"the private" sev=2', { title: 'the private', severity: 2, isPrivate: false }],
  ['private keys leaked', { title: 'private keys leaked', severity: undefined, isPrivate: false }],
  ['timeout=30 is too short sev=2', { title: 'timeout=30 is too short', severity: 2, isPrivate: false }],
  ['x sev=2 system=ace', { title: 'x', severity: 2, isPrivate: false, system: 'ace' }],
  ['💥 <!channel> sev=1', { title: '💥 <!channel>', severity: 1, isPrivate: false }],
])('incident %s', (words, front) => {
  expect(readFront(parseWords(`incident ${words}`))).toEqual(front);
});
