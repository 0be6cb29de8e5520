// How long it took people to see, to tell, to stop the hurt, to resolve: medians of what was recorded, never guessed.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import { severity, type Severity } from './incident.ts';

export const daysCounted = 90;

export interface SpanNumbers {
  readonly what: 'acknowledge' | 'first update' | 'mitigate' | 'resolve';
  /** Undefined when nothing was recorded. */
  readonly medianMs: number | undefined;
  readonly missing: number;
  /** Ends before they begin. */
  readonly invalid: number;
}

export interface IncidentNumbers {
  readonly severity: Severity;
  readonly count: number;
  readonly spans: readonly SpanNumbers[];
  readonly updates: { readonly human: number; readonly facts: number; readonly missed: number };
}

const counted = z.object({
  severity,
  declaredAt: z.date(),
  acknowledgedAt: z.date().nullable(),
  firstUpdateAt: z.date().nullable(),
  mitigatedAt: z.date().nullable(),
  resolvedAt: z.date().nullable(),
  human: z.number(),
  facts: z.number(),
  missed: z.number(),
});
export type CountedIncident = z.infer<typeof counted>;

export async function readNumbers(sql: Sql): Promise<IncidentNumbers[]> {
  const rows = await sql.rows(
    counted,
    `select i.severity, i.declared_at, i.acknowledged_at, i.mitigated_at, i.resolved_at,
       min(s.settled_at) filter (where s.state = 'human') as first_update_at,
       count(*) filter (where s.state = 'human') as human,
       count(*) filter (where s.state = 'facts') as facts,
       coalesce(sum((s.facts ->> 'missed')::int) filter (where s.state = 'facts'), 0)::float8 as missed
     from incident i left join update_slot s on s.incident = i.id
     where i.state <> 'merged' and not i.is_drill and i.declared_at > ops_now() - $1 * interval '1 day' group by i.id`,
    [daysCounted],
  );
  return numbersOf(rows);
}

/** Pure. By severity, the worst first. */
export function numbersOf(incidents: readonly CountedIncident[]): IncidentNumbers[] {
  const severities = [...new Set(incidents.map((each) => each.severity))].sort((a, b) => a - b);
  return severities.map((of) => {
    const own = incidents.filter((each) => each.severity === of);
    const sum = (pick: (each: CountedIncident) => number): number => own.reduce((total, each) => total + pick(each), 0);
    return {
      severity: of,
      count: own.length,
      spans: [
        spanOf('acknowledge', own, (each) => each.acknowledgedAt),
        spanOf('first update', own, (each) => each.firstUpdateAt),
        spanOf('mitigate', own, (each) => each.mitigatedAt),
        spanOf('resolve', own, (each) => each.resolvedAt),
      ],
      updates: {
        human: sum((each) => each.human),
        facts: sum((each) => each.facts),
        missed: sum((each) => each.missed),
      },
    };
  });
}

function spanOf(
  what: SpanNumbers['what'],
  incidents: readonly CountedIncident[],
  end: (each: CountedIncident) => Date | null,
): SpanNumbers {
  const spans = incidents.flatMap((each) => {
    const at = end(each);
    return at === null ? [] : [at.getTime() - each.declaredAt.getTime()];
  });
  const valid = spans.filter((ms) => ms >= 0).sort((a, b) => a - b);
  return {
    what,
    medianMs: valid.length === 0 ? undefined : median(valid),
    missing: incidents.length - spans.length,
    invalid: spans.length - valid.length,
  };
}

function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}
