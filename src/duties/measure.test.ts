// The steps of a check, carried out in memory: order, conditions, tries, time, and what is refused.

import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { planOf, scriptStep } from '../../test/support/sample-run.ts';
import type { Measured } from '../checks/measurement.ts';
import type { PlannedExecutable, PlannedStep } from '../runbooks/planned.ts';
import type { StepContext, StepOutcome } from '../steps/step-kind.ts';
import { createMeasuring, type Measuring } from './measure.ts';

type Run = (step: PlannedExecutable, context: StepContext) => Promise<StepOutcome>;

const answered = (facts: object): StepOutcome => ({ kind: 'answered', facts, output: '', accepted: true });
const gone: StepOutcome = { kind: 'failed', say: 'Nobody listens there.', output: '' };

function measuringWith(run: Run): Measuring {
  return createMeasuring({ log: pino({ level: 'silent' }), run, expand: (text) => text, redactDeep: (value) => value });
}

function measure(run: Run, steps: readonly PlannedStep[], limitMs?: number): Promise<Measured> {
  return measuringWith(run).measure(planOf({ steps: [...steps], parameters: {} }), limitMs);
}

const read = (name: string, expression: string, change: Partial<Parameters<typeof scriptStep>[0]> = {}): PlannedStep =>
  scriptStep({ risk: 'read', repeat: 'safe', save: [{ name, expression }], ...change });

describe('a measurement', () => {
  test('saves in order; a later step goes by what an earlier one saved', async () => {
    const seen: string[] = [];
    const run: Run = async (step) => {
      seen.push(step.title);
      return answered({ exit: 0, text: '7' });
    };
    const steps = [
      read('size', 'double(text)', { title: 'a' }),
      read('twice', 'size * 2.0', { title: 'b', when: 'size > 5.0' }),
      read('never', 'size', { title: 'c', when: 'size > 50.0' }),
    ];
    expect(await measure(run, steps)).toMatchObject({ kind: 'measured', values: { size: 7, twice: 14 } });
    expect(seen).toEqual(['a', 'b']);
  });

  test('tries again as often as the step says', async () => {
    let tries = 0;
    const run: Run = async () => ((tries += 1) < 3 ? gone : answered({ exit: 0 }));
    expect(await measure(run, [read('code', 'exit', { retry: 2 })])).toMatchObject({ values: { code: 0 } });
    tries = 0;
    expect(await measure(run, [read('code', 'exit', { retry: 1 })])).toMatchObject({
      kind: 'unknown',
      say: 'Step 1 failed: Nobody listens there.',
    });
  });

  test.each<[string, Run, readonly PlannedStep[], string]>([
    [
      'an expectation',
      async () => answered({ exit: 3 }),
      [read('a', 'exit', { expect: 'exit == 0' })],
      'Expected exit == 0',
    ],
    ['a value that is not there', async () => answered({}), [read('a', 'exit')], '`a` could not be saved'],
    ['a bug', () => Promise.reject(new Error('secret')), [read('a', 'exit')], 'Something broke on our side'],
    ['a change', async () => answered({}), [scriptStep()], 'Step 1 does more than read.'],
    [
      'a long wait',
      async () => answered({}),
      [{ kind: 'wait', title: '', risk: 'read', because: [], durationMs: 9e5 }],
      'The time for it was over before step 1',
    ],
    [
      'a slow retry',
      async () => gone,
      [read('a', 'exit', { everyMs: 9e5, withinMs: 9e6 })],
      'The time for it was over before step 1',
    ],
  ])('is unknown after %s, with a sentence', async (_, run, steps, say) => {
    const measured = await measure(run, steps);
    expect(measured.kind === 'unknown' && measured.say).toContain(say);
  });

  test('gives no step more time than is left', async () => {
    const limits: number[] = [];
    const run: Run = async (step) => {
      limits.push(step.timeoutMs);
      return answered({ exit: 0 });
    };
    await measure(run, [read('a', 'exit', { timeoutMs: 60_000 })], 2_000);
    expect(limits[0]).toBeLessThanOrEqual(2_000);
  });

  test('is cut by a shutdown, and then tells nothing of the target', async () => {
    const measuring = measuringWith(
      (_, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve({ kind: 'unknown', say: 'Stopped.', output: '' }));
        }),
    );
    const ended = measuring.measure(planOf({ steps: [read('a', 'exit')] })).catch((thrown: unknown) => String(thrown));
    await measuring.stop();
    expect(await ended).toContain('Opsbook is shutting down.');
  });
});
