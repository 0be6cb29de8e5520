// How calls of Slack have gone lately, as the clients that make them tell it. What Slack decides about one call, such as a channel that is
// not there, is an answer like any other.

import { failureOf } from './clients.ts';
import type { CallWatch } from './watched-client.ts';

export interface SlackCalls {
  /** Since when no call was answered well, and what the last one met. */
  readonly trouble: { readonly since: Date; readonly say: string; readonly isBarred: boolean } | undefined;
  readonly answeredAt: Date | undefined;
  /** When Slack last asked for fewer calls, and of which method. */
  readonly limited: { readonly at: Date; readonly method: string } | undefined;
  /** When Slack last sent anything. */
  readonly heardAt: Date | undefined;
}

export interface SlackWatch extends CallWatch {
  readonly calls: () => SlackCalls;
  readonly heard: () => void;
}

export function watchSlack(now: () => Date = () => new Date()): SlackWatch {
  let calls: SlackCalls = { trouble: undefined, answeredAt: undefined, limited: undefined, heardAt: undefined };
  const answered = (): void => void (calls = { ...calls, answeredAt: now(), trouble: undefined });
  return {
    calls: () => calls,
    answered,
    failed: (thrown) => {
      const failure = failureOf(thrown);
      if (failure.kind === 'refused') return answered();
      if (failure.kind === 'limited') return undefined;
      const isBarred = failure.kind === 'barred';
      const since = calls.trouble?.isBarred === isBarred ? calls.trouble.since : now();
      calls = { ...calls, trouble: { since, isBarred, say: failure.kind === 'barred' ? failure.error : failure.say } };
    },
    limited: (method) => void (calls = { ...calls, limited: { at: now(), method } }),
    heard: () => void (calls = { ...calls, heardAt: now() }),
  };
}
