// What a subject talks to: the few methods of Slack that it calls, answered at once and always well, and the system that its first
// step acts on. No channel is ever crowded: each direct message opens a new one.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { approver, requester, team, type Pressed } from './slack-requests.ts';

export interface Surroundings {
  readonly url: string;
  readonly apiUrl: string;
  readonly responseUrl: string;
  /** Buttons as they are posted: `run.ask@<channel>` or `approval.approve=<run>`. */
  readonly buttons: Mailbox<Pressed>;
  /** When (performance.now()) the first step's request for a key arrived. */
  readonly effects: Mailbox<number>;
  /** When somebody's home page was published. */
  readonly homes: Mailbox<number>;
  /** Resolves when so many private answers have arrived since the last call. */
  answers(count: number): Promise<void>;
  stop(): Promise<void>;
}

const patienceMs = 30_000;

export async function startSurroundings(): Promise<Surroundings> {
  const buttons = createMailbox<Pressed>(patienceMs);
  const effects = createMailbox<number>(patienceMs);
  const homes = createMailbox<number>(patienceMs);
  const answered = countUp();
  let posts = 0;
  const answerSlack = (method: string, body: string): object => {
    posts += 1;
    const ts = `1700000000.${String(posts).padStart(6, '0')}`;
    if (method === 'views.publish') homes.put(new URLSearchParams(body).get('user_id') ?? '', performance.now());
    if (method !== 'chat.postMessage') return { ...answers[method], ...newChannel(method, posts), ts };
    const fields = new URLSearchParams(body);
    const channel = fields.get('channel') ?? '';
    for (const { action, value } of buttonsIn(fields.get('blocks') ?? '[]')) {
      const pressed = { action, value, channel, ts };
      buttons.put(`${action}${channel.startsWith('D') ? `=${value}` : `@${channel}`}`, pressed);
    }
    return { channel, ts };
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? '';
    if (url.startsWith('/first-step/')) effects.put(url.slice('/first-step/'.length), performance.now());
    const body = await bodyOf(request);
    if (url === '/answer') answered.add();
    const answer = url.startsWith('/api/') ? { ok: true, ...answerSlack(url.slice('/api/'.length), body) } : {};
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer));
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The surroundings have no port.');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    apiUrl: `${url}/api/`,
    responseUrl: `${url}/answer`,
    buttons,
    effects,
    homes,
    answers: (count) => answered.until(count),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const answers: Readonly<Record<string, object>> = {
  'auth.test': { team_id: team, user_id: 'U0BOT', bot_id: 'B0BOT', url: 'https://bench.slack.com/' },
  'usergroups.list': {
    usergroups: [
      { id: 'S0ONCALL', handle: 'bench-oncall', users: [requester] },
      { id: 'S0APPROVERS', handle: 'bench-approvers', users: [approver] },
    ],
  },
};

function newChannel(method: string, number: number): object {
  return method === 'conversations.open' ? { channel: { id: `D0BENCH${number}` } } : {};
}

const block = z.object({
  elements: z.array(z.object({ action_id: z.string().optional(), value: z.string().optional() })).optional(),
});

function buttonsIn(blocks: string): { readonly action: string; readonly value: string }[] {
  return z
    .array(block)
    .parse(JSON.parse(blocks))
    .flatMap((one) => one.elements ?? [])
    .flatMap(({ action_id: action, value = '' }) => (action === undefined ? [] : [{ action, value }]));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function countUp(): { add(): void; until(count: number): Promise<void> } {
  let seen = 0;
  let look = (): void => undefined;
  return {
    add: () => {
      seen += 1;
      look();
    },
    until: (count) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`Only ${seen} of ${count} answers arrived within ${patienceMs / 1000} seconds.`)),
          patienceMs,
        );
        look = () => {
          if (seen < count) return;
          seen -= count;
          look = () => undefined;
          clearTimeout(timer);
          resolve();
        };
        look();
      }),
  };
}
