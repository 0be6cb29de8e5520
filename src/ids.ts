// Ids that people say aloud, and the branded types that keep them apart in code.

import { randomBytes } from 'node:crypto';
import { z } from 'zod';

export const runId = z.number().int().positive().brand<'RunId'>();
export type RunId = z.infer<typeof runId>;

export const approvalId = z.number().int().positive().brand<'ApprovalId'>();
export type ApprovalId = z.infer<typeof approvalId>;

/** Slack user id, `U…` or `W…`; `cli:<name>` for a person at the terminal. */
export const personId = z.string().min(1).brand<'PersonId'>();
export type PersonId = z.infer<typeof personId>;

/** Reads `42`, `#42`, `run 42`, `R-42`; undefined for anything else. */
export function parseRunId(words: string): RunId | undefined {
  const digits = /^(?:run\s+|r-?|#)?(\d{1,15})$/i.exec(words.trim())?.[1];
  const parsed = runId.safeParse(Number(digits));
  return parsed.success ? parsed.data : undefined;
}

// Without 0/O, 1/I/L, so that it can be read out over the phone.
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Four characters that join a person's "Something broke" to one line of the log. */
export function newReference(): string {
  return Array.from(randomBytes(4), (byte) => letters[byte % letters.length]).join('');
}
