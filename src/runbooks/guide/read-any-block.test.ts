// What holds for any text in a fence: nothing that destroys is called harmless, and what is said of a block points into it.

import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type BlockReader, blockReader } from '../../../test/support/block-reader.ts';

let read: BlockReader;
beforeAll(async () => {
  read = await blockReader();
});

const surroundings: Readonly<Record<string, (command: string) => string>> = {
  alone: (command) => command,
  'after another': (command) => `ls\n${command}`,
  'with a comment that is prose': (command) => `${command}   # it stops the shop.`,
  'behind a prompt': (command) => `$ ${command}`,
  'after output': (command) => `kubectl get pods\nNAME    READY   STATUS\nshop-0  1/1     Running\n${command}`,
  'after data that is cut off': (command) => `curl http://shop.example\n{"carts": [\n${command}`,
  'after an announcement': (command) => `ls\n# Expected output:\nok\n\n${command}`,
  'after sentences': (command) => `Check the shop first.\nThen ask the team.\nAfter that do this.\n${command}`,
  'under a heading': (command) => `Then:\n  ${command}`,
  'after a log': (command) => `2031-01-01T00:00:00Z up\nERROR: down\n${command}`,
  'after keys': (command) => `a: b\nc: d\n${command}`,
  'in a list': (command) => `- ${command}`,
  'in a loop': (command) => `if true; then\n  ${command}\nfi`,
  'with Windows line ends': (command) => `ls\r\n${command}\r\n`,
  'on another machine': (command) => `ssh db1\n${command}`,
  'after a quote that never closes': (command) => `shopctl don't\n${command}`,
};
const destroying = [
  'rm -rf /srv/carts',
  'kubectl delete pvc data',
  './restore_carts.sh',
  'cartctl tenant offboard acme',
  'shopcli purge carts of the shop',
  'DROP TABLE carts;',
  'for n in a b; do rm -rf "$n"; done',
  '> /var/log/shop.log',
];

describe.each(Object.entries(surroundings))('what destroys is never called harmless: %s', (_name, surround) => {
  test.each(destroying)('%s', (command) => {
    for (const info of ['bash', 'console', '', 'text']) expect(read(info, surround(command)).risk).not.toBe('read');
  });
});

const pieces = [
  '$ ',
  '# ',
  '> ',
  '\n',
  '\n',
  '\n',
  ' ',
  '\t',
  '\r\n',
  "'",
  '"',
  '`',
  '$(',
  '${',
  ')',
  '(',
  '{',
  '}',
  '\\',
  '\\\n',
  '| ',
  '&& ',
  '; ',
  '<<END\n',
  'END\n',
  'if ',
  'then ',
  'fi',
  'for n in a; do ',
  'done',
  'case x in',
  'esac',
  'f() ',
  '<pod>',
  '<a|b>',
  '[x-y]',
  '{id}',
  '{{a}}',
  '...',
  ':name',
  '$X',
  'kubectl get pods',
  'rm -rf /x',
  'ssh db1',
  'psql shop',
  'redis-cli',
  'exit',
  '\\q',
  'SELECT 1;',
  'DELETE FROM x',
  'GET /x',
  'export A=1',
  'tail -f x',
  '# Option A\n',
  '# or\n',
  'shop=> ',
  '>>> ',
  '{"a": 1}',
  'key: v',
  'NAME  READY',
  '\u2013',
  '\u2019',
  '\u00a0',
  '\u200b',
  '\ud800',
  '\0',
  '\u{1f600}',
];
const infos = [
  '',
  'bash',
  'console',
  'sql',
  'http',
  'promql',
  'yaml',
  'python',
  'text',
  'output',
  'redis',
  '{note}',
  'kubectl get pods',
  'odd',
];
const texts = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));
const insides = fc.constantFrom(undefined, 'ssh db1', 'psql shop', 'redis-cli', 'rails c', 'ssh a › psql');

test('whatever a block holds, what is said of it points into it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...infos), texts, insides, (info, text, inside) => {
      const around = inside === undefined ? {} : { inside };
      const reading = read(info, text, around);
      const lines = text.replace(/\r\n?/g, '\n').split('\n');
      expect(reading.text).toBe(text);
      expect(reading.because.length).toBeGreaterThan(0);
      for (const { line, text: command } of reading.commands) {
        expect(command.trim()).not.toBe('');
        // A prompt may be missing in front of each line, nothing else.
        for (const [index, part] of command.split('\n').entries()) expect(lines[line - 1 + index]).toContain(part);
      }
      for (const { line } of reading.marks) expect(line >= 1 && line <= lines.length).toBe(true);
      for (const placeholder of reading.placeholders) expect(text).toContain(placeholder);
      expect(reading.alternatives).not.toHaveLength(1);
      for (const way of reading.alternatives) expect(lines.join('\n')).toContain(way.text);
      expect(read(info, text, around)).toEqual(reading);
    }),
    { numRuns: 100 },
  );
}, 30_000);

test('a command is found again under any prompt', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(words, fc.constantFrom('$ ', 'ana@shop:~$ ', '[root@shop ~]# ', '❯ '), (args, prompt) => {
      const command = `shopctl ${args.join(' ')}`;
      const reading = read('console', `${prompt}${command}\n...\n${prompt}${command}`);
      expect(reading.commands).toEqual([
        { line: 1, text: command },
        { line: 3, text: command },
      ]);
    }),
    { numRuns: 100 },
  );
});
