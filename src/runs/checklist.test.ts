import { expect, test } from 'vitest';
import { planOf, runOf, scriptStep } from '../../test/support/sample-run.ts';
import type { PlannedManualStep, PlannedStep } from '../runbooks/planned.ts';
import { tickedTogether } from './checklist.ts';
import type { Run } from './run.ts';

function item(change: Partial<PlannedManualStep> = {}): PlannedManualStep {
  return { kind: 'manual', title: '', risk: 'read', because: [], text: 'Call them', ...change };
}

const items = (count: number, change?: Partial<PlannedManualStep>): PlannedStep[] =>
  Array.from({ length: count }, () => item(change));

const call = { procedure: 'a.b', id: '1', parameters: {}, conditions: [] };

test.each<[string, PlannedStep[], Partial<Run>, number[]]>([
  ['four are enough', items(4), {}, [0, 1, 2, 3]],
  ['three are not', items(3), {}, []],
  ['ten are the most', items(12), {}, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ['they begin where the run waits', items(6), { cursor: 2 }, [2, 3, 4, 5]],
  ['the run has to wait', items(6), { state: 'running' }, []],
  ['beyond the end there are none', items(6), { cursor: 6 }, []],
  ['a script ends them', [...items(5), scriptStep(), ...items(5)], {}, [0, 1, 2, 3, 4]],
  ['what destroys is ticked by itself', [...items(5), item({ risk: 'destroy' }), item()], {}, [0, 1, 2, 3, 4]],
  ['so is a block', [...items(4), item({ block: { language: 'sh', placeholders: [] } })], {}, [0, 1, 2, 3]],
  ['and what has more lines', [...items(4), item({ text: 'a\nb' })], {}, [0, 1, 2, 3]],
  ['and what is long', [...items(4), item({ text: 'a'.repeat(201) })], {}, [0, 1, 2, 3]],
  [
    'and what has a warning',
    [...items(4), item({ marks: [{ kind: 'endless', say: 'never ends', line: 1 }] })],
    {},
    [0, 1, 2, 3],
  ],
  [
    'words stand above the first only',
    [item({ words: 'First.' }), ...items(4), item({ words: 'Then.' })],
    {},
    [0, 1, 2, 3, 4],
  ],
  ['words that are long stand alone', [item({ words: 'w'.repeat(500) }), ...items(4)], {}, []],
  ['one condition holds for all', items(5, { when: 'a == 1' }), {}, [0, 1, 2, 3, 4]],
  ['another condition has to be looked at', [...items(4), item({ when: 'a == 1' })], {}, [0, 1, 2, 3]],
  ['another call too', [...items(4), item({ call })], {}, [0, 1, 2, 3]],
])('%s', (_name, steps, change, together) => {
  expect(tickedTogether(runOf({ state: 'waiting', cursor: 0, plan: planOf({ steps }), ...change }))).toEqual(together);
});
