// Risks from the least to the worst.

import type { Risk } from './model.ts';

const order: Readonly<Record<Risk, number>> = { read: 0, change: 1, destroy: 2 };

/** The worse of two risks. */
export function worse(a: Risk, b: Risk): Risk {
  return order[a] >= order[b] ? a : b;
}

/** Whether `a` is a lower risk than `b`. */
export function isLower(a: Risk, b: Risk): boolean {
  return order[a] < order[b];
}
