// The first word with Slack: does the bot token work? Says what is wrong in a sentence that names the variable.

import { setTimeout as pause } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { CannotStart } from '../errors.ts';
import { failureOf } from './clients.ts';

const wrongToken: Readonly<Record<string, string>> = {
  invalid_auth:
    'Slack does not know SLACK_BOT_TOKEN. Copy the bot token (xoxb-…) from OAuth & Permissions of your app.',
  not_authed: 'SLACK_BOT_TOKEN is empty. Copy the bot token (xoxb-…) from OAuth & Permissions of your app.',
  token_revoked: 'SLACK_BOT_TOKEN was revoked. Install the app to the workspace again and copy the new bot token.',
  account_inactive: 'SLACK_BOT_TOKEN belongs to an app that was removed. Install the app again and copy the new token.',
  not_allowed_token_type: 'SLACK_BOT_TOKEN is a token of another kind. It must be the bot token, xoxb-….',
};

export function aboutToken(error: string): string {
  return (
    wrongToken[error] ??
    `Slack refused SLACK_BOT_TOKEN: ${error}. Install the app to the workspace again and copy the new token.`
  );
}

const pauseMs = 5_000;

/** Waits for a Slack that cannot be reached, saying so; a token that is wrong throws CannotStart. The address ends with a slash. */
export async function greet(client: WebClient, log: Logger): Promise<{ readonly workspaceUrl: string }> {
  for (;;) {
    try {
      const { url } = await client.auth.test();
      return { workspaceUrl: url ?? 'https://slack.com/' };
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.kind === 'refused' || failure.kind === 'barred')
        throw new CannotStart(aboutToken(failure.error), { cause: thrown });
      log.warn({ err: thrown }, 'Slack cannot be reached; trying again');
      await pause(failure.kind === 'limited' ? failure.retryAfterMs : pauseMs);
    }
  }
}

/** Opens the way in. An app-level token that is wrong throws CannotStart. */
export async function openDoorToSlack(start: () => Promise<unknown>): Promise<void> {
  try {
    await start();
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.kind !== 'refused' && failure.kind !== 'barred') throw thrown;
    throw new CannotStart(
      `Slack refused SLACK_APP_TOKEN: ${failure.error}. It must be an app-level token (xapp-…) with the scope connections:write.`,
      { cause: thrown },
    );
  }
}
