import { expect, test } from 'vitest';
import { later, noon, runOf, scriptStep } from '../../test/support/sample-run.ts';
import { evaluate } from '../runbooks/expression.ts';
import type { PlannedShellStep } from '../runbooks/planned.ts';
import { judge, scopeOf, type Outcome } from './judge.ts';
import type { Run } from './run.ts';

const fine: Outcome = { kind: 'answered', facts: { exit: 0, text: 'v1' }, accepted: true };
const bad: Outcome = { kind: 'answered', facts: { exit: 3 }, accepted: false };
const refused: Outcome = { kind: 'failed', say: 'Nobody listens there.' };
const lost: Outcome = { kind: 'unknown', say: 'It took too long.' };
const polled = { everyMs: 5_000, withinMs: 10_000 };

interface Case {
  readonly step?: Partial<PlannedShellStep>;
  readonly run?: Partial<Run>;
  readonly attempt?: number;
  readonly outcome: Outcome;
  readonly becomes: object;
}

const failed = (say: string): object => ({ kind: 'failed', say: expect.stringContaining(say) });

test.each<[string, Case]>([
  ['it worked', { outcome: fine, becomes: { outcome: 'done', event: { kind: 'step-done', saved: {} } } }],
  [
    'it did not',
    { outcome: bad, becomes: { outcome: 'unmet', event: failed('Step 2 failed: The script ended with exit code 3.') } },
  ],
  [
    'expect overrules the exit code',
    { step: { expect: 'exit == 3' }, outcome: bad, becomes: { event: { kind: 'step-done' } } },
  ],
  [
    'expect is not met',
    {
      step: { expect: 'exit == 1' },
      outcome: fine,
      becomes: { event: failed('Expected exit == 1, but the exit code was 0.') },
    },
  ],
  ['expect that is no yes', { step: { expect: 'text' }, outcome: fine, becomes: { outcome: 'unmet' } }],
  [
    'expect that cannot be computed',
    { step: { expect: 'rows[0].n == 1' }, outcome: fine, becomes: { event: failed('could not be checked') } },
  ],
  [
    'save sees facts, parameters and what was saved',
    {
      step: { save: [{ name: 'all', expression: 'text + parameters.revision + before' }] },
      run: { saved: { before: '!' } },
      outcome: fine,
      becomes: { event: { kind: 'step-done', saved: { all: 'v11a2b3c4!' } } },
    },
  ],
  [
    'save that cannot be computed: done, and the run stops',
    {
      step: { save: [{ name: 'n', expression: 'json.n' }] },
      outcome: fine,
      becomes: { outcome: 'done', event: failed('`n` could not be saved') },
    },
  ],
  ['no retries', { outcome: refused, becomes: { outcome: 'failed', event: failed('Nobody listens there.') } }],
  [
    'the first of two retries',
    { step: { retry: 2 }, outcome: refused, becomes: { event: { kind: 'try-again', at: noon } } },
  ],
  [
    'the last of two retries',
    { step: { retry: 2 }, attempt: 2, outcome: bad, becomes: { event: { kind: 'try-again' } } },
  ],
  ['retries used up', { step: { retry: 2 }, attempt: 3, outcome: refused, becomes: { event: { kind: 'failed' } } }],
  ['polling goes on', { step: polled, outcome: bad, becomes: { event: { kind: 'try-again', at: later(5_000) } } }],
  [
    'polling to the last moment',
    { step: polled, run: { stepSince: later(-5_000) }, outcome: bad, becomes: { event: { kind: 'try-again' } } },
  ],
  [
    'polling is over',
    {
      step: polled,
      run: { stepSince: later(-5_001) },
      attempt: 3,
      outcome: bad,
      becomes: { outcome: 'unmet', event: failed('It did not hold within 10 seconds (3 tries).') },
    },
  ],
  [
    'unknown, not to be repeated: nobody begins it again',
    {
      step: { retry: 5, ...polled },
      outcome: lost,
      becomes: {
        outcome: 'unknown',
        event: { kind: 'in-doubt', say: expect.stringContaining('Step 2 may have happened.') },
      },
    },
  ],
  [
    'unknown, safe to repeat',
    {
      step: { repeat: 'safe', retry: 1 },
      outcome: lost,
      becomes: { outcome: 'unknown', event: { kind: 'try-again' } },
    },
  ],
  [
    'unknown, safe, no retry left',
    { step: { repeat: 'safe' }, outcome: lost, becomes: { outcome: 'unknown', event: failed('It took too long.') } },
  ],
])('%s', (_name, { step, run, attempt = 1, outcome, becomes }) => {
  const current = runOf({ cursor: 1, stepSince: noon, ...run });
  expect(judge(current, scriptStep(step), attempt, outcome, evaluate, noon)).toMatchObject(becomes);
});

test('a step’s own facts come before saved values of the same name', () => {
  expect(scopeOf(runOf({ saved: { exit: 9, kept: 1 } }), { exit: 0 })).toMatchObject({ exit: 0, kept: 1 });
});
