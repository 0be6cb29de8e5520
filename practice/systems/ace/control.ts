// The loopback endpoint through which the stand-in commands reach the practice system. Only who can read the token file
// next to the stand-ins gets an answer.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { type Commanded, execute, type Tool } from './command.ts';

const request = z.object({ tool: z.string(), args: z.array(z.string()) });

export interface Control {
  readonly url: string;
  readonly token: string;
  readonly stop: () => Promise<void>;
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

export async function startControl(tools: readonly Tool[], commanded: Omit<Commanded, 'signal'>): Promise<Control> {
  const token = randomBytes(16).toString('hex');

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (message.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end();
      return;
    }
    const { tool: name, args } = request.parse(JSON.parse(await bodyOf(message)));
    const tool = tools.find((one) => one.name === name);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const result: Answer =
      tool === undefined
        ? { exit: 64, stdout: '', stderr: `The practice system has no ${name}.\n` }
        : await execute(tool, args, { ...commanded, signal: gone.signal });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  }

  const server = createServer((message, response) => {
    answer(message, response).catch((thrown: unknown) => response.writeHead(500).end(String(thrown)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the control endpoint has no TCP port');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    token,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
