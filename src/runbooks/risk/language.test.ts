// The languages of consoles: what hostile text must not do to them, and how a statement that nobody knows is judged.

import { describe, expect, test } from 'vitest';
import { languageFindings } from './language.ts';
import type { Language } from './language.ts';
import { shellLines } from './shell-list.ts';
import { socketCommands } from './socket-commands.ts';
import { clickhouseClient } from './tools/clickhouse.ts';
import { cqlsh } from './tools/cassandra.ts';
import { influx } from './tools/influx.ts';
import { mongoShell } from './tools/mongo.ts';
import { mysql } from './tools/mysql.ts';
import { sqlite3 } from './tools/sqlite.ts';
import type { TextCode } from './tool.ts';

const inputs: readonly (TextCode | undefined)[] = [
  clickhouseClient.input,
  cqlsh.input,
  influx.input,
  mongoShell.input,
  mysql.input,
  sqlite3.input,
  socketCommands,
];
const languages = inputs.filter((input): input is Language => typeof input === 'object');
// Stands in for the SQL parser, which has its own tests.
const noSql = (text: string) => [{ risk: /drop/i.test(text) ? ('destroy' as const) : ('change' as const), say: 'SQL' }];

test('each of them is a language of its own', () => {
  expect(languages).toHaveLength(inputs.length);
});

describe.each(languages.map((language) => [language.name, language] as const))('%s', (_, language) => {
  test.each([
    ['words', 'a$'.repeat(10_000)],
    ['one word', 'x'.repeat(20_000)],
    ['blanks', `find${' '.repeat(19_000)}x`],
    ['lines of blanks', '\n \t'.repeat(6000)],
    ['quotes', `'"\``.repeat(6000)],
    ['brackets', 'f('.repeat(10_000)],
    ['dots', '\n .'.repeat(6000)],
    ['ends of statements', ';'.repeat(20_000)],
    ['too long', 'show '.repeat(10_000)],
  ])('%s: ten times the text takes no more than some ten times the time', (name, text) => {
    const time = (part: string): number => {
      const from = performance.now();
      languageFindings(language, part, noSql);
      return performance.now() - from;
    };
    time(text);
    const short = Math.max(time(text.slice(0, 2000)), 5);
    // Ten times the text: about ten times the time, where a pattern that tries everything takes a hundred times as long.
    expect(time(text) / short).toBeLessThan(50);
    const found = languageFindings(language, text, noSql);
    if (name === 'too long') expect(found.map(({ risk }) => risk)).toEqual(['change']);
  });

  test('an unknown statement is a change, and destroys when it says so', () => {
    const risks = (text: string) => languageFindings(language, text, noSql).map(({ risk }) => risk);
    expect(risks('frobnicate(1)')).toContain('change');
    expect(risks('frobnicate(drop(1))')).toContain('destroy');
  });

  test('a comment line counts for nothing unless a quote is in it', () => {
    const risks = (text: string) => languageFindings(language, text, noSql).map(({ risk }) => risk);
    expect(risks('-- drop(carts)')).toEqual([]);
    expect(risks("'\n--'; DROP TABLE carts; drop(1); delete x")).toContain('destroy');
  });
});

describe('shell lines in a list', () => {
  test.each([
    ['commands=["df -h","rm -rf \\"/srv/x\\""]', 'df -h\nrm -rf "/srv/x"'],
    ['{"commands": ["df -h"], "workingDirectory": ["/srv"]}', 'df -h\n/srv'],
    ['commands=df -h', 'df -h'],
    ['commands=["rm -rf /srv/x', 'rm -rf /srv/x'],
  ])('%s', (text, lines) => {
    expect(shellLines(text)).toBe(lines);
  });

  test('a hundred thousand quotes take no time', () => {
    const time = (count: number): number => {
      const from = performance.now();
      shellLines('"\\'.repeat(count));
      shellLines(`"${'\\"'.repeat(count)}`);
      return performance.now() - from;
    };
    time(100_000);
    expect(time(100_000) / Math.max(time(10_000), 10)).toBeLessThan(50);
  });
});
