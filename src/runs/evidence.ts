// What was looked at while a plan was made: present values, and the rows that SQL would change. It stands beside the plan and is no
// part of it: what is approved is the plan. Only the counts have an effect, where a step has a `tolerance` (tolerance.ts).

import { z } from 'zod';
import type { Plan, PlannedSqlStep, PlannedStep } from '../runbooks/planned.ts';

/** All texts are redacted and cut already. */
const finding = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('seen'),
    /** A few words: "HTTP 200", "3 rows". */
    headline: z.string(),
    /** What `save` would keep, as JSON. */
    values: z.array(z.object({ name: z.string(), value: z.string() })),
    text: z.string(),
  }),
  z.object({
    kind: z.literal('counted'),
    rows: z.number(),
    statements: z.array(z.object({ command: z.string(), rows: z.number().nullable() })),
  }),
  /** Part of a sentence that says why it cannot be known before. */
  z.object({ kind: z.literal('none'), say: z.string() }),
  /** A sentence that says why it could not be looked at. */
  z.object({ kind: z.literal('unseen'), say: z.string() }),
  /** The condition that does not hold, whatever the steps before it give. */
  z.object({ kind: z.literal('skipped'), when: z.string() }),
]);

export const evidence = z.object({
  /** ISO 8601, by ops_now(). */
  at: z.string(),
  steps: z.array(z.object({ step: z.number(), found: finding })),
});
export type Evidence = z.infer<typeof evidence>;
export type Finding = z.infer<typeof finding>;

/** Sentences that say why somebody may not have these steps looked at. */
export interface WhyNotLook {
  readonly reads?: string | undefined;
  readonly changes?: string | undefined;
}

/** Looks now. Rejects when Opsbook's own database is away, or at a shutdown. */
export type Look = (plan: Plan, whyNot?: WhyNotLook) => Promise<Evidence>;

/** Whether a look at the plan's targets can tell anything about it. */
export function isWorthALook(plan: Plan): boolean {
  return plan.steps.some((step) => step.kind === 'sql' && step.risk !== 'read') || plan.steps.some(isEvidence);
}

/** A read step that is carried out while planning. */
export function isEvidence(step: PlannedStep): boolean {
  return 'target' in step && step.risk === 'read' && step.evidence === true;
}

export function findingOf(seen: Evidence | null, step: number): Finding | undefined {
  return seen?.steps.find((one) => one.step === step)?.found;
}

/** The most rows that the step may change, when its preview has counted so many; undefined without `tolerance`. */
export function toleratedRows({ tolerance }: PlannedSqlStep, counted: number): number | undefined {
  // A tolerance has three decimals at most; in thousandths no rounding error can take a row away.
  return tolerance === undefined ? undefined : Math.floor((Math.round(tolerance * 1000) * counted) / 1000);
}
