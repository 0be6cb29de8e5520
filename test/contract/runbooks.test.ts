// The runbooks that ship are without a problem, as the linter of the product sees them.

import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadRunbooks } from '../../src/runbooks/load.ts';
import { at } from './tree.ts';

test('every page of runbooks/ is a runbook with procedures and without problems', async () => {
  const library = await loadRunbooks([at('runbooks')]);
  expect(library.problems).toEqual([]);
  const pages = (await readdir(at('runbooks'))).filter((name) => name.endsWith('.md'));
  expect(library.runbooks.length).toBe(pages.length);
  expect(library.runbooks.filter(({ procedures }) => procedures.length === 0)).toEqual([]);
  expect(library.procedureNames()).toEqual(expect.arrayContaining(['ace.emergency-rollback', 'ace.health-check']));
});
