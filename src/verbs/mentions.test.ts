import { expect, test } from 'vitest';
import { mentionedIn, withoutMentions } from './mentions.ts';

test.each([
  ['<@U0MARIA|maria> look', 'U0MARIA', 'look'],
  ['look <@W0JONAS>  and <@U0MARIA>', 'W0JONAS', 'look and'],
  ['<@U0MARIA>', 'U0MARIA', ''],
  ['<!channel> look', undefined, '<!channel> look'],
  ['<@B0BOT> look', undefined, '<@B0BOT> look'],
  ['maria@example.com', undefined, 'maria@example.com'],
  ['', undefined, ''],
])('%j', (words, person, rest) => {
  expect(mentionedIn(words)).toBe(person);
  expect(withoutMentions(words)).toBe(rest);
});
