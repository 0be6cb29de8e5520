// Runs a table of commands and their risks through the real parsers, a test a row.

import { beforeAll, describe, expect, test } from 'vitest';
import type { Risk } from '../../src/runbooks/model.ts';
import { loadParsers } from '../../src/runbooks/risk/parsers.ts';
import type { Parsers } from '../../src/runbooks/risk/parsers.ts';
import { classifyShell } from '../../src/runbooks/risk/shell.ts';

/** By family of tools: what the command does, and the command. */
export type RiskTable = Readonly<Record<string, readonly (readonly [Risk, string])[]>>;

/** The tests of a table. Every answer has to carry a reason. */
export function testRisks(table: RiskTable): void {
  let parsers: Parsers;
  beforeAll(async () => {
    parsers = await loadParsers();
  });
  describe.each(Object.entries(table))('%s', (_, rows) => {
    test.each(rows)('%s: %s', (risk, command) => {
      const verdict = classifyShell(parsers, command);
      expect(verdict.risk, verdict.because.join('\n')).toBe(risk);
      expect(verdict.because.join('')).not.toBe('');
    });
  });
}

/** The tests of which marks a command carries, without regard to their order. */
export function testMarks(rows: readonly (readonly [marks: string, command: string])[]): void {
  let parsers: Parsers;
  beforeAll(async () => {
    parsers = await loadParsers();
  });
  test.each(rows)('marked "%s": %s', (marks, command) => {
    const found = new Set(classifyShell(parsers, command).marks.map(({ kind }) => kind));
    expect([...found].toSorted().join(' ')).toBe(marks);
  });
}
