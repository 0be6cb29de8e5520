// Every refusal that a person reads is one of these: what happened, why, what to do next. Anything else thrown is a bug.

export type RefusalKind = 'usage' | 'denied' | 'not_found' | 'conflict' | 'upstream';

/** An expected refusal, returned as a value. `say` is shown to a person (two sentences at most); `detail` goes to the log only. */
export interface Refusal {
  readonly kind: RefusalKind;
  readonly say: string;
  readonly detail?: string;
  /** The card that tells more. */
  readonly see?: Seen;
}

/** A message in Slack, and what it is called. */
export interface Seen {
  readonly what: string;
  readonly channel: string;
  readonly ts: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function done<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse(
  kind: RefusalKind,
  say: string,
  detail?: string,
): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: detail === undefined ? { kind, say } : { kind, say, detail } };
}

/** Thrown where the program cannot start or go on: the command line prints `message` alone and exits with 2. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** Slack has not said what an answer hangs on; asked again, it may. `message` is for a person who has to ask again themselves. */
export class SlackSilent extends Error {
  override readonly name = 'SlackSilent';
  readonly what: string;

  /** `what`: who is in its user groups. */
  constructor(what: string, cause: unknown) {
    super(`Slack could not say ${what}, so nothing was done. Try again in a minute.`, { cause });
    this.what = what;
  }
}

/** The text of whatever was thrown, for logs and for sentences that quote a system's own error. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
