// Are the ports free that Opsbook listens on, or has an Opsbook taken them?

import { once } from 'node:events';
import { createServer } from 'node:net';
import { z } from 'zod';
import { reasonOf } from '../../errors.ts';
import { fine, note, wrong, type Check, type Finding } from '../check.ts';

export const ports: Check = {
  name: 'ports',
  look: async ({ base, slack }) => {
    if (base === undefined) return [];
    const { host, port } = base.http;
    const open = host !== '127.0.0.1' && host !== 'localhost' && base.metricsToken === undefined;
    return [
      await lookAt(host, port, 'OPSBOOK_HTTP_PORT', '/healthz'),
      ...(slack?.mode === 'http' ? [await lookAt(slack.host, slack.port, 'PORT', '/slack/events')] : []),
      ...(open
        ? [note(`Others than this machine reach ${host}, and may not read /metrics.`, 'Set OPSBOOK_METRICS_TOKEN.')]
        : []),
    ];
  },
};

async function lookAt(host: string, port: number, variable: string, path: string): Promise<Finding> {
  const why = await whyTaken(host, port);
  if (why === undefined) return fine(`${host}:${port} is free`);
  if (why === 'EADDRINUSE' && (await isOpsbook(`http://127.0.0.1:${port}${path}`)))
    return fine(`an Opsbook that runs listens at ${host}:${port}`);
  const say =
    why === 'EADDRINUSE'
      ? `Another program listens at ${host}:${port}.`
      : `Opsbook cannot listen at ${host}:${port}: ${why}.`;
  return wrong(say, `Stop it, or set ${variable} (and OPSBOOK_HTTP_HOST) to what is free.`);
}

async function whyTaken(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return undefined;
  } catch (thrown) {
    const coded = z.object({ code: z.string() }).safeParse(thrown);
    return coded.success ? coded.data.code : reasonOf(thrown);
  } finally {
    server.close();
  }
}

async function isOpsbook(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(2_000) });
    return /"status":"alive"|Slack sends a POST to \/slack\/events here/.test(await answer.text());
  } catch {
    return false;
  }
}
