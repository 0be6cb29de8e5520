import { expect, test } from 'vitest';
import { attemptOf, later, noon, runOf, scriptStep } from '../../test/support/sample-run.ts';
import { evaluate } from '../runbooks/expression.ts';
import type { PlannedShellStep } from '../runbooks/planned.ts';
import { judge, type Outcome } from './judge.ts';
import type { Attempt, Run } from './run.ts';
import { scopeOf } from './scope.ts';

const fine: Outcome = { kind: 'answered', facts: { exit: 0, text: 'v1' }, accepted: true };
const bad: Outcome = { kind: 'answered', facts: { exit: 3 }, accepted: false };
const measured: Outcome = { kind: 'answered', facts: { value: 4711 }, accepted: true };
const refused: Outcome = { kind: 'failed', say: 'Nobody listens there.' };
const lost: Outcome = { kind: 'unknown', say: 'It took too long.' };
const polled = { everyMs: 5_000, withinMs: 10_000 };

interface Case {
  readonly step?: Partial<PlannedShellStep>;
  readonly run?: Partial<Run>;
  readonly before?: readonly Attempt[];
  readonly outcome: Outcome;
  readonly becomes: object;
}

/** Looks at a step, one every five seconds, the last of them five seconds ago. */
const looks = (...outcomes: readonly Attempt['outcome'][]): Attempt[] =>
  outcomes.map((outcome, index) =>
    attemptOf({ step: 1, attempt: index + 1, outcome, endedAt: later((index - outcomes.length) * 5_000) }),
  );
const watched = { everyMs: 5_000, forMs: 15_000 };

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
  [
    'expect is not met by a value',
    {
      step: { expect: 'value == 1' },
      outcome: measured,
      becomes: { event: failed('Expected value == 1, but the value was 4711.') },
    },
  ],
  [
    'expect is not met by what a secret step saw',
    {
      step: { expect: 'value == 1', secret: true },
      outcome: measured,
      becomes: { event: failed('Expected value == 1, but it did not hold.') },
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
    { step: { retry: 2 }, before: looks('failed'), outcome: bad, becomes: { event: { kind: 'try-again' } } },
  ],
  [
    'retries used up',
    {
      step: { retry: 2 },
      run: { stepSince: later(-60_000) },
      before: looks('failed', 'unmet'),
      outcome: refused,
      becomes: { event: { kind: 'failed' } },
    },
  ],
  [
    'tries from before a person retried the step do not count',
    {
      step: { retry: 2 },
      before: looks('failed', 'unmet'),
      outcome: refused,
      becomes: { event: { kind: 'try-again' } },
    },
  ],
  [
    'a try that was cut off is no failed one',
    {
      step: { retry: 2 },
      before: looks('unknown', 'failed', 'unknown'),
      outcome: refused,
      becomes: { event: { kind: 'try-again' } },
    },
  ],
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
      before: looks('unmet', 'unmet'),
      outcome: bad,
      becomes: { outcome: 'unmet', event: failed('It did not hold within 10 seconds (3 tries).') },
    },
  ],
  [
    'it holds, but has to go on holding',
    {
      step: watched,
      outcome: fine,
      becomes: {
        outcome: 'done',
        say: 'Holds for 0 seconds of 15 seconds so far.',
        event: { kind: 'try-again', at: later(5_000) },
      },
    },
  ],
  [
    'it has held for long enough',
    { step: watched, before: looks('done', 'done', 'done'), outcome: fine, becomes: { event: { kind: 'step-done' } } },
  ],
  [
    'the last look is at the end, not after it',
    {
      step: { everyMs: 5_000, forMs: 12_000 },
      before: looks('done', 'done'),
      outcome: fine,
      becomes: { event: { kind: 'try-again', at: later(2_000) } },
    },
  ],
  [
    'a look that was cut off saw nothing, good or bad',
    {
      step: watched,
      before: looks('done', 'unknown', 'done'),
      outcome: fine,
      becomes: { event: { kind: 'step-done' } },
    },
  ],
  [
    'one miss fails it without `within`',
    {
      step: watched,
      before: looks('done', 'done'),
      outcome: bad,
      becomes: { outcome: 'unmet', event: failed('It did not hold for 15 seconds without a break. The script ended') },
    },
  ],
  [
    'one miss begins the count anew with `within`',
    {
      step: { ...watched, withinMs: 60_000 },
      before: looks('done', 'done', 'unmet'),
      outcome: fine,
      becomes: { outcome: 'done', event: { kind: 'try-again', at: later(5_000) } },
    },
  ],
  [
    'a miss after which it can no longer hold for long enough',
    {
      step: { ...watched, withinMs: 19_000 },
      outcome: bad,
      becomes: { event: failed('It did not hold for 15 seconds within 19 seconds (1 tries).') },
    },
  ],
  [
    'it holds, but too late to hold for long enough',
    {
      step: { ...watched, withinMs: 20_000 },
      run: { stepSince: later(-10_000) },
      before: looks('unmet', 'unmet'),
      outcome: fine,
      becomes: {
        outcome: 'unmet',
        event: failed('It did not hold for 15 seconds within 20 seconds (3 tries). It holds only now.'),
      },
    },
  ],
  [
    'nobody looked for a while: the count begins anew',
    {
      step: { ...watched, timeoutMs: 1_000 },
      before: [attemptOf({ step: 1, outcome: 'done', endedAt: later(-17_000) })],
      outcome: fine,
      becomes: { outcome: 'done', event: { kind: 'try-again', at: later(5_000) } },
    },
  ],
  [
    'what is saved is what the last look saw',
    {
      step: { ...watched, save: [{ name: 'seen', expression: 'text' }] },
      before: looks('done', 'done', 'done'),
      outcome: fine,
      becomes: { event: { kind: 'step-done', saved: { seen: 'v1' } } },
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
      becomes: { outcome: 'failed', event: { kind: 'try-again' } },
    },
  ],
  [
    'unknown, safe, no retry left',
    { step: { repeat: 'safe' }, outcome: lost, becomes: { outcome: 'failed', event: failed('It took too long.') } },
  ],
])('%s', (_name, { step, run, before = [], outcome, becomes }) => {
  const one = { run: runOf({ cursor: 1, stepSince: noon, ...run }), step: scriptStep(step), before };
  expect(judge({ ...one, attempt: before.length + 1 }, outcome, evaluate, noon)).toMatchObject(becomes);
});

test('a step’s own facts come before saved values of the same name', () => {
  expect(scopeOf(runOf({ saved: { exit: 9, kept: 1 } }), {}, { exit: 0 })).toMatchObject({ exit: 0, kept: 1 });
});
