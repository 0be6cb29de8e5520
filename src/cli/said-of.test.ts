import { expect, test } from 'vitest';
import { asHere } from './said-of.ts';

test.each([
  ['There is no such run. /ops runs lists the latest.', 'There is no such run. opsbook runs lists the latest.'],
  ['/ops run-status 7', 'opsbook run-status 7'],
  ['/ops run ace.restart', 'opsbook run ace.restart'],
  ['you have not enrolled: /ops enroll', 'you have not enrolled: /ops enroll'],
  ['<@U012AB3CD> or <@cli:maria> may', 'U012AB3CD or maria may'],
])('%s', (say, here) => {
  expect(asHere(say)).toBe(here);
});
