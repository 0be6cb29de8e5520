// Whether a failed query says that the database is away, so that the same query may succeed later; anything else is a fault of ours.

// Classes connection exception, insufficient resources, operator intervention:
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const awayClasses = /^(?:08|53|57)/;

export function isOutage(thrown: unknown): boolean {
  if (takesNoChanges(thrown)) return true;
  const state = stateOf(thrown);
  if (state !== undefined) return awayClasses.test(state);
  if (!(thrown instanceof Error)) return false;
  if ('code' in thrown && typeof thrown.code === 'string') return /^E[A-Z_]+$/.test(thrown.code);
  // pg and pg-pool say these only in words.
  return /connection|timeout/i.test(thrown.message);
}

/** Whether a connection to the database was lost or refused, and nothing else may be meant: for where many things can break. */
export function hasGoneAway(thrown: unknown): boolean {
  const state = stateOf(thrown);
  if (state !== undefined) return awayClasses.test(state);
  if (!(thrown instanceof Error)) return false;
  if ('code' in thrown && (thrown.code === 'ECONNRESET' || thrown.code === 'EPIPE')) return true;
  return /^connection terminated|^timeout exceeded when trying to connect/i.test(thrown.message);
}

// read_only_sql_transaction, disk_full
const noChanges = new Set(['25006', '53100']);

/** A standby, a setting or a full disk: the same statement succeeds when the database, or another one behind its name, takes changes. */
export function takesNoChanges(thrown: unknown): boolean {
  return noChanges.has(stateOf(thrown) ?? '');
}

/** PostgreSQL's code of an error that it said itself. The embedded one throws a class of its own, with the same fields. */
function stateOf(thrown: unknown): string | undefined {
  const isSaid = thrown instanceof Error && 'severity' in thrown && 'code' in thrown;
  return isSaid && typeof thrown.code === 'string' ? thrown.code : undefined;
}
