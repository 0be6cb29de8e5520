import { expect, test } from 'vitest';
import { attemptOf, jonas, noon, planOf, runOf, scriptStep } from '../../test/support/sample-run.ts';
import { runId } from '../ids.ts';
import type { AttemptOutcome, Run } from './run.ts';
import { nextUndo, whyNoUndo, type Undoing } from './undo.ts';

const plan = planOf({
  steps: [scriptStep({ undo: 'shop.one' }), scriptStep(), scriptStep({ undo: 'shop.two' })],
});
const over = {
  plan,
  state: 'succeeded',
  startedAt: noon,
  saved: { tag: 'v1', size: 3, list: [1], '1.tag': 'v0' },
} as const;

function undoing(procedure: string, state: Run['state']): Undoing {
  return { id: runId.parse(50), procedure, state, requestedBy: jonas };
}

function past(
  run: Partial<Run>,
  outcomes: readonly (AttemptOutcome | undefined)[],
  undoneBy: readonly Undoing[] = [],
): Parameters<typeof nextUndo>[0] {
  const attempts = outcomes.flatMap((outcome, step) => (outcome === undefined ? [] : [attemptOf({ step, outcome })]));
  return { run: runOf({ ...over, ...run }), attempts, undoneBy };
}

const all = ['done', 'done', 'done'] as const;

test.each<[string, ReturnType<typeof past>, string | undefined]>([
  ['the last change comes first', past({}, all), 'shop.two'],
  ['then the one before it', past({}, all, [undoing('shop.two', 'succeeded')]), 'shop.one'],
  ['one that is being taken back is not offered', past({}, all, [undoing('shop.two', 'running')]), 'shop.one'],
  ['one that was denied is offered again', past({}, all, [undoing('shop.two', 'denied')]), 'shop.two'],
  ['a skipped step changed nothing', past({}, ['done', 'done', 'skipped']), 'shop.one'],
  ['a step that was not begun neither', past({ state: 'failed' }, ['done', 'failed']), 'shop.one'],
  ['a failed step may have changed something', past({ state: 'failed' }, ['done', 'done', 'failed']), 'shop.two'],
  ['what a person said to have happened counts', past({ state: 'cancelled' }, ['happened']), 'shop.one'],
  ['a run that goes on is not over', past({ state: 'waiting' }, all), undefined],
  ['one that never began did nothing', past({ state: 'cancelled', startedAt: null }, []), undefined],
  ['one that was denied at a gate', past({ state: 'denied' }, all), undefined],
])('%s', (_what, view, procedure) => {
  expect(nextUndo(view)?.procedure).toBe(procedure);
});

test('values fill by name, as text; what a called procedure saved is its own', () => {
  expect(nextUndo(past({}, all))?.given).toEqual({ tag: 'v1', size: '3' });
  const call = { procedure: 'bank.pay', id: '1', parameters: {}, conditions: [] };
  const inside = planOf({ steps: [scriptStep({ undo: 'bank.back', call })] });
  expect(nextUndo(past({ plan: inside }, ['done']))).toEqual({ procedure: 'bank.back', given: { tag: 'v0' } });
});

test.each<[string, ReturnType<typeof past>, string]>([
  ['it goes on', past({ state: 'running' }, all), 'Run 42 is not over: running. Cancel it first: /ops cancel 42'],
  ['it is undone', past({}, all, [undoing('shop.two', 'succeeded')]), 'Run 42 was undone by run 50.'],
  ['somebody is at it', past({}, all, [undoing('shop.two', 'planned')]), 'Run 42 is being undone by run 50.'],
  ['it did nothing', past({ state: 'expired', startedAt: null }, []), 'did nothing that could be undone'],
  ['it ended before', past({ state: 'failed' }, []), 'ended before a step that can be undone.'],
  ['it has no pair', past({ plan: planOf() }, all), 'names a procedure that takes it back.'],
])('why not: %s', (_what, view, say) => {
  expect(whyNoUndo(view)).toContain(say);
});
