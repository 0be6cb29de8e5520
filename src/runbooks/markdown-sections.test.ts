import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { markdown } from './markdown.ts';
import { parseSections } from './markdown-sections.ts';

const filler = `${'Words to make it worth while. '.repeat(60)}\n\n`;

const lines = [
  '# A heading',
  '## Another one ##',
  '#',
  '#no heading',
  ' # indented',
  '---',
  '--- ',
  '===',
  'system: a',
  'Some words',
  'more *words* and `code`',
  '',
  '',
  '  ',
  '\t',
  '- item',
  '  - item in an item',
  '1. first',
  '   more of the first',
  '10) tenth',
  '- [ ] task',
  '> quote',
  '> # heading in a quote',
  '>',
  '- # heading in an item',
  '```',
  '```sh',
  '   ```sh',
  '   ```',
  '    ```',
  '~~~',
  '~~~~',
  '````',
  '- ```sh',
  '> ```',
  '``` a`b ```',
  '  # comment',
  '    # comment',
  '\t# comment',
  '\t```',
  '| a | b |',
  '| - | - |',
  '<div>',
  '</div>',
  '<!-- a comment',
  '-->',
  '<pre>',
  'a <b>bold</b>',
  '[link]: https://example.com',
  '[link]',
  '[^1]',
  '[^1]: note',
  '\\',
  '*open',
  '**',
  '&amp;',
];

const page = fc.array(fc.constantFrom(...lines), { maxLength: 30 }).map((all) => all.join('\n'));

it('gives the tree of the whole page, to the last position', () => {
  fc.assert(
    fc.property(page, fc.boolean(), (text, isFirst) => {
      const source = isFirst ? `${text}\n\n${filler}` : `${filler}${text}`;
      expect(parseSections(source)).toEqual(markdown.parse(source));
    }),
    { numRuns: Number(process.env['RUNS'] ?? 600) },
  );
});
