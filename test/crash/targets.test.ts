// Targets that hang, answer 200 MB or answer no HTTP at all: the run says so in a sentence, what may have happened is asked about, and
// the bot neither waits nor grows.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import net from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startReplicas, type Replicas } from '../support/replicas.ts';

const huge = 200 * 1024 ** 2;

async function portOf(server: net.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

function startTarget(): Server {
  const megabyte = Buffer.alloc(1024 ** 2, 'x');
  const chunks = Array.from({ length: huge / megabyte.length }, () => megabyte);
  return createServer((request, response) => {
    // Whoever has enough hangs up.
    if (request.url === '/huge') pipeline(Readable.from(chunks), response, () => undefined);
  });
}

const runbook = (port: number, garbagePort: number): string => `---
system: shop
owners: ["@ace-oncall"]
targets:
  app: { http: "http://127.0.0.1:${port}" }
  odd: { http: "http://127.0.0.1:${garbagePort}" }
---
# Shop

## Hang
\`\`\`http target=app timeout=1s
GET /hang
\`\`\`

## Change
\`\`\`http target=app timeout=1s
POST /hang
\`\`\`

## Huge
\`\`\`http target=app
GET /huge
\`\`\`

## Odd
\`\`\`http target=odd
GET /odd
\`\`\`
`;

describe.skipIf(inject('postgres') === undefined)('on a PostgreSQL server', { timeout: 90_000 }, () => {
  let replicas: Replicas;
  const app = startTarget();
  const odd = net.createServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-not-http\r\n'));

  beforeAll(async () => {
    replicas = await startReplicas(1, { runbook: runbook(await portOf(app), await portOf(odd)) });
  });
  afterAll(async () => {
    const { refusals } = replicas.slack;
    await replicas.stop();
    app.closeAllConnections();
    app.close();
    odd.close();
    expect(refusals).toEqual([]);
  });

  const cardOf = (procedure: string, words: string): Promise<string> =>
    replicas.slack
      .until(
        () =>
          replicas.slack
            .as('maria')
            .sees('ops')
            .find(({ text }) => text.includes(`shop.${procedure}`) && text.includes(words)),
        { what: `the card of ${procedure} to say "${words}"`, timeoutMs: 40_000 },
      )
      .then(({ text }) => text);
  const run = (procedure: string): Promise<void> =>
    replicas.slack.as('maria').type('ops', `/ops run shop.${procedure}`);

  test('a read that hangs has failed after its time', async () => {
    await run('hang');
    expect(await cardOf('hang', 'Failed.')).toContain('Stopped after 1 second');
  });

  test('a change that hangs may have happened, and a person is asked', async () => {
    const { slack } = replicas;
    await run('change');
    await cardOf('change', 'Planned.');
    const planned = slack
      .as('maria')
      .sees('ops')
      .find(({ text }) => text.includes('shop.change'));
    if (planned !== undefined) await slack.as('maria').click(planned, 'Run');
    expect(await cardOf('change', 'Step 1 may have happened.')).toContain('Stopped after 1 second');
  });

  test('no HTTP at all is said as such', async () => {
    await run('odd');
    expect(await cardOf('odd', 'Failed.')).toContain('try it again');
  });

  test('200 MB: the answer is cut, the card stands, and the bot has not grown by it', async () => {
    const before = replicas.memory(0);
    await run('huge');
    await cardOf('huge', 'Done.');
    expect(replicas.memory(0) - before).toBeLessThan(huge / 2);
  });
});
