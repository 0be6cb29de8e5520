// The nouns of a runbook as it was read, before any parameter is filled in. Pure data: no I/O, no Slack, no SQL.

import type { ShellLimits } from './shell-target.ts';

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
  | { readonly kind: 'prometheus'; readonly address: string; readonly headers: Readonly<Record<string, string>> }
  | {
      readonly kind: 'shell';
      /** This machine, or another one over SSH: `ssh://user@host:port`, of which user and port may be left out. */
      readonly host: ShellHost;
      readonly cwd?: string;
      readonly env: readonly string[];
      /** `ssh` only: the file with the host keys that are trusted, in place of the user's own. */
      readonly knownHosts?: string;
      /** Octal: what files that its scripts make are closed to; `077` when it is not said. */
      readonly umask?: string;
      readonly limits?: ShellLimits;
    };

export type ShellHost = 'local' | `ssh://${string}`;

/** A moment of an incident at which it calls procedures by itself. */
export type Moment =
  | 'incident.opened'
  | 'incident.acknowledged'
  | 'incident.updated'
  | 'incident.resolved'
  | 'postmortem.drafted'
  | 'action.noted';

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
  /** Lines count within the block. */
  readonly marks: readonly Mark[];
  /** CEL; the step is skipped when it is false. */
  readonly when?: string;
}

/** What the executable kinds share. Durations are milliseconds. */
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
  /** `expect` must have held at every look for this long; one that does not hold begins the count anew. */
  readonly forMs?: number;
  readonly timeoutMs: number;
  /** How often a failed try is repeated before the step fails. */
  readonly retry: number;
  readonly repeat: 'safe' | 'ask';
  /** A read-only probe in the step's own language that tells, after a crash, whether the step happened. */
  readonly verify?: string;
  readonly undo?: string;
  /** The output is shown to nobody but the person who ran it. */
  readonly secret: boolean;
  /** A read step that is also run while planning, so that the plan shows present values. */
  readonly evidence: boolean;
}

export interface HttpStep extends Executable {
  readonly kind: 'http';
}
export interface SqlStep extends Executable {
  readonly kind: 'sql';
  /** Roll back when the step would change more rows than this. */
  readonly maxRows?: number;
  /** Roll back when the step would change more than this times the rows that its preview counted; at least 1. */
  readonly tolerance?: number;
}
export interface ShellStep extends Executable {
  readonly kind: 'sh';
}
/** One query to a Prometheus. */
export interface PromqlStep extends Executable {
  readonly kind: 'promql';
}
/** A checklist item: a person ticks it. */
export interface ManualStep extends StepCommon {
  readonly kind: 'manual';
  readonly text: string;
  /** What the page says before the step beyond the title; only where that is more than the title. */
  readonly words?: string;
  /** A block of a guide, which a person copies. */
  readonly block?: GuideBlock;
}

/** What is known of a guide's block besides its text and its risk. */
export interface GuideBlock {
  readonly language: 'sh' | 'sql' | 'http' | 'promql' | 'config' | 'output' | 'text' | 'code';
  /** Words that still have to be filled in, as they stand: `<pod>`. */
  readonly placeholders: readonly string[];
  /** The lines to copy, without prompts and output, where they are not the whole text. */
  readonly commands?: string;
  /** What the block shows as printed. */
  readonly output?: string;
  /** The machine or console inside which the block is meant: "the shell of `ssh db1`". */
  readonly inside?: string;
  /** Why nothing of the block can be trusted as it stands. */
  readonly refused?: string;
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

/** A person picks one of the options; its value is kept under `name` for later `expect` and `when`. */
export interface ChooseStep extends StepCommon {
  readonly kind: 'choose';
  readonly name: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}
/** The steps of another procedure stand here. When a plan is made they take its place. */
export interface UseStep extends StepCommon {
  readonly kind: 'use';
  /** The full name: `ace.take-backup`. */
  readonly procedure: string;
  /** What its parameters get. */
  readonly with: Readonly<Record<string, Handed>>;
}
/** A value that is written out, or one of the caller's own parameters: `"{{revision}}"`. */
export type Handed = { readonly value: ParameterValue } | { readonly parameter: string };

export type ExecutableStep = HttpStep | SqlStep | ShellStep | PromqlStep;
export type Step = ExecutableStep | ManualStep | WaitStep | GateStep | ChooseStep | UseStep;

/** A line of a procedure's `thresholds`: CEL over `value`, as the author wrote it. A number stands for "at least". */
export interface Threshold {
  readonly metric: string;
  readonly warn?: string;
  readonly critical?: string;
  /** What the number counts: "ships", "ms". */
  readonly unit?: string;
  /** The procedure to run when the metric is bad, by its full name; written `then:`. */
  readonly remedy?: string;
  /** What a guide says of the metric. Nothing compares with it by itself. */
  readonly stated?: readonly StatedLevel[];
}

/** "Critical: > 10 min". What cannot be read for certain stays text. */
export interface StatedLevel {
  /** As the page calls it: "Warning", "Normal range"; "expected" where it says what should be, "stated" where it says no more. */
  readonly level: string;
  readonly text: string;
  readonly comparison?: '<' | '<=' | '>' | '>=' | '=' | 'between';
  readonly value?: number;
  /** The upper end of `between`. */
  readonly upTo?: number;
  readonly unit?: string;
}

/** A place from which on a guide cannot be read for certain. */
export interface Repair {
  /** Counts from 1. */
  readonly line: number;
  readonly say: string;
  readonly hint: string;
}

/** Who is asked as well when nobody has decided. */
export interface Escalation {
  readonly afterMs: number;
  readonly to: readonly string[];
}

/** What a procedure's block says about being asked for. */
export interface Asking {
  /** The author's own number of people; absent where the procedure does not say. */
  readonly people?: number;
  /** One person of each has to say yes. */
  readonly from?: readonly string[];
  readonly remindMs?: number;
  readonly escalate?: Escalation;
  /** What an approver shows besides pressing the button. */
  readonly stepUp?: 'code';
}

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
  /** Absent when it says nothing of that. */
  readonly asking?: Asking;
  readonly timeoutMs: number;
  readonly parameters: readonly Parameter[];
  readonly steps: readonly Step[];
  /** The worst risk of its steps. */
  readonly risk: Risk;
  /** Names of alerts and words of people that lead here; found by the search. */
  readonly alerts: readonly string[];
  readonly symptoms: readonly string[];
  /** A cron expression of five fields, in the time zone of the bot. */
  readonly schedule?: string;
  readonly thresholds: readonly Threshold[];
  /** When an incident calls it by itself. */
  readonly on?: readonly Moment[];
  /** What one run at a time holds, in place of the targets that are changed; false for nothing. */
  readonly lock?: string | false;
  /** Runs wait for their turn when it is taken; else they are refused. */
  readonly whenLocked?: 'queue';
  /** The headings above it and its own, as far as the page has them. */
  readonly path: readonly string[];
  /** Why it cannot be run before its page is mended; only a guide has any. */
  readonly repairs: readonly Repair[];
}

export interface Runbook {
  /** A guide is a page without Opsbook settings: every step of it is done by a person. */
  readonly page: 'runbook' | 'guide';
  readonly system: string;
  readonly title: string;
  readonly file: string;
  /** SHA-256 of the file's bytes, in hex. */
  readonly revision: string;
  readonly owners: readonly string[];
  readonly approvers: readonly string[];
  readonly targets: Readonly<Record<string, TargetDeclaration>>;
  readonly procedures: readonly Procedure[];
  /** What a guide says outside its procedures, as plain text; empty for a runbook. */
  readonly text: string;
  readonly repairs: readonly Repair[];
}
