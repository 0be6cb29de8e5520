// Whether OpenSSH knows a machine's key. It is asked itself: names may be hashed in its files, and aliases are its own affair.

import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '../config.ts';

const run = promisify(execFile);
const limitMs = 5_000;

export async function isHostKnown(
  environment: Environment,
  host: string,
  port: number,
  knownHosts: string | undefined,
): Promise<boolean> {
  const own = path.join(environment['HOME'] ?? homedir(), '.ssh/known_hosts');
  const files = knownHosts === undefined ? [own, '/etc/ssh/ssh_known_hosts'] : [knownHosts];
  const name = port === 22 ? host : `[${host}]:${port}`;
  const found = await Promise.all(files.map((file) => isIn(file, name, environment['PATH'])));
  return found.includes(true);
}

/** It ends with 1 when the name is not there, and when the file is not. */
async function isIn(file: string, name: string, PATH = '/usr/local/bin:/usr/bin:/bin'): Promise<boolean> {
  try {
    await run('ssh-keygen', ['-F', name, '-f', file], { env: { PATH }, timeout: limitMs });
    return true;
  } catch {
    return false;
  }
}
