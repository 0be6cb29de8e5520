import { expect, test } from 'vitest';
import { cronFault } from './cron.ts';

test.each(['* * * * *', '*/15 8-18 * * mon-fri', '0 0 1,15 JAN,7-9 *', '5 4 * * 7', '0-30/10 * * * 0'])(
  '%s',
  (written) => {
    expect(cronFault(written)).toBeUndefined();
  },
);

test.each([
  ['', 'has 1 fields'],
  ['* * * *', 'has 4 fields'],
  ['0 * * * * *', 'has 6 fields'],
  ['60 * * * *', 'minute'],
  ['* 24 * * *', 'hour'],
  ['* * 0 * *', 'day of the month'],
  ['* * * 13 *', 'month'],
  ['* * * * 8', 'day of the week'],
  ['* * * mon *', 'month'],
  ['30-10 * * * *', 'minute'],
  ['1-2-3 * * * *', 'minute'],
  ['*/0 * * * *', 'minute'],
  ['*/5/5 * * * *', 'minute'],
  ['5/10 * * * *', 'minute'],
  ['1, * * * *', 'minute'],
  ['@daily', 'has 1 fields'],
])('%s is refused', (written, why) => {
  expect(cronFault(written)).toContain(why);
});
