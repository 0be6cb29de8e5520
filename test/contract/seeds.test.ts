// The tables that map each system's own operations pages onto its runbook are complete, and every procedure is exercised.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bindClassifiers } from '../../src/runbooks/bind-classifiers.ts';
import { parseRunbook } from '../../src/runbooks/parse.ts';
import { loadParsers } from '../../src/runbooks/risk/parsers.ts';
import { exercises as ace } from '../support/exercises/ace.ts';
import { exercises as aeris } from '../support/exercises/aeris.ts';
import { exercises as aether } from '../support/exercises/aether.ts';
import { exercises as algorhythmic } from '../support/exercises/algorhythmic.ts';
import { exercises as daena } from '../support/exercises/daena.ts';
import { exercises as integrations } from '../support/exercises/integrations.ts';
import type { Exercise } from '../support/exercise.ts';
import { at } from './tree.ts';

const classifiers = bindClassifiers(await loadParsers());
const systems: Readonly<Record<string, readonly Exercise[]>> = { ace, aeris, aether, algorhythmic, daena };

async function read(...parts: readonly string[]): Promise<string> {
  return readFile(at(path.join(...parts)), 'utf8');
}

async function proceduresOf(system: string): Promise<string[]> {
  const file = `runbooks/${system}.md`;
  const { runbook, problems } = parseRunbook(file, Buffer.from(await read(file)), classifiers);
  expect(problems).toEqual([]);
  return (runbook?.procedures ?? []).map(({ name }) => name).sort();
}

const codesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

interface Row {
  readonly heading: string;
  readonly procedure: string;
  readonly values: string;
}

function rowsOf(table: string): Row[] {
  const lines = table.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => {
    // A pipe inside a cell is escaped.
    const [, heading = '', procedure = '', values = ''] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return { heading, procedure, values: values.replaceAll('\\|', '|') };
  });
}

/** An exercise may carry others out before itself. */
function exercised(exercises: readonly Exercise[]): string[] {
  return exercises.flatMap(({ procedure, after = [] }) => [procedure, ...exercised(after)]);
}

describe.each(Object.entries(systems))('%s', (system, exercises) => {
  test('maps each heading to procedures that exist, or says why there is nothing to run', async () => {
    const procedures = new Set(await proceduresOf(system));
    const rows = rowsOf(await read('docs/seeds', `${system}.md`));
    expect(rows.length).toBeGreaterThan(10);
    const wrong = rows.flatMap(({ heading, procedure }) => {
      const named = codesIn(procedure).filter(
        (code) => code.startsWith(`${system}.`) || code.startsWith('integrations.'),
      );
      const unknown = named.filter((name) => name.startsWith(`${system}.`) && !procedures.has(name));
      if (unknown.length > 0) return [`${heading}: there is no ${unknown.join(', ')}`];
      return named.length > 0 || /^prose: \S/.test(procedure) ? [] : [`${heading}: neither a procedure nor a reason`];
    });
    expect(wrong).toEqual([]);
  });

  test('has a place in the table for every procedure', async () => {
    const rows = rowsOf(await read('docs/seeds', `${system}.md`));
    const named = new Set(rows.flatMap(({ procedure }) => codesIn(procedure)));
    expect((await proceduresOf(system)).filter((name) => !named.has(name))).toEqual([]);
  });

  test('carries every value over exactly', async () => {
    const runbook = await read('runbooks', `${system}.md`);
    const rows = rowsOf(await read('docs/seeds', `${system}.md`));
    const values = rows.flatMap((row) => codesIn(row.values).map((value) => ({ heading: row.heading, value })));
    expect(values.length).toBeGreaterThan(10);
    expect(values.filter(({ value }) => !runbook.includes(value))).toEqual([]);
  });

  test('exercises every procedure', async () => {
    const done = new Set(exercised(exercises));
    expect((await proceduresOf(system)).filter((name) => !done.has(name))).toEqual([]);
  });
});

test('integrations exercise every procedure', async () => {
  const done = new Set(exercised(integrations));
  expect((await proceduresOf('integrations')).filter((name) => !done.has(name))).toEqual([]);
});

test('docs/seeds.md links to each table', async () => {
  const index = await read('docs/seeds.md');
  for (const system of Object.keys(systems)) expect(index).toContain(`(seeds/${system}.md)`);
});
