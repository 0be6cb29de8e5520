import { expect, test } from 'vitest';
import { attemptOf, later, noon, planOf, runOf, scriptStep } from '../../test/support/sample-run.ts';
import { nextMove, type MoveView } from './next-move.ts';
import { runState, type Run } from './run.ts';

const open = attemptOf({ endedAt: null, outcome: null, executor: 'gone' });
const conditional = planOf({ steps: [scriptStep({ when: 'before == "v1"' })] });
const call = { procedure: 'shop.a', id: '1', parameters: {}, conditions: [{ when: 'way', id: '', parameters: {} }] };
const called = planOf({ steps: [scriptStep({ call })] });
const options = [
  { value: 'back', label: 'Put it back' },
  { value: 'on', label: 'Go on' },
];
const choice = planOf({ steps: [{ kind: 'choose', title: '', risk: 'read', because: [], name: 'way', options }] });
const waiting = planOf({ steps: [{ kind: 'wait', title: '', risk: 'read', because: [], durationMs: 60_000 }] });

interface Case {
  readonly run?: Partial<Run>;
  readonly view?: Partial<MoveView>;
  readonly move: object;
}

test.each<[string, Case]>([
  ['the first step', { move: { kind: 'attempt', attempt: 1 } }],
  ['after the last step', { run: { cursor: 5 }, move: { kind: 'finish' } }],
  ['a plan without steps', { run: { plan: planOf({ steps: [] }) }, move: { kind: 'finish' } }],
  ['a checklist item', { run: { cursor: 2 }, move: { kind: 'ask-person' } }],
  ['a gate', { run: { cursor: 3 }, move: { kind: 'ask-approval' } }],
  [
    'a step with a condition',
    { run: { plan: conditional }, move: { kind: 'skip-check', step: { when: 'before == "v1"' } } },
  ],
  ['a step of a call with a condition', { run: { plan: called }, move: { kind: 'skip-check' } }],
  ['a choice', { run: { plan: choice }, move: { kind: 'ask-person', step: { kind: 'choose' } } }],
  ['a condition that holds', { run: { plan: conditional }, view: { whenHolds: true }, move: { kind: 'attempt' } }],
  ['a wait begins', { run: { plan: waiting }, move: { kind: 'sleep', until: later(60_000) } }],
  ['a wait goes on', { run: { plan: waiting, wakeAt: later(1) }, move: { kind: 'sleep', until: later(1) } }],
  ['a wait is over', { run: { plan: waiting, wakeAt: noon }, move: { kind: 'wait-over' } }],
  ['not before its next try', { run: { wakeAt: later(1) }, move: { kind: 'sleep', until: later(1) } }],
  ['its next try', { run: { wakeAt: noon }, view: { attempts: [attemptOf()] }, move: { kind: 'attempt', attempt: 2 } }],
  [
    'out of time',
    { run: { deadlineAt: noon }, move: { kind: 'time-out', say: expect.stringContaining('300 seconds') } },
  ],
  ['the last moment', { run: { deadlineAt: later(1) }, move: { kind: 'attempt' } }],
  ['a person is asked all the same', { run: { cursor: 2, deadlineAt: noon }, move: { kind: 'ask-person' } }],
  [
    'somebody is at it',
    { view: { attempts: [open], alive: new Set(['gone']) }, move: { kind: 'look-later', at: later(5_000) } },
  ],
  ['begun by somebody who is gone', { view: { attempts: [open] }, move: { kind: 'doubt', attempt: open } }],
  [
    'doubt comes before the time, the condition and the next try',
    {
      run: { plan: conditional, deadlineAt: noon, wakeAt: later(1) },
      view: { attempts: [attemptOf(), { ...open, attempt: 2 }] },
      move: { kind: 'doubt', attempt: { ...open, attempt: 2 } },
    },
  ],
])('%s', (_name, { run, view, move }) => {
  const seen = { run: runOf(run), attempts: [], alive: new Set<string>(), whenHolds: false, ...view };
  expect(nextMove(seen, noon)).toMatchObject(move);
});

test.each(runState.options.filter((state) => state !== 'running'))('%s: nothing moves', (state) => {
  expect(nextMove({ run: runOf({ state }), attempts: [open], alive: new Set(), whenHolds: true }, noon)).toEqual({
    kind: 'rest',
  });
});
