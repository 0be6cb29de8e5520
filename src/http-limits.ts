// What whoever connects to one of our HTTP servers may take of it before it is sent away.

import type { ServerOptions } from 'node:http';

/** Slack's largest payloads and Alertmanager's largest notifications are far below. */
export const largestBody = 1024 * 1024;

/** Connections at a time; one more is closed at once. */
export const mostConnections = 1_000;

export const serverLimits = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  // Node looks every 30 seconds unless told otherwise, and what is late stays until then.
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16 * 1024,
} as const satisfies ServerOptions;
