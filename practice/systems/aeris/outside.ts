// What the practice application and its runbook reach over the network, each below a path of one loopback address: Ollama, WAQI, AirQo,
// OpenAI, Redis, PostgreSQL and Prometheus, each as far as the runbook goes.

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Commanded } from './commanded.ts';
import { samplesOf } from './readings.ts';

interface Reply {
  readonly status: number;
  readonly body: object;
}

export interface Outside {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const nothing: Reply = { status: 404, body: { error: 'not found' } };
const fine = (body: object): Reply => ({ status: 200, body });

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Everything below this address answers for what `commanded` gives; nothing of it is asked before the first request. */
export async function startOutside(commanded: () => Commanded): Promise<Outside> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://outside');
    const [, room = '', ...rest] = url.pathname.split('/');
    const reply = async (): Promise<Reply> =>
      answer(commanded(), { room, path: rest.join('/'), url, request, body: await bodyOf(request) });
    void reply()
      .catch((thrown: unknown): Reply => ({ status: 500, body: { error: String(thrown) } }))
      .then(({ status, body }) =>
        response
          .writeHead(status, { 'content-type': 'application/json', connection: 'close' })
          .end(JSON.stringify(body)),
      );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the providers have no TCP port');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Asked {
  readonly room: string;
  readonly path: string;
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly body: string;
}

async function answer(commanded: Commanded, asked: Asked): Promise<Reply> {
  const world = commanded.world();
  if (`/${asked.room}` === world.waqi.path) return waqi(commanded, asked);
  switch (asked.room) {
    case 'ollama':
      return ollama(commanded, asked);
    case 'airqo':
      return asked.url.searchParams.get('token') === world.airQoKey
        ? fine({ measurements: [] })
        : { status: 401, body: {} };
    case 'openai': {
      const known = asked.request.headers.authorization === `Bearer ${world.openAiKey}`;
      if (!known) return { status: 401, body: { error: { message: 'Incorrect API key provided' } } };
      return fine({ object: 'list', data: [{ id: 'gpt-4o-2024-11-20' }, { id: 'gpt-3.5-turbo' }] });
    }
    case 'redis':
      return asked.path === 'ping' ? fine({ pong: true }) : nothing;
    case 'postgres':
      return postgres(commanded, asked);
    case 'prometheus':
      return prometheus(commanded, asked);
    default:
      return nothing;
  }
}

function waqi({ world }: Commanded, { path, url }: Asked): Reply {
  if (world().waqi.down) return { status: 503, body: { status: 'error', data: 'try again later' } };
  if (!world().waqi.keys.includes(url.searchParams.get('token') ?? ''))
    return { status: 403, body: { status: 'error', data: 'Invalid key' } };
  return path.startsWith('feed/') ? fine({ status: 'ok', data: { aqi: 42, city: { name: 'London' } } }) : nothing;
}

const prompt = z.object({ model: z.string() });

function ollama({ world }: Commanded, { path, body }: Asked): Reply {
  const { running, models } = world().ollama;
  // A service that is down refuses the connection; one address for all can only say that it is not there.
  if (!running) return { status: 502, body: { error: 'connection refused' } };
  if (path === 'api/tags') return fine({ models: models.map((name) => ({ name })) });
  if (path !== 'api/generate') return nothing;
  const { model } = prompt.parse(JSON.parse(body));
  if (!models.includes(model)) return { status: 404, body: { error: `model '${model}' not found` } };
  return fine({ model, response: 'The air is fine.', done: true });
}

function postgres({ world }: Commanded, { path, request }: Asked): Reply {
  const sessions = world().postgres.database?.sessions;
  if (sessions === undefined) return nothing;
  const [, session] = /^sessions\/(.+)$/.exec(path) ?? [];
  if (session === undefined) return fine({ sessions: sessions.size });
  const messages = sessions.get(session);
  if (request.method === 'POST') {
    sessions.set(session, (messages ?? 0) + 2);
    return fine({});
  }
  if (request.method === 'DELETE') return sessions.delete(session) ? fine({}) : nothing;
  return messages === undefined ? nothing : fine({ messages });
}

const selector = /^([a-z_]+)(?:\{([a-z_]+)="([^"]*)"\})?$/;

/** Selectors with at most one label; PromQL's functions are the real one's. */
async function prometheus(commanded: Commanded, { path, url, body }: Asked): Promise<Reply> {
  if (path !== 'api/v1/query') return nothing;
  const query = (url.searchParams.get('query') ?? new URLSearchParams(body).get('query') ?? '').trim();
  const [, name, label, value] = selector.exec(query) ?? [];
  if (name === undefined)
    return {
      status: 400,
      body: { status: 'error', errorType: 'bad_data', error: `this practice system cannot do ${query}` },
    };
  const found = (await samplesOf(commanded)).filter(
    ({ metric }) => metric['__name__'] === name && (label === undefined || metric[label] === value),
  );
  const at = commanded.now().getTime() / 1000;
  const result = found.map(({ metric, value: number }) => ({ metric, value: [at, String(number)] }));
  return fine({ status: 'success', data: { resultType: 'vector', result } });
}
