// The practice application: a process of its own that answers from its files, with the settings and weights that it found when it
// started. It ends with the process that started it, however that one ends.
// Arguments: home, port (0 = any). Environment: AETHER_ADMIN_KEY. Talks to its parent over the IPC channel: see app-process.ts.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { openApplication, type Answered, type Trouble } from './application.ts';

function log(from: string, say: string): void {
  process.stdout.write(`${new Date().toISOString()} [${from}] ${say}\n`);
}

process.on('uncaughtException', (error) => {
  log('AETHER', `ERROR cannot go on: ${error.message}`);
  process.exit(1);
});

const [home = '.', port = '0'] = process.argv.slice(2);
log('express', 'reading settings');
const application = openApplication(home, process.env['AETHER_ADMIN_KEY'] ?? '');
let trouble: Trouble = 'none';

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  if (trouble === 'hangs') return;
  const { status, json }: Answered = application.answer(
    {
      method: request.method ?? 'GET',
      path: request.url?.split('?', 1)[0] ?? '/',
      key: String(request.headers['x-aether-admin-key'] ?? ''),
      body,
    },
    trouble,
  );
  // A kept connection would greet the next process's clients with a reset.
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(`${JSON.stringify(json, null, 2)}\n`);
}

const server = createServer((request, response) => {
  answer(request, response).catch((thrown: unknown) => {
    log('AETHER', `ERROR ${String(thrown)}`);
    response.writeHead(500, { 'content-type': 'application/json', connection: 'close' });
    response.end(`${JSON.stringify({ ok: false, error: String(thrown) })}\n`);
  });
});

server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the application has no TCP port');
  log('express', `serving on port ${String(address.port)}`);
  for (const say of application.greeting) log('AETHER', say);
  process.send?.({ kind: 'listening', port: address.port });
});

const order = z.enum(['fails', 'hangs']);

process.on('message', (message) => {
  trouble = order.parse(message);
  log(
    'AETHER',
    trouble === 'hangs' ? 'ERROR sweep engine waits for a lock that nobody holds' : 'ERROR sweep engine lost its state',
  );
  process.send?.({ kind: 'troubled' });
});
process.on('disconnect', () => process.exit(0));
// The parent may have died before this line was reached.
if (!process.connected) process.exit(0);
process.on('SIGTERM', () => {
  log('AETHER', 'stopped');
  process.exit(0);
});
