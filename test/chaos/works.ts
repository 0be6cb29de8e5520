// The practice target: it keeps each effect in the moment in which its request arrives, and only then takes its time to answer. What it
// has kept is what really happened, whatever anybody believes.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Dice } from './dice.ts';

export interface Works {
  readonly url: string;
  /** How often each effect happened, by its key. */
  readonly effects: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** Two effects in a row; one with a probe of its own; one that needs a second person; one that may be repeated. */
export const worksRunbook = `---
system: works
owners: ["@works-oncall"]
approvers: ["@works-approvers"]
targets:
  app: { http: "\${WORKS_URL}" }
---
# Works

## Plain
\`\`\`yaml procedure
id: plain
lock: false
params:
  key: { type: string, pattern: "[a-z0-9]+" }
\`\`\`

1. The first.
   \`\`\`http target=app
   POST /effects/{{key}}-first
   \`\`\`
2. The second.
   \`\`\`http target=app
   POST /effects/{{key}}-second
   \`\`\`

## Probed
\`\`\`yaml procedure
id: probed
lock: false
params:
  key: { type: string, pattern: "[a-z0-9]+" }
\`\`\`

\`\`\`http target=app verify='GET /effects/{{key}}-only'
POST /effects/{{key}}-only
\`\`\`

## Guarded
\`\`\`yaml procedure
id: guarded
lock: false
approve: 1
params:
  key: { type: string, pattern: "[a-z0-9]+" }
\`\`\`

\`\`\`http target=app risk=destroy
POST /effects/{{key}}-only
\`\`\`
`;

export const procedures = {
  plain: ['first', 'second'],
  probed: ['only'],
  guarded: ['only'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Procedure = keyof typeof procedures;

export async function startWorks(dice: Dice): Promise<Works> {
  const effects = new Map<string, number>();
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const key = (request.url ?? '').slice('/effects/'.length);
    if (request.method === 'POST') effects.set(key, (effects.get(key) ?? 0) + 1);
    request.resume();
    await pause(dice.below(600));
    response.writeHead(effects.has(key) ? 200 : 404, { 'Content-Type': 'application/json' }).end('{}');
  };
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The practice target has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    effects,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
