// `/healthz` and `/readyz`, on loopback unless told otherwise. They say what is well and nothing else.

import { createServer, type Server } from 'node:http';
import { once } from 'node:events';

export interface Readiness {
  readonly database: boolean;
  readonly slack: boolean;
  readonly runbooks: boolean;
}

export async function serveHealth(
  where: { readonly host: string; readonly port: number },
  readiness: () => Promise<Readiness>,
): Promise<Server> {
  const server = createServer((request, response) => {
    const reply = (status: number, body: object): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(`${JSON.stringify(body)}\n`);
    };
    if (request.url === '/healthz') return reply(200, { status: 'alive' });
    if (request.url !== '/readyz') return reply(404, { error: 'There are /healthz and /readyz here.' });
    readiness().then(
      (ready) => reply(ready.database && ready.slack && ready.runbooks ? 200 : 503, ready),
      () => reply(503, { database: false }),
    );
  });
  server.requestTimeout = 5_000;
  server.listen(where.port, where.host);
  await once(server, 'listening');
  return server;
}
