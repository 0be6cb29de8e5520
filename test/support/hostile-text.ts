// Texts that try to become code in a shell, in SQL, in a URL, in a header or in JSON, for property tests.

import * as fc from 'fast-check';

const pieces = [
  '; touch pwned; ',
  '$(touch pwned)',
  '`touch pwned`',
  '"; touch pwned; echo "',
  "'; touch pwned; echo '",
  '" || touch pwned #',
  '| touch pwned',
  '& touch pwned &',
  '> pwned',
  '<(touch pwned)',
  '${IFS}',
  '$value',
  '!!',
  '*',
  '~',
  '\\',
  '\n',
  '\r\n',
  '\r\nx-pwned: 1\r\n\r\n',
  '\t',
  '\0',
  '-n',
  '--help',
  "'; drop table pwned; --",
  "' or '1'='1",
  '$1',
  ':value',
  '$$',
  '/* ',
  '{{value}}',
  '../',
  '..',
  '.',
  '/',
  '//evil.example/',
  '@evil.example',
  '?q=1',
  '&q=2',
  '#',
  '%2e%2e',
  '%00',
  '","value":"',
  '}',
  '\u2028',
  '\u202e',
  '\ufeff',
  'é',
  '👍🏽',
  'שלום',
  '\ud800',
  '',
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...pieces),
  fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
);

/** What neither an environment variable nor PostgreSQL can hold; a half character not even UTF-8. */
export function isUnstorable(text: string): boolean {
  return /\0|\p{Surrogate}/u.test(text);
}
