// The loopback endpoint through which the stand-in programs reach their practice system. Only who can read the control file in the
// system's folder gets an answer.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { controlFileName } from './control-file.ts';
import type { Tool } from './tool.ts';

const request = z.object({
  tool: z.string(),
  args: z.array(z.string()),
  cwd: z.string(),
  stdin: z.string().optional(),
});

export interface Control {
  readonly stop: () => Promise<void>;
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Answers for the tools, to every stand-in that runs in `folder` or below it. */
export async function startControl(folder: string, tools: readonly Tool[]): Promise<Control> {
  const token = randomBytes(16).toString('hex');

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (message.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end();
      return;
    }
    const { tool: name, stdin, ...call } = request.parse(JSON.parse(await bodyOf(message)));
    const tool = tools.find((one) => one.name === name);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const send = (body: Answer | { needs: 'stdin' }): void =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (tool === undefined)
      send({ exit: 64, stdout: '', stderr: `The practice system in ${folder} has no ${name}.\n` });
    else if (stdin === undefined && tool.readsStdin?.(call.args) === true) send({ needs: 'stdin' });
    else send(await tool.run({ ...call, stdin: stdin ?? '', signal: gone.signal }));
  }

  const server = createServer((message, response) => {
    answer(message, response).catch((thrown: unknown) => response.writeHead(500).end(String(thrown)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the control endpoint has no TCP port');
  const url = `http://127.0.0.1:${String(address.port)}`;
  await writeFile(join(folder, controlFileName), JSON.stringify({ url, token }), { mode: 0o600 });
  return {
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
