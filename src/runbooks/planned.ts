// The plan: a procedure with its parameters filled in. This is what approvers read, what the digest covers and what a run walks.
// Every type here is plain JSON, because the plan is stored in the run's row.

import { z } from 'zod';

const risk = z.enum(['read', 'change', 'destroy']);
const parameterValue = z.union([z.string(), z.number(), z.boolean()]);

/** A target as it was at planning: addresses expanded, secrets still behind `${NAME}`. */
const plannedTarget = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('http'),
    name: z.string(),
    address: z.string(),
    /** Header values keep their `${NAME}`; they are filled in at the moment of the request only. */
    headers: z.record(z.string(), z.string()),
  }),
  z.object({
    kind: z.literal('postgres'),
    name: z.string(),
    /** `user@host:port/database`, without the password. */
    address: z.string(),
    /** The declaration, e.g. `${ACE_DATABASE_URL}`. */
    url: z.string(),
  }),
  z.object({
    kind: z.literal('shell'),
    name: z.string(),
    host: z.literal('local'),
    cwd: z.string().optional(),
    env: z.array(z.string()),
  }),
]);

const common = {
  title: z.string(),
  risk,
  because: z.array(z.string()),
  when: z.string().optional(),
};

const executable = {
  ...common,
  target: plannedTarget,
  expect: z.string().optional(),
  save: z.array(z.object({ name: z.string(), expression: z.string() })),
  everyMs: z.number().optional(),
  withinMs: z.number().optional(),
  timeoutMs: z.number(),
  retry: z.number(),
  repeat: z.enum(['safe', 'ask']),
  undo: z.string().optional(),
  secret: z.boolean(),
};

/** One HTTP request, exactly as it will be sent. `path` starts with `/` and is already URL-encoded. */
const httpRequest = z.object({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
});

/** One SQL statement with `$1…` bind parameters. */
const sqlStatement = z.object({ text: z.string(), values: z.array(parameterValue) });

const httpStep = z.object({
  kind: z.literal('http'),
  ...executable,
  request: httpRequest,
  verify: httpRequest.optional(),
});
const sqlStep = z.object({
  kind: z.literal('sql'),
  ...executable,
  statements: z.array(sqlStatement),
  verify: z.array(sqlStatement).optional(),
  maxRows: z.number().optional(),
});
const shellStep = z.object({
  kind: z.literal('sh'),
  ...executable,
  /** Run by `bash -euo pipefail`. Parameters reach it as environment variables only. */
  script: z.string(),
  environment: z.record(z.string(), z.string()),
  verify: z.string().optional(),
});
const manualStep = z.object({ kind: z.literal('manual'), ...common, text: z.string() });
const waitStep = z.object({ kind: z.literal('wait'), ...common, durationMs: z.number() });
const gateStep = z.object({ kind: z.literal('approve'), ...common, who: z.array(z.string()), why: z.string() });

export const plannedStep = z.discriminatedUnion('kind', [httpStep, sqlStep, shellStep, manualStep, waitStep, gateStep]);

export const plan = z.object({
  procedure: z.string(),
  title: z.string(),
  purpose: z.string(),
  system: z.string(),
  file: z.string(),
  /** SHA-256 of the runbook file the plan was made from. */
  revision: z.string(),
  parameters: z.record(z.string(), parameterValue),
  steps: z.array(plannedStep),
  risk,
  approvals: z.number(),
  approvers: z.array(z.string()),
  owners: z.array(z.string()),
  timeoutMs: z.number(),
});

export type Plan = z.infer<typeof plan>;
export type PlannedStep = z.infer<typeof plannedStep>;
export type PlannedTarget = z.infer<typeof plannedTarget>;
export type PlannedHttpStep = z.infer<typeof httpStep>;
export type PlannedSqlStep = z.infer<typeof sqlStep>;
export type PlannedShellStep = z.infer<typeof shellStep>;
export type PlannedManualStep = z.infer<typeof manualStep>;
export type PlannedGateStep = z.infer<typeof gateStep>;
export type PlannedExecutable = PlannedHttpStep | PlannedSqlStep | PlannedShellStep;
export type HttpRequest = z.infer<typeof httpRequest>;
export type SqlStatement = z.infer<typeof sqlStatement>;
