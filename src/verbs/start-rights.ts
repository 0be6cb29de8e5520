// What the page of a procedure or a plan says of rights: who may start it, who may approve it, and whether the one who reads it may.

import type { Matter } from '../policy/may.ts';
import { neededToApprove, type Permission } from '../policy/permission.ts';
import type { Risk } from '../runbooks/model.ts';
import type { Found } from './find-procedure.ts';
import type { Asker, Workshop } from './verb.ts';

export interface StartRights {
  /** Why the one who asks may not start it here and now; undefined when they may. */
  readonly refusal: string | undefined;
  readonly starters: string;
  /** Undefined when nobody is asked. */
  readonly approvers: string | undefined;
}

/** A guide is a checklist: whoever may run reads may go through it. */
export function neededFor({ runbook, procedure }: Found): Permission {
  return runbook.page === 'guide' ? 'run:read' : `run:${procedure.risk}`;
}

export function matterOf({ runbook, procedure }: Found): Matter {
  const { system, owners, approvers } = runbook;
  return { system, owners, approvers, procedure: procedure.name };
}

export async function startRights(
  workshop: Workshop,
  { person, channel }: Pick<Asker, 'person' | 'channel'>,
  start: { readonly needs: Permission; readonly risk: Risk; readonly asked: readonly string[] },
  matter: Matter,
): Promise<StartRights> {
  const { needs, risk, asked } = start;
  return {
    refusal: await workshop.whyNot(person, needs, { ...matter, channel }),
    starters: workshop.whoMay(needs, matter),
    approvers: asked.length === 0 ? undefined : workshop.whoMay(neededToApprove(risk), { ...matter, approvers: asked }),
  };
}
