// When a procedure was rehearsed last, as it is told beside what is real.

import type { Sql } from '../db/database.ts';
import { readNow } from '../incidents/store.ts';
import { findRehearsal, type Rehearsal } from './store.ts';

export interface Rehearsed {
  /** Undefined when it never was. */
  readonly last: Rehearsal | undefined;
  readonly now: Date;
}

/** Undefined where nobody can rehearse, and nobody has. */
export async function readRehearsed(
  sql: Sql,
  procedure: string,
  range: object | undefined,
): Promise<Rehearsed | undefined> {
  const last = await findRehearsal(sql, procedure);
  return last === undefined && range === undefined ? undefined : { last, now: await readNow(sql) };
}

export function rehearsedInWords({ last, now }: Rehearsed, whoIs: (person: string) => string): string {
  if (last === undefined) return 'never rehearsed';
  const { endedAt, by, tookMs, missed } = last;
  const updates = missed === 0 ? 'no update missed' : `${missed} ${missed === 1 ? 'update' : 'updates'} missed`;
  return `rehearsed ${agoInWords(now.getTime() - endedAt.getTime())}, by ${whoIs(by)}: ${minutesInWords(tookMs)}, ${updates}`;
}

function agoInWords(ms: number): string {
  const days = Math.floor(ms / 86_400_000);
  if (days >= 1) return `${days} ${days === 1 ? 'day' : 'days'} ago`;
  const hours = Math.floor(ms / 3_600_000);
  return hours >= 1 ? `${hours} h ago` : 'less than an hour ago';
}

function minutesInWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 1 ? 'less than a minute' : `${minutes} min`;
}
