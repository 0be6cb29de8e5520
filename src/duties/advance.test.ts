import pino from 'pino';
import { expect, test } from 'vitest';
import { runId } from '../ids.ts';
import { usualAsking } from '../runbooks/asking.ts';
import { loadRunbooks } from '../runbooks/load.ts';
import { makeTrails } from '../trail/trail.ts';
import { createAdvance, type Advance } from './advance.ts';

const library = await loadRunbooks([]);
const [seven, eight] = [runId.parse(7), runId.parse(8)];

/** A walk begins by asking the database, which is not there. */
function advance(): Advance {
  const away = (): Promise<never> => Promise.reject(new Error('the database was asked'));
  const never = (): never => {
    throw new Error('nothing is performed here');
  };
  const log = pino({ level: 'silent' });
  const trails = makeTrails(log, undefined);
  return createAdvance({
    trails,
    trail: trails.follow(undefined),
    database: { kind: 'postgres', rows: away, one: away, run: away, transaction: away, stop: away },
    queue: { executor: 'a', isDoubted: never, send: never, following: never, work: never, stop: never },
    shelf: { library, asking: () => usualAsking, targetsOf: never, environmentOf: never },
    log,
    record: never,
    run: never,
    probe: never,
    expandFor: never,
    redact: (text) => text,
    redactDeep: (value) => value,
  });
}

test('no guard looks at a run that is held for an attempt, and nobody holds it twice', async () => {
  const own = advance();
  expect(own.hold(seven)).toBe(true);
  expect(await own.guard({ run: seven })).toEqual({ again: 3_000 });
  expect([own.hold(seven), own.hold(eight)]).toEqual([false, true]);
  own.release(seven);
  await expect(own.guard({ run: seven })).rejects.toThrow('the database was asked');
  expect(own.hold(seven)).toBe(true);
});

test('a run that is being walked is not held', async () => {
  const own = advance();
  const walking = own.guard({ run: seven });
  expect(own.hold(seven)).toBe(false);
  await expect(walking).rejects.toThrow('the database was asked');
});

test('a process that is about to stop holds nothing', async () => {
  const own = advance();
  await own.drain(0);
  expect(own.hold(seven)).toBe(false);
});
