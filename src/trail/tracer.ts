// What becomes of spans, without a word about who takes them: nothing here loads a tracing library.

export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** Where in which trace a span stands. */
export interface Place {
  readonly trace: string;
  readonly span: string;
}

export interface NewSpan {
  readonly name: string;
  readonly attributes: Attributes;
  /** Absent for the first span of a trace. */
  readonly parent?: Place | undefined;
  /** Its own place, where that is settled beforehand. */
  readonly as?: Place;
  /** Another trace that it has to do with. */
  readonly link?: Place | undefined;
}

export interface OpenSpan {
  readonly place: Place;
  readonly end: (more: Attributes, hasFailed: boolean) => void;
}

export interface Tracer {
  begin(span: NewSpan): OpenSpan;
  /** How many spans could not be handed on since the start. */
  readonly lost: () => number;
  stop(): Promise<void>;
}

/** The first span of a request is found by the request's id alone, so that other processes can hang theirs below it. */
export function firstPlace(request: string): Place {
  return { trace: request, span: request.slice(0, 16) };
}
