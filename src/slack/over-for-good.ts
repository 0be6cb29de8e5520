// Slack's SDK rejects outside any call of ours when a reconnect meets an answer that no retry can change. It also rejects there for
// passing trouble, which must not end the process (slackapi/bolt-js, socket-mode 3.1).

import { failureOf } from './clients.ts';

/** Besides a refused token: https://docs.slack.dev/reference/methods/apps.connections.open#errors */
const final = new Set(['team_disabled', 'user_removed_from_team']);

export function isOverForGood(thrown: unknown): boolean {
  const failure = failureOf(thrown);
  return failure.kind === 'barred' || (failure.kind === 'refused' && final.has(failure.error));
}
