// What both kinds of database are underneath: one pg pool. Everything above this line speaks the same SQL to either.

import type { Pool } from 'pg';

export interface Engine {
  readonly kind: 'postgres' | 'embedded';
  readonly pool: Pool;
  /** Awaited after each statement. */
  readonly breathe: () => Promise<void>;
  /** Closes the pool and, where we own it, the database itself. */
  readonly stop: () => Promise<void>;
}

/** A statement outside a transaction, and a transaction by default, may take this long. */
export const statementLimitMs = 30_000;
