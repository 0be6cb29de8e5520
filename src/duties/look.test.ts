// How plans are looked at: bounded in number and time, and whatever goes wrong is said beside the step that it is about.

import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { createLooking, type Looking } from './look.ts';
import type { PlannedExecutable, PlannedStep } from '../runbooks/planned.ts';
import type { Preview, PreviewContext } from '../steps/step-kind.ts';
import { executable, planOf, scriptStep } from '../../test/support/sample-run.ts';

type See = (step: PlannedExecutable, context: PreviewContext) => Promise<Preview>;

function lookingWith(preview: See): Looking {
  return createLooking({
    now: () => Promise.resolve(new Date('2026-01-02T03:04:05Z')),
    log: pino({ level: 'silent' }),
    preview,
    loadSqlReader: async () => () => ({ ok: false, say: 'nothing is read here' }),
    expandFor: async () => ({ ok: true, value: (template) => template }),
    redactDeep: (value) => value,
  });
}

const read = scriptStep({ risk: 'read', evidence: true, environment: {} });
const sql: PlannedExecutable = {
  ...executable,
  kind: 'sql',
  risk: 'change',
  target: { kind: 'postgres', name: 'db', address: 'op@db/shop', url: '${D}' },
  statements: [{ text: 'update t set a = 1', values: [] }],
};
const nothing: Preview = { kind: 'seen', headline: 'exit code 0', text: '', facts: { exit: 0 } };
const plan = (...steps: readonly PlannedStep[]) => planOf({ steps: [...steps], parameters: { all: false } });

/** Counts how many are under way together; each ends when the test says so. */
function gate() {
  const waiting: (() => void)[] = [];
  let now = 0;
  let most = 0;
  return {
    see: async (): Promise<Preview> => {
      now += 1;
      most = Math.max(most, now);
      await new Promise<void>((resolve) => waiting.push(resolve));
      now -= 1;
      return nothing;
    },
    waiting,
    most: () => most,
    open: () => {
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
}

describe('a look', () => {
  test('is at marked reads and at changes, and tells the time by the clock it was given', async () => {
    const seen: string[] = [];
    const looking = lookingWith(async (step) => {
      seen.push(`${step.kind} ${step.risk}`);
      return step.kind === 'sql' ? { kind: 'counted', rows: 1, statements: [] } : nothing;
    });
    const unmarked = scriptStep({ risk: 'read' });
    const evidence = await looking.look(plan(read, unmarked, { ...sql, risk: 'read' }, sql));
    expect(seen.sort()).toEqual(['sh read', 'sql change']);
    expect(evidence.steps.map(({ step, found }) => [step, found.kind])).toEqual([
      [0, 'seen'],
      [3, 'counted'],
    ]);
    expect(evidence.at).toBe('2026-01-02T03:04:05.000Z');
  });

  test('shows what would be saved, cut to a bearable length', async () => {
    const facts = { exit: 0, text: 'x'.repeat(5_000) };
    const looking = lookingWith(async () => ({ kind: 'seen', headline: 'exit code 0', text: facts.text, facts }));
    const save = [
      { name: 'size', expression: 'size(text)' },
      { name: 'word', expression: 'text' },
      { name: 'none', expression: 'json.nowhere' },
    ];
    const { steps } = await looking.look(plan({ ...read, save }));
    const found = steps[0]?.found;
    if (found?.kind !== 'seen') throw new Error('not seen');
    expect(found.values.map(({ name }) => name)).toEqual(['size', 'word']);
    expect(found.values[0]?.value).toBe('5000');
    expect(found.values[1]?.value.length).toBeLessThanOrEqual(300);
    expect(found.text.length).toBeLessThanOrEqual(1_500);
  });

  test.each<[string, PlannedStep, object]>([
    ['a step that cannot apply', { ...read, when: 'parameters.all' }, { kind: 'skipped', when: 'parameters.all' }],
    ['a secret', { ...read, secret: true }, { kind: 'none', say: 'the step is marked secret' }],
    ['a secret change', { ...sql, secret: true }, { kind: 'none', say: 'the step is marked secret' }],
  ])('is not at %s', async (_, step, found) => {
    const looking = lookingWith(() => Promise.reject(new Error('somebody looked')));
    expect((await looking.look(plan(step))).steps).toEqual([{ step: 0, found }]);
  });

  test('is at a step whose condition is known only later, and at a secret that has a tolerance', async () => {
    const looking = lookingWith(async () => ({ kind: 'counted', rows: 2, statements: [] }));
    const { steps } = await looking.look(plan({ ...sql, when: 'before == 1' }, { ...sql, secret: true, tolerance: 2 }));
    expect(steps.map(({ found }) => found.kind)).toEqual(['counted', 'counted']);
  });

  test('does not give away why it failed at a secret', async () => {
    const looking = lookingWith(async () => ({ kind: 'unseen', say: 'invalid input: "psst"' }));
    const evidence = await looking.look(plan({ ...sql, secret: true, tolerance: 2 }));
    expect(JSON.stringify(evidence)).not.toContain('psst');
  });

  test('that breaks is told beside its step, and the others are seen', async () => {
    const looking = lookingWith(async (step) => {
      if (step.title === 'broken') throw new Error('a bug');
      return nothing;
    });
    const { steps } = await looking.look(plan(read, { ...read, title: 'broken' }, read));
    expect(steps.map(({ found }) => found.kind)).toEqual(['seen', 'unseen', 'seen']);
  });

  test('says who may have a change tried out, and sees the rest', async () => {
    const looking = lookingWith(async () => nothing);
    const { steps } = await looking.look(plan(read, sql), { changes: 'Ask @owners.' });
    expect(steps.map(({ found }) => found)).toMatchObject([{ kind: 'seen' }, { kind: 'none', say: 'Ask @owners.' }]);
  });
});

describe('the bounds', () => {
  test('twenty steps of a plan, three reads together, one change after the other, ten seconds each', async () => {
    const reads = gate();
    const changes = gate();
    const limits: number[] = [];
    const looking = lookingWith((step) => {
      limits.push(step.timeoutMs);
      return step.kind === 'sql' ? changes.see() : reads.see();
    });
    const steps = [
      ...Array.from({ length: 12 }, () => ({ ...read, timeoutMs: 60_000 })),
      ...Array.from({ length: 12 }, () => sql),
    ];
    let isDone = false;
    const look = looking.look(plan(...steps)).finally(() => (isDone = true));
    await expect
      .poll(
        () => {
          reads.open();
          changes.open();
          return isDone;
        },
        { timeout: 10_000, interval: 5 },
      )
      .toBe(true);
    expect([reads.most(), changes.most()]).toEqual([3, 1]);
    expect(Math.max(...limits)).toBeLessThanOrEqual(10_000);
    const found = (await look).steps;
    expect(found.filter((one) => one.found.kind === 'seen')).toHaveLength(20);
    expect(found.slice(20).map((one) => one.found)).toEqual(
      Array.from({ length: 4 }, () => ({ kind: 'unseen', say: 'No more than 20 steps of a plan are looked at.' })),
    );
  });

  test('four plans at a time; the others wait for their turn, and beyond a hundred nobody does', async () => {
    const { see, most, open } = gate();
    const looking = lookingWith(see);
    const ends = Array.from({ length: 120 }, () =>
      looking.look(plan(read)).then(
        () => 'seen',
        (thrown: unknown) => String(thrown),
      ),
    );
    let left = ends.length;
    for (const end of ends) void end.then(() => (left -= 1));
    await expect
      .poll(
        () => {
          open();
          return left;
        },
        { timeout: 10_000, interval: 5 },
      )
      .toBe(0);
    const all = await Promise.all(ends);
    expect(most()).toBe(4);
    expect(all.filter((end) => end === 'seen')).toHaveLength(104);
    expect(all.at(-1)).toContain('Too many plans are being looked at.');
  });

  test('a shutdown cuts what is under way, begins nothing that waits, and keeps nothing of it', async () => {
    let cut = 0;
    const looking = lookingWith(
      (_, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            cut += 1;
            resolve({ kind: 'unseen', say: 'Stopped' });
          });
        }),
    );
    const looks = Array.from({ length: 6 }, () => looking.look(plan(read)).catch((thrown: unknown) => String(thrown)));
    await new Promise(setImmediate);
    await looking.stop();
    expect(await Promise.all(looks)).toEqual(Array.from({ length: 6 }, () => 'Error: Opsbook is shutting down.'));
    expect(cut).toBeLessThanOrEqual(4);
  });
});
