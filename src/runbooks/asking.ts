// Who has to say yes to a procedure, and what happens while nobody does: the settings of its block, and what the team settled for
// procedures that say nothing. Pure.

import { z } from 'zod';
import { duration } from './duration.ts';
import type { Asking, Escalation, Procedure, Risk, Runbook } from './model.ts';

const names = z
  .array(z.string().regex(/^(@\S+|[UW][A-Z0-9]{2,})$/, 'Write a Slack handle such as "@ace-approvers", or a user id.'))
  .min(1)
  .max(5);

const number = z.int().min(0).max(5);

/** `approve: 2`, or `approve: { people: 2, from: ["@dba", "@security"] }`. */
export const approve = z.union([number, z.strictObject({ people: number.exactOptional(), from: names })]);
/** Who is asked as well when nobody has decided, and after how long. */
export const escalate = z
  .strictObject({
    after: duration,
    to: z.union([
      names,
      z
        .string()
        .transform((one) => [one])
        .pipe(names),
    ]),
  })
  .transform(({ after, to }) => ({ afterMs: after, to }));
/** What an approver shows besides pressing the button. */
export const stepUp = z.literal('code');

export interface AskingSettings {
  readonly approve?: z.infer<typeof approve>;
  readonly remind?: number;
  readonly escalate?: Escalation;
  readonly step_up?: z.infer<typeof stepUp>;
}

/** Absent where nothing is set. */
export function askingOf({ approve: asked, remind, escalate: to, step_up: step }: AskingSettings): { asking?: Asking } {
  const { people, from } = typeof asked === 'object' ? asked : { people: asked, from: undefined };
  const asking: Asking = {
    ...(people === undefined ? {} : { people }),
    ...(from === undefined ? {} : { from: [...new Set(from)] }),
    ...(remind === undefined ? {} : { remindMs: remind }),
    ...(to === undefined ? {} : { escalate: to }),
    ...(step === undefined ? {} : { stepUp: step }),
  };
  return Object.keys(asking).length === 0 ? {} : { asking };
}

/** How many people: the number that is asked for, one of each group at least, and somebody where something is destroyed. */
export function peopleNeeded(asked: number, from: readonly string[], risk: Risk): number {
  return Math.max(asked, from.length, risk === 'destroy' ? 1 : 0);
}

/** What `opsbook.yaml` settles for procedures that do not say it themselves. */
export interface AskingDefaults {
  readonly change: number;
  readonly destroy: number;
  readonly remindMs?: number | undefined;
  readonly escalate?: Escalation | undefined;
}

export const usualAsking: AskingDefaults = { change: 0, destroy: 1 };

/** The procedure as it asks under the team's rules. */
export function underDefaults(defaults: AskingDefaults, runbook: Runbook, procedure: Procedure): Procedure {
  const usual = usualPeople(defaults, runbook, procedure, procedure.risk);
  return { ...procedure, approvals: Math.max(procedure.approvals, usual) };
}

/**
 * How many people the team wants for it. Nobody is there to be asked where the clock or an incident starts a procedure by itself, and
 * a guide is done by people from the first step to the last.
 */
export function usualPeople(defaults: AskingDefaults, runbook: Runbook, procedure: Procedure, risk: Risk): number {
  const isOwn = procedure.asking?.people !== undefined || procedure.asking?.from !== undefined;
  const isUnattended = procedure.schedule !== undefined || procedure.on !== undefined;
  if (isOwn || isUnattended || runbook.page === 'guide' || risk === 'read') return 0;
  return defaults[risk];
}
