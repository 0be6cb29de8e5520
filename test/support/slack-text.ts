// Texts that try to ping, to break Slack's markup or to burst its limits, for property tests of messages.

import * as fc from 'fast-check';

const pieces = [
  '<!channel>',
  '<!here>',
  '<@U1>',
  '<#C1>',
  '<!subteam^S1>',
  '<https://evil.example|harmless>',
  '&lt;!channel&gt;',
  '&amp;',
  '&',
  '<',
  '>',
  '<@',
  '```',
  '`',
  '*',
  '_',
  '~',
  '\n',
  '\n> ',
  'https://shop.example/a_b?c=1&d=2.',
  'https://<!channel>',
  'http://x|<@U1>',
  '👍🏽',
  '👩‍👩‍👧',
  'שלום',
  '\u202e',
  '\u2066',
  '…',
  ' ',
  'word',
];

/** Short and long ones, of pieces that mean something to Slack. */
export const slackText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.tuple(fc.constantFrom(...pieces), fc.integer({ min: 1, max: 1_500 })).map(([piece, count]) => piece.repeat(count)),
);
