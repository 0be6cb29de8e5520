import { expect, test } from 'vitest';
import { refusals } from '../../../test/support/block-kit.ts';
import { procedureOf, runbookOf } from '../../../test/support/sample-runbook.ts';
import { foundMessage, type Found } from './found.ts';

const match = { runbook: runbookOf(), procedure: procedureOf(), mayStart: true };
const one: Found = { words: 'roll', matches: [match], first: 0, total: 1, perPage: 10 };

function shown(change: Partial<Found>): string {
  const message = foundMessage({ ...one, ...change });
  expect(refusals(message)).toEqual([]);
  return JSON.stringify(message);
}

test.each<[string, Partial<Found>, string[], string[]]>([
  ['one match', {}, ['1 procedure found', '*Roll back* · `shop.rollback` · ', '\\nShop\\nWhen it is bad.'], ['find.', ':mag:']], // prettier-ignore
  ['why', { matches: [{ ...match, why: { where: 'step 4', text: 'rm -rf *' } }] }, [':mag: step 4: rm -rf'], []],
  ['a guide', { matches: [{ ...match, runbook: runbookOf({ page: 'guide' }) }] }, ['*destroy* · guide'], []],
  [
    'what needs repair, without a run',
    { matches: [{ ...match, procedure: procedureOf({ repairs: [{ line: 1, say: 'a', hint: 'b' }] }) }] },
    [':warning: needs repair', 'procedure.show'],
    ['procedure.run'],
  ],
  [
    'what is not theirs to start',
    { matches: [{ ...match, mayStart: false }] },
    [':no_entry: not yours to start', 'procedure.show'],
    ['procedure.run'],
  ],
  [
    'the first page',
    { total: 25, matches: Array(10).fill(match) },
    ['1–10 of 25', '"value":"2 roll"'],
    ['find.earlier'],
  ],
  [
    'a page in the middle',
    { total: 25, first: 10, matches: Array(10).fill(match) },
    ['11–20 of 25', '"value":"1 roll"', '"value":"3 roll"'],
    [],
  ],
  ['the last page', { total: 25, first: 20, matches: Array(5).fill(match) }, ['21–25 of 25'], ['find.more']],
  [
    'what was meant instead',
    { instead: 'rollback' },
    ['Nothing matches \\"roll\\". Procedures for \\"rollback\\".'],
    [],
  ],
  ['everything', { words: '' }, ['All procedures.'], []],
  ['a title that says no more than its page', { matches: [{ ...match, runbook: runbookOf({ title: 'Roll back' }) }] }, [], ['\\nRoll back']], // prettier-ignore
  ['words beyond a button', { words: 'w'.repeat(9_000), total: 25 }, ['find.more'], []],
])('shows %s', (_name, change, texts, absent) => {
  const text = shown(change);
  for (const part of texts) expect(text).toContain(part);
  for (const part of absent) expect(text).not.toContain(part);
});
