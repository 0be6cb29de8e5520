// A refusal in Slack's own shape: `{"ok":false,"error":…}` and whatever belongs to it.

import type { JsonRecord } from './json-values.ts';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly error: string;
  readonly extra: JsonRecord;

  constructor(error: string, extra: JsonRecord = {}) {
    super(error);
    this.error = error;
    this.extra = extra;
  }
}

/** `invalid_arguments` as Slack answers it, with its messages. */
export function invalidArguments(messages: readonly string[]): ApiError {
  return new ApiError('invalid_arguments', {
    response_metadata: { messages: messages.map((each) => `[ERROR] ${each}`) },
  });
}
