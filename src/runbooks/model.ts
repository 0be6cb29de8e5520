// The nouns of a runbook as it was read, before any parameter is filled in. Pure data: no I/O, no Slack, no SQL.

export type Risk = 'read' | 'change' | 'destroy';

/** What a reader has to know of a block besides its risk. */
export interface Mark {
  readonly kind: 'endless' | 'interactive' | 'elsewhere' | 'prints-secret' | 'secret-argument' | 'unfilled';
  /** A sentence: "`journalctl -f` never ends by itself". */
  readonly say: string;
  /** Counts from 1 within the block. */
  readonly line: number;
}

/** A risk with the sentences that explain it, worst first: "`git reset --hard` throws away uncommitted work". */
export interface Verdict {
  readonly risk: Risk;
  readonly because: readonly string[];
  readonly marks: readonly Mark[];
}

/** What is wrong with a page, where, and how to mend it. `line` counts from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly say: string;
  readonly hint: string;
  /** The procedure that is left out because of it, when there is one. */
  readonly procedure?: string;
}

/** A place where steps act, as the front matter declares it; `${NAME}` is still unexpanded. */
export type TargetDeclaration =
  | { readonly kind: 'http'; readonly address: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'shell'; readonly host: 'local'; readonly cwd?: string; readonly env: readonly string[] };

export type ParameterType = 'string' | 'integer' | 'number' | 'boolean';
export type ParameterValue = string | number | boolean;

export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly describe?: string;
  /** An ECMAScript pattern that the whole value must match. */
  readonly pattern?: string;
  readonly choices?: readonly ParameterValue[];
  readonly default?: ParameterValue;
}

/** `save=before:json.version`: the CEL expression's value is kept under the name for later `expect` and `when`. */
export interface Save {
  readonly name: string;
  readonly expression: string;
}

interface StepCommon {
  /** The author's words that introduce the step, as plain text; empty when there are none. */
  readonly title: string;
  readonly line: number;
  readonly risk: Risk;
  readonly because: readonly string[];
  /** CEL; the step is skipped when it is false. */
  readonly when?: string;
}

/** What the three executable kinds share. Durations are milliseconds. */
export interface Executable extends StepCommon {
  readonly target: string;
  /** The block's text exactly as written. */
  readonly text: string;
  readonly expect?: string;
  readonly save: readonly Save[];
  /** Try again this often until `expect` holds … */
  readonly everyMs?: number;
  /** … but no longer than this. */
  readonly withinMs?: number;
  readonly timeoutMs: number;
  /** How often a failed try is repeated before the step fails. */
  readonly retry: number;
  readonly repeat: 'safe' | 'ask';
  /** A read-only probe in the step's own language that tells, after a crash, whether the step happened. */
  readonly verify?: string;
  readonly undo?: string;
  /** The output is shown to nobody but the person who ran it. */
  readonly secret: boolean;
}

export interface HttpStep extends Executable {
  readonly kind: 'http';
}
export interface SqlStep extends Executable {
  readonly kind: 'sql';
  /** Roll back when the step would change more rows than this. */
  readonly maxRows?: number;
}
export interface ShellStep extends Executable {
  readonly kind: 'sh';
}
/** A checklist item: a person ticks it. */
export interface ManualStep extends StepCommon {
  readonly kind: 'manual';
  readonly text: string;
}
export interface WaitStep extends StepCommon {
  readonly kind: 'wait';
  readonly durationMs: number;
}
/** A gate in the middle: the run waits for one of `who`, never the requester. */
export interface GateStep extends StepCommon {
  readonly kind: 'approve';
  readonly who: readonly string[];
  readonly why: string;
}

export type Step = HttpStep | SqlStep | ShellStep | ManualStep | WaitStep | GateStep;

export interface Procedure {
  /** `<system>.<id>`, e.g. `ace.emergency-rollback`. */
  readonly name: string;
  readonly id: string;
  readonly title: string;
  /** The author's introduction, as plain text. */
  readonly purpose: string;
  readonly line: number;
  /** How many people must say yes; at least 1 when a step's risk is `destroy`. */
  readonly approvals: number;
  readonly timeoutMs: number;
  readonly parameters: readonly Parameter[];
  readonly steps: readonly Step[];
  /** The worst risk of its steps. */
  readonly risk: Risk;
}

export interface Runbook {
  readonly system: string;
  readonly title: string;
  readonly file: string;
  /** SHA-256 of the file's bytes, in hex. */
  readonly revision: string;
  readonly owners: readonly string[];
  readonly approvers: readonly string[];
  readonly targets: Readonly<Record<string, TargetDeclaration>>;
  readonly procedures: readonly Procedure[];
}

const order: Readonly<Record<Risk, number>> = { read: 0, change: 1, destroy: 2 };

/** The worse of two risks. */
export function worse(a: Risk, b: Risk): Risk {
  return order[a] >= order[b] ? a : b;
}

/** Whether `a` is a lower risk than `b`. */
export function isLower(a: Risk, b: Risk): boolean {
  return order[a] < order[b];
}
