// Stands where a real system would: an address, a folder and programs that keep every touch. A drill may leave none.

import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TouchRecorder {
  /** What ACE's targets need, PATH included. */
  readonly environment: Readonly<Record<string, string>>;
  /** Everything that was asked of it, in order. */
  touches(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export async function recordTouches(): Promise<TouchRecorder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-real-'));
  const [bin, home, log] = [path.join(folder, 'bin'), path.join(folder, 'home'), path.join(folder, 'touches')];
  await Promise.all([mkdir(bin), mkdir(home), writeFile(log, '')]);
  for (const name of ['git', 'kubectl']) {
    await writeFile(path.join(bin, name), `#!/bin/sh\necho "${name} $*" >> '${log}'\n`);
    await chmod(path.join(bin, name), 0o755);
  }
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end('{"status":"healthy"}');
  });
  // A database is touched by whoever connects.
  server.on('connection', () => void asked.push('a connection'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  return {
    environment: {
      ACE_URL: url,
      ACE_PROMETHEUS_URL: url,
      ACE_DATABASE_URL: `postgres://ace:real@127.0.0.1:${port}/ace`,
      ACE_HOME: home,
      ACE_STAGES: home,
      ACE_BACKUPS: home,
      KUBECONFIG: path.join(home, 'kubeconfig'),
      PATH: `${bin}:${process.env['PATH']}`,
    },
    touches: async () => [...asked, ...(await readFile(log, 'utf8')).split('\n').filter((line) => line !== '')],
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
