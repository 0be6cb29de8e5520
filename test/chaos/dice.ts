// Chance that can be had again: the same seed throws the same dice.

export interface Dice {
  /** A whole number from 0 to below `below`. */
  readonly below: (below: number) => number;
  readonly between: (low: number, high: number) => number;
  readonly pick: <T>(some: readonly T[]) => T;
  /** Dice of their own for one of several who throw at the same time, so that none changes what another gets. */
  readonly apart: (name: string) => Dice;
}

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  // mulberry32: short, and even enough for who only wants surprises.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    pick: (some) => {
      const one = some[below(some.length)];
      if (one === undefined) throw new Error('There is nothing to pick from.');
      return one;
    },
    apart: (name) => diceOf(Buffer.from(name).reduce((sum, byte) => Math.imul(sum, 31) + byte, seed)),
  };
}
