// What is to happen while nobody decides: approvers are reminded once, then others are asked as well. Pure.

import type { Approval } from './run.ts';

export interface Urging {
  readonly remind: boolean;
  readonly escalate: boolean;
  /** When to look again; undefined when nothing is left to be done. */
  readonly againMs: number | undefined;
}

export function urge(approval: Approval, now: Date): Urging {
  const isOpen = approval.state === 'pending' && now < approval.expiresAt;
  const isDue = (at: Date | null, doneAt: Date | null): boolean =>
    isOpen && at !== null && doneAt === null && now >= at;
  const remind = isDue(approval.remindAt, approval.remindedAt);
  const escalate = isDue(approval.escalateAt, approval.escalatedAt);
  const ahead = [approval.remindAt, approval.escalateAt].flatMap((at) =>
    isOpen && at !== null && at > now && at < approval.expiresAt ? [at.getTime() - now.getTime()] : [],
  );
  // After a time without the bot, both may be due: then the others are asked, and that reminds everybody enough.
  return { remind: remind && !escalate, escalate, againMs: ahead.length === 0 ? undefined : Math.min(...ahead) };
}
