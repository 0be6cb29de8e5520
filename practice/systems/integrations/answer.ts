// What each of the practice services is asked and what it answers, apart from HTTP.

export interface Asked {
  readonly method: string;
  /** Below the service's own address, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The parsed JSON body; `undefined` when there is none or it is no JSON. */
  readonly body: unknown;
}

export interface Answered {
  readonly status: number;
  readonly body: object;
}

export interface Service {
  readonly answer: (asked: Asked) => Answered;
  readonly reset: () => void;
}
