// The plan: a procedure with its parameters filled in. This is what approvers read, what the digest covers and what a run walks.
// Every type here is plain JSON, because the plan is stored in the run's row.

import { z } from 'zod';

const risk = z.enum(['read', 'change', 'destroy']);
/** A name, or false where runs may go on side by side. */
const lock = z.union([z.string(), z.literal(false)]).optional();
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
    kind: z.literal('prometheus'),
    name: z.string(),
    address: z.string(),
    /** As with `http`. */
    headers: z.record(z.string(), z.string()),
  }),
  z.object({
    kind: z.literal('shell'),
    name: z.string(),
    /** This machine, or `ssh://user@host:port`, of which user and port may be absent. */
    host: z.union([z.literal('local'), z.templateLiteral(['ssh://', z.string()])]),
    cwd: z.string().optional(),
    env: z.array(z.string()),
    knownHosts: z.string().optional(),
    umask: z.string().optional(),
    /** In a drill: what `env` names comes from the practice range. */
    isPractice: z.literal(true).optional(),
    limits: z
      .object({
        memory: z.number().optional(),
        file: z.number().optional(),
        processes: z.number().optional(),
        handles: z.number().optional(),
      })
      .optional(),
  }),
]);

/** Where the values of a called procedure's expressions come from. */
const call = z.object({
  procedure: z.string(),
  /** Tells the calls of a plan apart: `2` is its second, `2.1` the first one inside that. Saved values are kept under it. */
  id: z.string(),
  parameters: z.record(z.string(), parameterValue),
  /** The conditions of the calls around this step, outermost first, each with the values that it is about. */
  conditions: z.array(z.object({ when: z.string(), id: z.string(), parameters: z.record(z.string(), parameterValue) })),
});

const mark = z.object({
  kind: z.enum(['endless', 'interactive', 'elsewhere', 'prints-secret', 'secret-argument', 'unfilled']),
  say: z.string(),
  line: z.number(),
});

const common = {
  title: z.string(),
  risk,
  because: z.array(z.string()),
  /** Absent when there are none: plans of before have to keep their digest. */
  marks: z.array(mark).optional(),
  when: z.string().optional(),
  /** Set for a step that comes from a called procedure. */
  call: call.optional(),
};

const executable = {
  ...common,
  target: plannedTarget,
  expect: z.string().optional(),
  save: z.array(z.object({ name: z.string(), expression: z.string() })),
  everyMs: z.number().optional(),
  withinMs: z.number().optional(),
  forMs: z.number().optional(),
  timeoutMs: z.number(),
  retry: z.number(),
  repeat: z.enum(['safe', 'ask']),
  undo: z.string().optional(),
  secret: z.boolean(),
  /** Absent when it is not set: plans of before have to keep their digest. */
  evidence: z.literal(true).optional(),
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
  tolerance: z.number().optional(),
});
const shellStep = z.object({
  kind: z.literal('sh'),
  ...executable,
  /** Run by `bash -euo pipefail`. Parameters reach it as environment variables only. */
  script: z.string(),
  environment: z.record(z.string(), z.string()),
  verify: z.string().optional(),
});
const promqlStep = z.object({ kind: z.literal('promql'), ...executable, query: z.string() });
/** What model.ts says of a guide's block. */
const guideBlock = z.object({
  language: z.enum(['sh', 'sql', 'http', 'promql', 'config', 'output', 'text', 'code']),
  placeholders: z.array(z.string()),
  commands: z.string().optional(),
  output: z.string().optional(),
  inside: z.string().optional(),
  refused: z.string().optional(),
});
const manualStep = z.object({
  kind: z.literal('manual'),
  ...common,
  text: z.string(),
  /** Both are of guides only. */
  words: z.string().optional(),
  block: guideBlock.optional(),
});
const waitStep = z.object({ kind: z.literal('wait'), ...common, durationMs: z.number() });
const gateStep = z.object({ kind: z.literal('approve'), ...common, who: z.array(z.string()), why: z.string() });
const chooseStep = z.object({
  kind: z.literal('choose'),
  ...common,
  name: z.string(),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
});

export const plannedStep = z.discriminatedUnion('kind', [
  httpStep,
  sqlStep,
  shellStep,
  promqlStep,
  manualStep,
  waitStep,
  gateStep,
  chooseStep,
]);

/** Absent in a plan where nothing of it is set: plans of before have to keep their digest. */
const asking = z.object({
  /** One person of each has to be among those who say yes. */
  from: z.array(z.string()).optional(),
  remindMs: z.number().optional(),
  escalate: z.object({ afterMs: z.number(), to: z.array(z.string()) }).optional(),
  stepUp: z.literal('code').optional(),
});

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
  asking: asking.optional(),
  approvers: z.array(z.string()),
  owners: z.array(z.string()),
  timeoutMs: z.number(),
  /** The procedures that it calls and the runbooks they were read from; absent when it calls none. */
  calls: z.array(z.object({ procedure: z.string(), file: z.string(), revision: z.string(), lock })).optional(),
  /** As the procedure declares them; absent when it does not: plans of before have to keep their digest. */
  lock,
  whenLocked: z.literal('queue').optional(),
  /** Set in a drill only. The digest covers it, so that a yes to a drill is none to the real thing, nor the other way round. */
  drill: z.object({ incident: z.number(), name: z.string() }).optional(),
});

export type Plan = z.infer<typeof plan>;
export type PlannedStep = z.infer<typeof plannedStep>;
export type PlannedTarget = z.infer<typeof plannedTarget>;
export type PlannedHttpStep = z.infer<typeof httpStep>;
export type PlannedSqlStep = z.infer<typeof sqlStep>;
export type PlannedShellStep = z.infer<typeof shellStep>;
export type PlannedPromqlStep = z.infer<typeof promqlStep>;
export type PlannedChooseStep = z.infer<typeof chooseStep>;
export type PlannedCall = z.infer<typeof call>;
export type PlannedManualStep = z.infer<typeof manualStep>;
export type PlannedGateStep = z.infer<typeof gateStep>;
export type PlannedExecutable = PlannedHttpStep | PlannedSqlStep | PlannedShellStep | PlannedPromqlStep;
export type HttpRequest = z.infer<typeof httpRequest>;
export type SqlStatement = z.infer<typeof sqlStatement>;
