// The status pages of Algorhythmic's providers, each below a path of its own on one loopback address.

import { once } from 'node:events';
import { createServer } from 'node:http';

export const providers = ['openai', 'replit', 'acrcloud', 'stripe'] as const;
export type Provider = (typeof providers)[number];

export interface StatusPages {
  readonly urlOf: (provider: Provider) => string;
  /** `undefined`: all of them are well. */
  readonly breakDown: (provider: Provider | undefined) => void;
  readonly stop: () => Promise<void>;
}

export async function startStatusPages(): Promise<StatusPages> {
  let broken: Provider | undefined;
  const server = createServer((request, response) => {
    const provider = providers.find((one) => request.url === `/${one}/api/v2/status.json`);
    const status =
      provider === broken
        ? { indicator: 'major', description: 'Major Service Outage' }
        : { indicator: 'none', description: 'All Systems Operational' };
    const body = provider === undefined ? { error: 'No such status page.' } : { page: { name: provider }, status };
    response.writeHead(provider === undefined ? 404 : 200, { 'content-type': 'application/json', connection: 'close' });
    response.end(`${JSON.stringify(body)}\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The status pages have no TCP port.');
  return {
    urlOf: (provider) => `http://127.0.0.1:${String(address.port)}/${provider}`,
    breakDown: (provider) => {
      broken = provider;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
