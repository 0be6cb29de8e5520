// Whether a failed query says that the database is away, so that the same query may succeed later; anything else is a fault of ours.

import { DatabaseError } from 'pg';

// Classes connection exception, insufficient resources, operator intervention:
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const awayClasses = /^(?:08|53|57)/;

export function isOutage(thrown: unknown): boolean {
  if (isReadOnly(thrown)) return true;
  if (thrown instanceof DatabaseError) return awayClasses.test(thrown.code ?? '');
  if (!(thrown instanceof Error)) return false;
  if ('code' in thrown && typeof thrown.code === 'string') return /^E[A-Z_]+$/.test(thrown.code);
  // pg and pg-pool say these only in words.
  return /connection|timeout/i.test(thrown.message);
}

/** A standby, a full disk or a setting: the same statement succeeds when the database, or another one behind its name, takes changes. */
export function isReadOnly(thrown: unknown): boolean {
  return thrown instanceof DatabaseError && thrown.code === '25006';
}
