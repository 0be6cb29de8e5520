// Any text at all: an answer, marks that point into it, and an end.

import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Verdict } from '../model.ts';
import { loadParsers } from './parsers.ts';
import type { Parsers } from './parsers.ts';
import { classifyShell } from './shell.ts';
import { classifySql } from './sql.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await loadParsers();
});

const pieces = fc.constantFrom(
  ...'rm -rf  /srv  ls  $(  )  "  \'  `  {  }  ;  &&  |  <<EOF  EOF  <ns>  a=(  [[  ]]  if  then  fi  do  done'.split(
    '  ',
  ),
  ...'psql -c  SELECT  DROP TABLE  # x  \\  mysql> x  tail -f  $X  \u{e000}  \u{e002}  sudo  xargs  kubectl  delete'.split(
    '  ',
  ),
  '\n',
  '$ ',
  'NAME  READY',
  '\u{e001} \u{e001}',
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(' ')),
);

function check({ risk, because, marks }: Verdict, of: string): void {
  expect(['read', 'change', 'destroy']).toContain(risk);
  expect(because.length).toBeGreaterThan(0);
  const lines = of.split(/\r\n|\n/).length;
  for (const { line, say } of marks) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
    expect(say).not.toMatch(/[\u{e000}-\u{e002}]/u);
  }
}

test('any text as a script and as SQL has a verdict with a reason, and marks within its lines', () => {
  fc.assert(
    fc.property(text, (script) => {
      check(classifyShell(parsers, script), script);
      check(classifySql(parsers, script), script);
    }),
    { numRuns: 400 },
  );
});

test('what is put before or after a dangerous line does not make it harmless', () => {
  const before = fc.constantFrom(
    'ls',
    'echo "a',
    "echo 'b'",
    'if true',
    'cat <<X',
    '$ ls',
    'NAME  READY',
    '# x',
    '(',
    'a=$(',
    '<ns>',
  );
  const after = fc.constantFrom('ls', 'fi', '# x', ')', '<ns>', '$ ls', 'NAME  READY', '');
  fc.assert(
    fc.property(before, after, (first, last) => {
      const verdict = classifyShell(parsers, `${first}\nrm -rf /srv/data\n${last}`);
      // An open quote or heredoc would make text of it, but nothing here closes one.
      expect(verdict.risk).not.toBe('read');
    }),
  );
});

describe('texts that are made to take long', () => {
  const long = (part: string, times: number) => part.repeat(times);
  test.each([
    ['one open bracket', `[${long('a@', 3000)}`],
    ['open arrays', long('a=(', 1500)],
    ['heredocs', long('<<E ', 1500)],
    ['substitutions', long('$(', 20_000)],
    ['prompts with open quotes', long(`$ a '\n${long('x\n', 40)}`, 300)],
    ['placeholders', long('a <b c> ', 6000)],
    ['consoles', long('psql\n', 5000)],
    ['a long one-liner', `python3 -c '${long('a(b)+', 9000)}'`],
    ['an awk program', `awk '${long('print ', 8000)}'`],
    ['endless commands', long('tail -f a\n', 4900)],
    ['addresses', `curl ${long('a://b:', 8000)}`],
    ['a table', long('NAME   READY\n', 3800)],
  ])('%s', (_name, script) => {
    check(classifyShell(parsers, script), script);
  });
  test.each([
    ['comments', long('/*', 14_000)],
    ['quotes', long("'", 29_999)],
    ['brackets', long('[[a', 9900)],
    ['macros', long('$__a(', 5900)],
    ['broken statements', long('selec 1;', 3700)],
    ['empty lines', `x${long('\n', 29_000)}`],
  ])('%s in SQL', (_name, sql) => {
    check(classifySql(parsers, sql), sql);
  });
});

test.each([
  ['commands around commands', `${'sudo '.repeat(2_000)}rm -rf /srv`],
  ['pipes without end', `${'a|'.repeat(24_000)}rm -rf /srv`],
])('%s that are too many to follow count by their words', (_name, script) => {
  expect(classifyShell(parsers, script).risk).toBe('destroy');
  expect(classifyShell(parsers, 'ls').risk).toBe('read');
});
