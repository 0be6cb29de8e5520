// Which entries are wanted, by a list as by an export.

export interface EntryFilter {
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  /** `run:7`, or `run` for all runs. */
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  /** `approval.denied`, or `approval` for all that begin with it. */
  readonly action?: string | undefined;
}

/** Conditions on `audit a`, and the values of $`from` and those after it. */
export function conditionOf(
  { since, until, subject, actor, action }: EntryFilter,
  from: number,
): { readonly sql: string; readonly values: readonly unknown[] } {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = (value: unknown, condition: (place: string) => string): void => {
    if (value === undefined) return;
    conditions.push(condition(`$${from + values.length}`));
    values.push(value);
  };
  add(since, (place) => `a.at >= ${place}`);
  add(until, (place) => `a.at < ${place}`);
  add(subject, (place) => `(a.subject = ${place} or starts_with(a.subject, ${place} || ':'))`);
  add(actor, (place) => `a.actor = ${place}`);
  add(action, (place) => `(a.action = ${place} or starts_with(a.action, ${place} || '.'))`);
  return { sql: conditions.length === 0 ? 'true' : conditions.join(' and '), values };
}

export function isFilter(filter: EntryFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}
