// The nouns of a run as the database keeps them.

import { z } from 'zod';
import { approvalId, personId, runId } from '../ids.ts';
import { plan } from '../runbooks/planned.ts';
import { evidence } from './evidence.ts';

export const runState = z.enum([
  'planned',
  'awaiting_approval',
  'queued',
  'running',
  'waiting',
  'in_doubt',
  'succeeded',
  'failed',
  'cancelled',
  'denied',
  'expired',
  'void',
]);
export type RunState = z.infer<typeof runState>;

export const runRow = z.object({
  id: runId,
  procedure: z.string(),
  plan,
  digest: z.string(),
  state: runState,
  /** Index of the step that is next or under way; equals the number of steps at the end. */
  cursor: z.number(),
  saved: z.record(z.string(), z.unknown()),
  requestedBy: personId,
  reason: z.string(),
  channel: z.string(),
  /** The incident that it belongs to. */
  incident: z.number().nullable(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  stepSince: z.date().nullable(),
  /** The procedure's time runs out then; null while a person is asked, with what is left in `leftMs`. */
  deadlineAt: z.date().nullable(),
  leftMs: z.number().nullable(),
  wakeAt: z.date().nullable(),
  cancelledBy: personId.nullable(),
  say: z.string(),
  /** Null as long as nothing has been looked at. */
  evidence: evidence.nullable(),
  /** The run whose effects it takes back. */
  undoes: runId.nullable(),
  /** The run that it takes the place of, and what had changed since that was planned. */
  againOf: runId.nullable(),
  changes: z.array(z.string()),
  /** Under which it may start, or has started, without asking. */
  preapproval: z.number().nullable(),
  /** The request that made it; null for one of a terminal. */
  requestKey: z.string().nullable(),
  /** Which request changed its state last. */
  request: z.string().nullable(),
});
export type Run = z.infer<typeof runRow>;

export const attemptOutcome = z.enum(['done', 'unmet', 'failed', 'unknown', 'happened', 'skipped']);
export type AttemptOutcome = z.infer<typeof attemptOutcome>;

export const attemptRow = z.object({
  run: runId,
  step: z.number(),
  attempt: z.number(),
  executor: z.string(),
  startedAt: z.date(),
  endedAt: z.date().nullable(),
  outcome: attemptOutcome.nullable(),
  say: z.string(),
  output: z.string(),
  hasWholeOutput: z.boolean(),
  decidedBy: personId.nullable(),
});
export type Attempt = z.infer<typeof attemptRow>;

export const approvalRow = z.object({
  id: approvalId,
  run: runId,
  step: z.number().nullable(),
  digest: z.string(),
  needed: z.number(),
  who: z.array(z.string()),
  /** One person of each has to be among those who say yes. */
  eachOf: z.array(z.string()),
  why: z.string(),
  state: z.enum(['pending', 'approved', 'denied', 'expired', 'void', 'bypassed']),
  askedBy: personId,
  askedAt: z.date(),
  expiresAt: z.date(),
  decidedAt: z.date().nullable(),
  remindAt: z.date().nullable(),
  remindedAt: z.date().nullable(),
  escalateAt: z.date().nullable(),
  /** Asked as well once `escalatedAt` is set. */
  escalateTo: z.array(z.string()),
  escalatedAt: z.date().nullable(),
});
export type Approval = z.infer<typeof approvalRow>;

export const voteRow = z.object({
  approval: approvalId,
  person: personId,
  vote: z.enum(['yes', 'no']),
  reason: z.string(),
  votedAt: z.date(),
  /** The names of `eachOf` that this person could stand for then. */
  standsFor: z.array(z.string()),
  /** Whose right it was, when it had been handed over. */
  onBehalf: personId.nullable(),
});
export type Vote = z.infer<typeof voteRow>;

export function hasEnded(state: RunState): boolean {
  switch (state) {
    case 'planned':
    case 'awaiting_approval':
    case 'queued':
    case 'running':
    case 'waiting':
    case 'in_doubt':
      return false;
    case 'succeeded':
    case 'failed':
    case 'cancelled':
    case 'denied':
    case 'expired':
    case 'void':
      return true;
  }
}
