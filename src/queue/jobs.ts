// The jobs there are: what each carries, and for how long one may hold it. Names are part of the database: never rename one.

import { z } from 'zod';

export interface JobData {
  /** Requests of the inbox to carry out. */
  readonly request: { readonly keys: readonly string[] };
  /** A run to walk one step further. */
  readonly advance: { readonly run: number };
  /** A subject whose card in Slack should show its present state. */
  readonly post: { readonly subject: string };
  /** A planned run whose targets are to be looked at. */
  readonly evidence: { readonly run: number };
  /** A slot that comes round by the clock, and its time; `tend`, without one, compares the slots with the runbooks. */
  readonly check: { readonly subject: string; readonly at?: string | undefined };
  /** One thing to do for an incident in Slack or elsewhere. */
  readonly task: { readonly incident: number; readonly task: string };
  /** A promised update of an incident: due, or about to be. */
  readonly update: { readonly incident: number; readonly seq: number; readonly what: 'due' | 'nudge' };
  /** Somebody is to be reminded of what this names: `postmortem:42`, `action:7`. */
  readonly remind: { readonly subject: string };
  /** The home page of a person, or of everybody who looks at theirs. */
  readonly home: { readonly subject: string };
}
export type QueueName = keyof JobData;

interface Job<Data> {
  readonly schema: z.ZodType<Data>;
  /**
   * A handler that takes longer is told to stop and its job goes to another. It catches a hung handler only: the jobs of a process
   * that died are taken over within seconds, whatever stands here.
   */
  readonly expireSeconds: number;
}

export const jobs: { readonly [N in QueueName]: Job<JobData[N]> } = {
  // Carrying out a request is a handful of transactions.
  request: { schema: z.object({ keys: z.array(z.string()) }), expireSeconds: 120 },
  // A step may rightly take hours, and its own timeout ends it; longer holds are many short jobs.
  advance: { schema: z.object({ run: z.number().int() }), expireSeconds: 4 * 3600 },
  // One message to Slack, whose client may wait out a Retry-After once.
  post: { schema: z.object({ subject: z.string() }), expireSeconds: 120 },
  // A look takes half a minute at most, and may stand in line for its turn.
  evidence: { schema: z.object({ run: z.number().int() }), expireSeconds: 300 },
  // The time limit of a check's procedure ends it.
  check: { schema: z.object({ subject: z.string(), at: z.string().optional() }), expireSeconds: 4 * 3600 },
  // A few calls of Slack.
  task: { schema: z.object({ incident: z.number().int(), task: z.string() }), expireSeconds: 120 },
  // One transaction.
  update: {
    schema: z.object({ incident: z.number().int(), seq: z.number().int(), what: z.enum(['due', 'nudge']) }),
    expireSeconds: 60,
  },
  remind: { schema: z.object({ subject: z.string() }), expireSeconds: 60 },
  // A dozen reads and a call of Slack.
  home: { schema: z.object({ subject: z.string() }), expireSeconds: 60 },
};

/** A failed job is tried again this often, a little later each time, up to a minute: about an hour and a half in all. */
export const retryLimit = 100;

/** Milliseconds before the next try, after `retries` tries have failed before this one. */
export function retryDelayMs(retries: number): number {
  return Math.min(60_000, 1_000 * 2 ** Math.min(retries, 6)) * (0.75 + Math.random() * 0.5);
}
