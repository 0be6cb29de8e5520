// Slack's client for work that follows from a request: each call is a line in the log and a span, with the method and the place and
// without a word of what is said there.

import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Trail } from '../trail/trail.ts';
import { callsInside } from './calls-inside.ts';
import { failureOf } from './clients.ts';

const where = z
  .object({ channel: z.string() })
  .or(z.object({ channel_id: z.string() }))
  .or(z.object({ user_id: z.string() }));
/** What people see of it; the rest only asks Slack. */
const isSeen = /^(?:chat|views|filesUpload)/;

export function onTrailOf(trail: Trail, client: WebClient): WebClient {
  return callsInside(client, (method, asked, call) =>
    trail.span('slack.call', { 'slack.method': method }, async ({ log }, note) => {
      const level = isSeen.test(method) ? 'info' : 'debug';
      try {
        const answer = await call();
        if (log.isLevelEnabled(level)) log[level]({ method, ...where.safeParse(asked).data }, 'Slack was called');
        return answer;
      } catch (thrown) {
        const failure = failureOf(thrown);
        note({ 'slack.failure': failure.kind });
        log.info({ method, ...where.safeParse(asked).data, failure: failure.kind }, 'a call of Slack failed');
        throw thrown;
      }
    }),
  );
}
