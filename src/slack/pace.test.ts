import { expect, test } from 'vitest';
import { createPace, type Pace, type Rank } from './pace.ts';

/** A pace and a clock that is moved by hand. */
function held(): { readonly pace: Pace; readonly clock: { now: number } } {
  const clock = { now: 1_000_000 };
  return { pace: createPace(() => clock.now), clock };
}

function post(channel: string, key: string, rank: Rank = 2) {
  return { key, rank, method: 'chat.postMessage', channel };
}

function edit(key: string, rank: Rank = 2) {
  return { key, rank, method: 'chat.update' };
}

/** Has all of them come back at the very time that each was told; who went when, and how often somebody came. */
function carryOut(
  { pace, clock }: ReturnType<typeof held>,
  turns: readonly ReturnType<typeof post>[],
): { readonly went: (readonly [key: string, second: number])[]; readonly tries: number } {
  const began = clock.now;
  const went: (readonly [string, number])[] = [];
  let tries = 0;
  let due = turns.map((turn) => ({ turn, at: began }));
  while (due.length > 0) {
    const [next, ...rest] = due.toSorted((a, b) => a.at - b.at);
    if (next === undefined) break;
    clock.now = Math.max(clock.now, next.at);
    tries += 1;
    const waitMs = pace.wait(next.turn);
    if (waitMs === 0) went.push([next.turn.key, (clock.now - began) / 1_000]);
    due = waitMs === 0 ? rest : [...rest, { turn: next.turn, at: clock.now + waitMs }];
  }
  return { went, tries };
}

test('three at once, then one a second, each channel for itself', () => {
  const { pace, clock } = held();
  const waits = (channel: string, keys: string): number[] => Array.from(keys, (key) => pace.wait(post(channel, key)));
  expect(waits('C1', 'abcd')).toEqual([0, 0, 0, 1_000]);
  expect(waits('C2', 'a')).toEqual([0]);
  clock.now += 999;
  expect(waits('C1', 'd')).toEqual([1]);
  clock.now += 1;
  expect(waits('C1', 'de')).toEqual([0, 1_000]);
  clock.now += 60_000;
  expect(waits('C1', 'fghi')).toEqual([0, 0, 0, 1_000]);
});

test('five hundred in one channel come back in their order, each once', () => {
  const scene = held();
  const turns = Array.from({ length: 500 }, (_, index) => post('C1', `post ${index}`));
  const { went, tries } = carryOut(scene, turns);
  expect(went.map(([key]) => key)).toEqual(turns.map(({ key }) => key));
  expect(went.at(-1)?.[1]).toBe(497);
  expect(tries).toBe(3 + 2 * 497);
});

test('what is urgent goes before what waits, and nobody is asked more than once more', () => {
  const scene = held();
  const chatter = Array.from({ length: 50 }, (_, index) => post('C1', `chatter ${index}`, 3));
  for (const turn of chatter) scene.pace.wait(turn);
  const urgent = post('C1', 'approval', 0);
  const { went, tries } = carryOut(scene, [urgent, ...chatter.slice(3)]);
  expect(went[0]).toEqual(['approval', 1]);
  expect(went.at(-1)?.[1]).toBe(48);
  expect(tries).toBeLessThanOrEqual(2 + 3 * 47);
});

test('who comes early keeps the place', () => {
  const { pace, clock } = held();
  for (const key of 'abcdef') pace.wait(post('C1', key));
  clock.now += 500;
  expect(pace.wait(post('C1', 'f'))).toBe(2_500);
  expect(pace.wait(post('C1', 'd'))).toBe(500);
});

test('who comes late, because there are no hands, goes next and not to the end', () => {
  const { pace, clock } = held();
  for (let index = 0; index < 103; index += 1) pace.wait(post('C1', `post ${index}`));
  clock.now += 60_000;
  // All that were told a time of the last minute are late; the others wait for theirs.
  const late = ['post 10', 'post 11', 'post 12', 'post 13'].map((key) => pace.wait(post('C1', key)));
  expect(late).toEqual([0, 0, 0, 1_000]);
  clock.now += 1_000;
  expect(pace.wait(post('C1', 'post 13'))).toBe(0);
  expect(pace.wait(post('C1', 'new'))).toBeGreaterThan(30_000);
});

test('what is left of the told time takes no place', () => {
  const { pace, clock } = held();
  for (const key of 'abcd') pace.wait(post('C1', key));
  expect([pace.left(post('C1', 'd')), pace.left(post('C1', 'new'))]).toEqual([1_000, 0]);
  clock.now += 400;
  expect(pace.left(post('C1', 'd'))).toBe(600);
  clock.now += 2_000;
  expect(pace.left(post('C1', 'd'))).toBe(0);
  expect(pace.wait(post('C1', 'd'))).toBe(0);
  expect(pace.left(post('C1', 'd'))).toBe(0);
});

test('who does not come back holds nobody up for long', () => {
  const { pace, clock } = held();
  for (let index = 0; index < 103; index += 1) pace.wait(post('C1', `gone ${index}`));
  clock.now += 120_000;
  expect(['a', 'b', 'c', 'd'].map((key) => pace.wait(post('C1', key)))).toEqual([0, 0, 0, 1_000]);
});

test('a 429 holds its own line; of two channels at once, the workspace’s', () => {
  const { pace, clock } = held();
  expect(pace.wait(post('C1', 'a'))).toBe(0);
  expect(pace.slow(post('C1', 'a'), 5_000)).toBe(5_000);
  expect(pace.wait(post('C1', 'a'))).toBe(5_000);
  expect(pace.wait(post('C2', 'b'))).toBe(0);
  expect(pace.slow(post('C2', 'b'), 5_000)).toBe(5_000);
  expect(pace.wait(post('C3', 'c'))).toBeGreaterThanOrEqual(5_000);
  clock.now += 5_000;
  expect(pace.wait(post('C3', 'c'))).toBe(0);
  expect(pace.wait(post('C1', 'a'))).toBeGreaterThan(0);
});

test('a method’s rate is learnt from what Slack took in the minute before its 429', () => {
  const scene = held();
  const { pace, clock } = scene;
  for (let index = 0; index < 50; index += 1) expect(pace.wait(edit(`card ${index}`))).toBe(0);
  pace.slow(edit('card 49'), 2_000);
  const waits = ['x', 'y', 'z'].map((key) => pace.wait(edit(key)));
  expect(waits).toEqual([2_000, 3_200, 4_400]);
  clock.now += 2_000;
  expect(pace.wait(edit('x'))).toBe(0);
  expect(pace.wait(edit('y'))).toBe(1_200);
  clock.now += 60_000;
  expect(['p', 'q', 'r'].map((key) => pace.wait(edit(key)))).toEqual([0, 0, 0]);
});

test('trouble is waited out longer each time, up to about a minute, until Slack takes something', () => {
  const { pace } = held();
  const turn = post('C1', 'a');
  const waits = Array.from({ length: 9 }, () => pace.fail(turn));
  expect(waits[0]).toBeLessThan(1_300);
  expect(waits.at(-1)).toBeGreaterThan(40_000);
  expect(waits.at(-1)).toBeLessThan(80_000);
  pace.succeed(turn);
  expect(pace.fail(turn)).toBeLessThan(1_300);
});

test('lines of the past are forgotten, and cost no place of the present', () => {
  const { pace, clock } = held();
  for (let index = 0; index < 20_000; index += 1) pace.wait(post(`C${index}`, 'a'));
  clock.now += 500;
  for (const key of 'abc') pace.wait(post('busy', key));
  expect(pace.wait(post('busy', 'd'))).toBeGreaterThan(0);
});
