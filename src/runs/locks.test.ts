import { describe, expect, test } from 'vitest';
import { jonas, later, noon, planOf, runOf, scriptStep } from '../../test/support/sample-run.ts';
import { personId, runId } from '../ids.ts';
import type { Plan, PlannedCall, PlannedStep } from '../runbooks/planned.ts';
import { admit, locksOf, type Obstacle } from './locks.ts';

const target = (name: string): ReturnType<typeof scriptStep>['target'] => ({
  kind: 'shell',
  name,
  host: 'local',
  env: [],
});
const change = (name: string): PlannedStep => scriptStep({ risk: 'change', target: target(name) });
const look = scriptStep({ risk: 'read', target: target('eyes') });
const tick: PlannedStep = { kind: 'manual', title: '', risk: 'change', because: [], text: 'Do it.' };

function called(step: PlannedStep, procedure: string): PlannedStep {
  const call: PlannedCall = { procedure, id: '1', parameters: {}, conditions: [] };
  return { ...step, call };
}

function callsOf(lock?: string | false): Plan['calls'] {
  return [{ procedure: 'bank.pay', file: 'bank.md', revision: 'f00d', ...(lock === undefined ? {} : { lock }) }];
}

test.each<[string, Partial<Plan>, readonly string[]]>([
  ['nothing for reads and what people do', { steps: [look, tick] }, []],
  [
    'each target that is changed, once',
    { steps: [change('ops'), look, change('db'), change('ops')] },
    ['shop:db', 'shop:ops'],
  ],
  ['the declared one in place of them', { lock: 'door', steps: [change('ops'), change('db')] }, ['door']],
  ['the declared one also for reads', { lock: 'door', steps: [look] }, ['door']],
  ['none where none is wanted', { lock: false, steps: [change('ops')] }, []],
  [
    'a called target under its own system',
    { calls: callsOf(), steps: [called(change('ops'), 'bank.pay')] },
    ['bank:ops'],
  ],
  [
    'a called lock beside the own targets',
    { calls: callsOf('vault'), steps: [change('ops'), called(change('ops'), 'bank.pay')] },
    ['shop:ops', 'vault'],
  ],
  [
    'what is called under the caller’s',
    { lock: 'door', calls: callsOf(), steps: [called(change('ops'), 'bank.pay')] },
    ['door'],
  ],
  [
    'none for what is called without',
    { lock: 'door', calls: callsOf(false), steps: [called(change('ops'), 'bank.pay')] },
    [],
  ],
])('a plan takes %s', (_what, plan, locks) => {
  expect(locksOf(planOf(plan))).toEqual(locks);
});

describe('a start', () => {
  const obstacle: Obstacle = {
    name: 'shop:ops',
    state: 'held',
    since: noon,
    run: runId.parse(7),
    procedure: 'shop.stop',
    requestedBy: jonas,
    reason: '',
    channel: 'C0OPS',
    ts: null,
  };

  test('is now when nobody is before it', () => {
    expect(admit(runOf(), undefined, noon)).toEqual({ ok: true, value: 'now' });
  });

  test('is queued where the page says so', () => {
    const run = runOf({ plan: planOf({ whenLocked: 'queue' }) });
    expect(admit(run, obstacle, noon)).toEqual({ ok: true, value: 'queued' });
  });

  test.each<[string, Partial<Obstacle>, string]>([
    [
      'with who holds it and what to do',
      {},
      'Nothing was started: shop:ops is held by run 7 (shop.stop) of <@U0JONAS>, for 12 min. Wait for its end and try again, or ask for the lock: /ops unlock shop:ops <reason>',
    ],
    ['with who came first', { state: 'waiting' }, 'is waited for already by run 7'],
    ['with somebody at a terminal', { requestedBy: personId.parse('cli:ann') }, 'of ann, for 12 min'],
    ['of a moment ago', { since: later(719_999) }, 'for less than a minute'],
  ])('is refused %s', (_what, other, say) => {
    const refused = admit(runOf(), { ...obstacle, ...other }, later(720_000));
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'conflict', say: expect.stringContaining(say) } });
  });

  test('is refused with the card of the other run, once it is posted', () => {
    const see = { what: 'Run 7', channel: 'C0OPS', ts: '1.5' };
    expect(admit(runOf(), { ...obstacle, ts: '1.5' }, noon)).toMatchObject({ ok: false, refusal: { see } });
    expect(admit(runOf(), obstacle, noon)).not.toHaveProperty('refusal.see');
  });
});
