// How Slack reaches us: two Socket Mode connections side by side, so that a refresh of one is never noticed, or signed HTTP.

import type { Server, ServerResponse } from 'node:http';
import { HTTPReceiver, SocketModeReceiver, type App, type Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import type { SlackConfig } from '../config.ts';
import { largestBody, mostConnections, serverLimits } from '../http-limits.ts';
import { Replayed, signatureOf } from './replays.ts';
import { slackLog } from './slack-log.ts';

export interface Reception {
  readonly receiver: Receiver;
  /** The ways in: how many are open now, and how many there should be. Slack can reach us while one is. */
  connections(): { readonly open: number; readonly wanted: number };
}

/** Above the minute for which the usual proxies keep an idle connection: they have to be the ones who close it. */
const keepAliveMs = 65_000;
/** So soon after its last answer a server that stops lets go of a connection. */
const tidyMs = 50;

/** How long a socket may stay silent before it counts as dead. Bolt's own default. */
const pingTimeoutMs = 5_000;

export function makeReception(config: SlackConfig, log: Logger): Reception {
  return config.mode === 'socket' ? twoSockets(config, log) : signedHttp(config, log);
}

function twoSockets(config: Extract<SlackConfig, { mode: 'socket' }>, log: Logger): Reception {
  const connected = [false, false];
  const receivers = connected.map((_, index) => {
    const receiver = new SocketModeReceiver({
      appToken: config.appToken,
      logger: slackLog(log),
      clientPingTimeout: pingTimeoutMs,
      // Options of its own: the socket client writes its retry policy into them. Without a cap it may wait minutes to come back.
      installerOptions: {
        clientOptions: {
          slackApiUrl: config.apiUrl,
          retryConfig: { retries: 1e6, factor: 1.3, minTimeout: 500, maxTimeout: 15_000 },
        },
      },
    });
    receiver.client.on('connected', () => {
      connected[index] = true;
    });
    for (const event of ['disconnected', 'reconnecting', 'close'])
      receiver.client.on(event, () => {
        connected[index] = false;
      });
    return receiver;
  });
  return {
    receiver: {
      init: (app: App) => {
        for (const receiver of receivers) receiver.init(app);
      },
      start: () => Promise.all(receivers.map((receiver) => receiver.start())),
      stop: () => Promise.all(receivers.map((receiver) => receiver.stop())),
    },
    connections: () => ({ open: connected.filter(Boolean).length, wanted: connected.length }),
  };
}

function signedHttp(config: Extract<SlackConfig, { mode: 'http' }>, log: Logger): Reception {
  let listening: Server | undefined;
  const http = new HTTPReceiver({
    signingSecret: config.signingSecret,
    logger: slackLog(log),
    endpoints: '/slack/events',
    bodyLimit: largestBody,
    customPropertiesExtractor: ({ headers }) => signatureOf(headers['x-slack-signature']),
    dispatchErrorHandler: ({ response }) => refuse(response, 404, 'Slack sends a POST to /slack/events here.'),
    processEventErrorHandler: ({ error, response }) => {
      if (error instanceof Replayed) refuse(response, 409, error.message);
      else refuse(response, 500, 'Something broke on our side.');
      return Promise.resolve(true);
    },
    // Slack's own limit; after it the person has seen Slack's failure sentence anyway.
    unhandledRequestTimeoutMillis: 3_001,
  });
  return {
    receiver: {
      init: (app: App) => http.init(app),
      start: async () => {
        const where = { port: config.port, host: config.host };
        const server = await http.start(where, { ...serverLimits, keepAliveTimeout: keepAliveMs });
        server.maxConnections = mostConnections;
        listening = server;
        return server;
      },
      stop: async () => {
        const server = listening;
        listening = undefined;
        // Whoever is just being answered keeps their connection, and for that the server would wait.
        const tidying = setInterval(() => server?.closeIdleConnections(), tidyMs);
        await http.stop().finally(() => clearInterval(tidying));
      },
    },
    connections: () => ({ open: listening === undefined ? 0 : 1, wanted: 1 }),
  };
}

function refuse(response: ServerResponse, status: number, error: string): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' });
  response.end(`${JSON.stringify({ error })}\n`);
}
