// One loopback server for everything around the application: Prometheus, the stages before production, and the status pages of the
// model's providers, each below a path of its own.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { answerQuery } from './prometheus.ts';
import { answerOfStage, type Deployed, type StageName, stageNames } from './stages.ts';

export interface Surroundings {
  readonly appUrl: () => string;
  readonly stages: () => Readonly<Record<StageName, Deployed>>;
  readonly vectors: () => Readonly<Record<string, number>>;
  /** Until when OpenAI is out, in milliseconds since 1970; 0 when it is there. */
  readonly providerOutUntil: () => number;
}

export interface Neighbours {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** As status pages answer: https://status.openai.com/api/v2 */
function providerStatus(isOut: boolean): object {
  const status = isOut
    ? { indicator: 'major', description: 'Partial System Outage' }
    : { indicator: 'none', description: 'All Systems Operational' };
  return { page: { time_zone: 'Etc/UTC', updated_at: new Date().toISOString() }, status };
}

async function answer(
  around: Surroundings,
  own: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://neighbours');
  const asJson = (status: number, body: object): void =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  switch (pathname) {
    case '/prometheus/api/v1/query': {
      const form = request.method === 'POST' ? new URLSearchParams(await text(request)) : searchParams;
      const targets = { 'ace-app': around.appUrl(), 'ace-shadow': `${own}/shadow`, 'ace-staging': `${own}/staging` };
      const { status, body } = await answerQuery(targets, form.get('query') ?? '');
      return asJson(status, body);
    }
    case '/openai/api/v2/status.json':
      return asJson(200, providerStatus(Date.now() < around.providerOutUntil()));
    case '/anthropic/api/v2/status.json':
      return asJson(200, providerStatus(false));
  }
  const stage = stageNames.find((name) => pathname.startsWith(`/${name}/`));
  if (stage === undefined) return asJson(404, { error: `There is no ${pathname} here.` });
  const path = pathname.slice(stage.length + 1);
  const agoSeconds = Number(searchParams.get('ago') ?? '0');
  const { status, body } = answerOfStage(around.stages()[stage], path, { vectors: around.vectors(), agoSeconds });
  const type = path === '/metrics' ? 'text/plain; version=0.0.4' : 'application/json';
  response.writeHead(status, { 'content-type': type }).end(body);
}

export async function startNeighbours(around: Surroundings): Promise<Neighbours> {
  const url = (): string => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the neighbours have no TCP port');
    return `http://127.0.0.1:${String(address.port)}`;
  };
  const server = createServer((request, response) => {
    answer(around, url(), request, response).catch((thrown: unknown) => response.writeHead(500).end(String(thrown)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: url(),
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
