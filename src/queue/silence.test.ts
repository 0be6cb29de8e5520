import { expect, test } from 'vitest';
import { watchSilence, type Moment } from './silence.ts';

/** A process that is heard every three seconds, until it is told otherwise. */
function begin(): {
  readonly pass: (ms: number, clocks?: Partial<Moment>) => void;
  readonly speak: () => void;
  readonly isDoubted: () => boolean;
} {
  let at: Moment = { running: 1_000, wall: 1_700_000_000_000 };
  const silence = watchSilence(() => at);
  silence.heard(at);
  return {
    pass: (ms, { running = ms, wall = ms } = {}) => (at = { running: at.running + running, wall: at.wall + wall }),
    speak: () => silence.heard(at),
    isDoubted: silence.isDoubted,
  };
}

test('nobody is trusted before it has spoken', () => {
  expect(watchSilence().isDoubted()).toBe(true);
});

test('whoever speaks every few seconds is trusted, and whoever falls silent is not', () => {
  const { pass, speak, isDoubted } = begin();
  for (let beat = 0; beat < 10; beat += 1) {
    pass(3_000);
    speak();
    expect(isDoubted()).toBe(false);
  }
  pass(7_999);
  expect(isDoubted()).toBe(false);
  pass(1);
  expect(isDoubted()).toBe(true);
});

test('that it speaks again does not help at once: what it was about to do may be older', () => {
  const { pass, speak, isDoubted } = begin();
  pass(20_000);
  speak();
  expect(isDoubted()).toBe(true);
  for (let beat = 0; beat < 199; beat += 1) {
    pass(3_000);
    speak();
    expect(isDoubted()).toBe(true);
  }
  pass(3_000);
  speak();
  expect(isDoubted()).toBe(false);
});

test.each([
  ['a suspended machine, whose running time stood still', { running: 0, wall: 60_000 }],
  ['a stopped process whose wall clock was set back meanwhile', { running: 60_000, wall: -3_600_000 }],
])('%s is doubted', (_what, clocks) => {
  const { pass, speak, isDoubted } = begin();
  pass(0, clocks);
  speak();
  expect(isDoubted()).toBe(true);
});
