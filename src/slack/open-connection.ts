// Asks Slack for the address of a socket, as each start does, and leaves it unused.

import { LogLevel, WebClient } from '@slack/web-api';
import type { SlackConfig } from '../config.ts';
import { failureOf, type SlackFailure } from './clients.ts';

const callTimeoutMs = 10_000;

/** Undefined when Slack gives one. */
export async function whyNoConnection(
  config: Extract<SlackConfig, { mode: 'socket' }>,
): Promise<SlackFailure | undefined> {
  const client = new WebClient(config.appToken, {
    slackApiUrl: config.apiUrl,
    logLevel: LogLevel.ERROR,
    timeout: callTimeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  });
  try {
    await client.apps.connections.open();
    return undefined;
  } catch (thrown) {
    return failureOf(thrown);
  }
}
