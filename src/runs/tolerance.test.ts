import { describe, expect, test } from 'vitest';
import { executable, later, noon, planOf, runOf, scriptStep } from '../../test/support/sample-run.ts';
import type { PlannedSqlStep, PlannedStep } from '../runbooks/planned.ts';
import { isWorthALook, toleratedRows, type Evidence, type Finding } from './evidence.ts';
import { awaitsEvidence, toleratedHere, whyNotCounted } from './tolerance.ts';

const sql: PlannedSqlStep = {
  ...executable,
  kind: 'sql',
  risk: 'change',
  target: { kind: 'postgres', name: 'db', address: 'op@db/shop', url: '${D}' },
  statements: [{ text: 'update t set a = 1', values: [] }],
  tolerance: 1.5,
};
const read = scriptStep({ risk: 'read' });

function seen(...found: readonly Finding[]): Evidence {
  return { at: noon.toISOString(), steps: found.map((one, step) => ({ step, found: one })) };
}

const counted = (rows: number): Finding => ({ kind: 'counted', rows, statements: [] });

test.each([
  [1, 3, 3],
  [1.5, 3, 4],
  [2, 0, 0],
  // In doubles 1.15 * 100 is less than 115.
  [1.15, 100, 115],
  [1.1, 10, 11],
  [1.001, 999, 999],
  [999_999.999, 100_000_000, 99_999_999_900_000],
])('a tolerance of %d over %d rows allows %d', (tolerance, rows, allowed) => {
  expect(toleratedRows({ ...sql, tolerance }, rows)).toBe(allowed);
});

test('without a tolerance there is no limit of that kind', () => {
  const { tolerance: _none, ...plain } = sql;
  expect(toleratedRows(plain, 3)).toBeUndefined();
});

test.each<[string, readonly PlannedStep[], boolean]>([
  ['reads that nobody marked', [read], false],
  ['a marked read', [scriptStep({ risk: 'read', evidence: true })], true],
  ['SQL that changes', [sql], true],
  ['SQL that reads', [{ ...sql, risk: 'read' }], false],
  ['scripts that change', [scriptStep()], false],
])('whether a look tells anything: %s', (_, steps, isWorth) => {
  expect(isWorthALook(planOf({ steps: [...steps] }))).toBe(isWorth);
});

describe('a run', () => {
  const plan = planOf({ steps: [read, sql] });

  test('awaits evidence only before it starts or ends', () => {
    const planned = runOf({ plan, state: 'planned' });
    expect(awaitsEvidence(planned)).toBe(true);
    expect(awaitsEvidence({ ...planned, evidence: seen() })).toBe(false);
    expect(awaitsEvidence({ ...planned, startedAt: noon })).toBe(false);
    expect(awaitsEvidence({ ...planned, endedAt: later(1) })).toBe(false);
    expect(awaitsEvidence(runOf({ plan: planOf({ steps: [read] }) }))).toBe(false);
  });

  test.each<[string, Evidence | null, RegExp | undefined]>([
    ['nothing was looked at', null, /^Run 42 waits: step 2 has tolerance=1\.5, and .* press again then\.$/],
    ['it was counted', seen({ kind: 'none', say: 'x' }, counted(3)), undefined],
    ['it does not apply', seen({ kind: 'none', say: 'x' }, { kind: 'skipped', when: 'false' }), undefined],
    [
      'it could not be counted',
      seen({ kind: 'none', say: 'x' }, { kind: 'unseen', say: 'db is away.' }),
      /could not be counted: db is away\. Plan it again: \/ops run shop\.rollback$/,
    ],
    [
      'it was not tried out',
      seen({ kind: 'none', say: 'x' }, { kind: 'none', say: 'a trigger' }),
      /counted: a trigger\. Plan/,
    ],
    ['the look left it out', seen(), /counted: nobody looked at it\./],
  ])('with a tolerance is held back unless its rows are known: %s', (_, evidence, sentence) => {
    const why = whyNotCounted(runOf({ plan, state: 'planned', evidence }));
    if (sentence === undefined) expect(why).toBeUndefined();
    else expect(why).toMatch(sentence);
  });

  test('without a tolerance waits for nothing', () => {
    const { tolerance: _none, ...plain } = sql;
    expect(whyNotCounted(runOf({ plan: planOf({ steps: [plain] }) }))).toBeUndefined();
  });

  test('hands the limit to the step that it stands at', () => {
    const evidence = seen(counted(8), counted(3));
    expect(toleratedHere(runOf({ plan, cursor: 1, evidence }))).toEqual({ rows: 4, counted: 3 });
    expect(toleratedHere(runOf({ plan, cursor: 0, evidence }))).toBeUndefined();
    expect(toleratedHere(runOf({ plan, cursor: 1 }))).toBeUndefined();
  });
});
