// The one HTTP server of the practice services. The first part of a path names the service. It can be slow, and can lose an answer.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Service } from './answer.ts';

const slowMs = 1_500;

export interface Server {
  readonly url: string;
  /** Requests since the last reset, as `pagerduty POST /v2/enqueue 202`. */
  readonly requests: () => readonly string[];
  readonly beSlow: () => void;
  /** The next change is carried out, and the connection is cut instead of answered. */
  readonly loseAnswer: () => void;
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

export async function startServer(services: Readonly<Record<string, Service>>): Promise<Server> {
  const byName = new Map(Object.entries(services));
  let requests: string[] = [];
  let delayMs = 0;
  let losesAnswer = false;

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = new URL(message.url ?? '/', 'http://127.0.0.1');
    const [, name = '', path = '/'] = /^\/([a-z]+)(\/.*)?$/.exec(pathname) ?? [];
    const method = message.method ?? 'GET';
    const body = await json(message).catch(() => undefined);
    const headers = Object.fromEntries(Object.entries(message.headers).map(([key, value]) => [key, value?.toString()]));
    const missing = { status: 404, body: { error: `There is no service ${name} here.` } };
    const answered = byName.get(name)?.answer({ method, path, query, headers, body }) ?? missing;
    requests = [...requests, `${name} ${method} ${path} ${String(answered.status)}`];
    if (losesAnswer && method !== 'GET') {
      losesAnswer = false;
      message.socket.destroy();
      return;
    }
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    send(response, answered.status, answered.body);
  }

  const server = createServer((message, response) => {
    answer(message, response).catch((thrown: unknown) => send(response, 500, { error: String(thrown) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the practice integrations have no TCP port');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    requests: () => requests,
    beSlow: () => {
      delayMs = slowMs;
    },
    loseAnswer: () => {
      losesAnswer = true;
    },
    reset: () => {
      requests = [];
      delayMs = 0;
      losesAnswer = false;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
