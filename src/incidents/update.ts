// What a status post says: the facts as they are known at its time. Pure.

import { z } from 'zod';
import { hasEnded, runState, type RunState } from '../runs/run.ts';
import type { Incident, IncidentRole, UpdateSlot } from './incident.ts';
import type { SlotTimes } from './slots.ts';
import type { TimelineLine } from './timeline.ts';

export const updateFacts = z.object({
  severity: z.number(),
  commander: z.string().nullable(),
  openForMs: z.number(),
  /** Since the last human update, or since it was declared. */
  silentForMs: z.number(),
  /** What happened since the last post. */
  happened: z.array(z.object({ at: z.string(), kind: z.string(), actor: z.string(), text: z.string() })),
  /** How many more of them there are. */
  more: z.number(),
  roles: z.array(z.object({ role: z.string(), person: z.string() })),
  openRuns: z.array(z.object({ id: z.number(), procedure: z.string(), state: runState })),
  /** Promised times that passed while the bot was away. */
  missed: z.number(),
  lateMs: z.number(),
  nextAt: z.string().nullable(),
});
export type UpdateFacts = z.infer<typeof updateFacts>;

export interface Known {
  readonly incident: Incident;
  readonly roles: readonly IncidentRole[];
  /** Those that say when the last update was posted, and the last that people wrote. */
  readonly slots: readonly SlotTimes[];
  /** What is new at least, and how much of it is not among them. */
  readonly lines: readonly TimelineLine[];
  readonly more: number;
  readonly runs: readonly { readonly id: number; readonly procedure: string; readonly state: RunState }[];
}

/** A post tells so many of them. */
export const mostNews = 10;
/** A post that is this late was held up by nothing worth telling. */
const punctualMs = 90_000;

export function factsOf(
  known: Known,
  slot: Pick<UpdateSlot, 'seq' | 'dueAt'>,
  next: Date | undefined,
  now: Date,
): UpdateFacts {
  const { incident, lines, slots } = known;
  const settled = slots.filter((each) => each.settledAt !== null && each.state !== 'cancelled' && each.seq < slot.seq);
  const since = settled.at(-1)?.settledAt ?? incident.declaredAt;
  const human = settled.findLast((each) => each.state === 'human')?.settledAt ?? incident.declaredAt;
  const happened = lines.filter(({ at, kind, isDeleted }) => at > since && at <= now && !isDeleted && !isItself(kind));
  const lateMs = Math.max(0, now.getTime() - slot.dueAt.getTime());
  return {
    severity: incident.severity,
    commander: incident.commander,
    openForMs: now.getTime() - incident.declaredAt.getTime(),
    silentForMs: now.getTime() - human.getTime(),
    happened: happened
      .slice(-mostNews)
      .map(({ at, kind, actor, text }) => ({ at: at.toISOString(), kind, actor, text })),
    more: known.more + Math.max(0, happened.length - mostNews),
    roles: known.roles.filter(({ state }) => state === 'held').map(({ role, person }) => ({ role, person })),
    openRuns: known.runs.filter(({ state }) => !hasEnded(state)),
    missed: missedBy(lateMs, incident.cadenceMs),
    lateMs: lateMs > punctualMs ? lateMs : 0,
    nextAt: next?.toISOString() ?? null,
  };
}

/** What the updates themselves wrote is no news in an update. */
function isItself(kind: TimelineLine['kind']): boolean {
  return kind === 'facts' || kind === 'update' || kind === 'declared';
}

/** After an outage one post catches up; the others that were due in between are only counted. */
function missedBy(lateMs: number, cadenceMs: number | null): number {
  return cadenceMs === null ? 0 : Math.floor(lateMs / cadenceMs);
}
