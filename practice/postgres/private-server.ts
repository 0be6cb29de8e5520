// A PostgreSQL server of our own, from binaries on this machine, on loopback. It ends with the process that started it, however that
// one ends, and takes its data along: it is for practice, tests and measurements only.

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

export interface PrivateServer {
  /** Its superuser's. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

interface Options {
  readonly binaries: string;
  /** Where its data folder is made. As root it is made in the machine's folder for temporary files: see `ownerOf`. */
  readonly parent: string;
  /** As after `-c`, e.g. `fsync=off`. */
  readonly settings: readonly string[];
  /** The superuser's; without it everybody on this machine may come in. */
  readonly password?: string;
}

/** The folder with `initdb` and `postgres`: in PATH, or where Debian keeps them. */
export function findServerBinaries(): string | undefined {
  const root = '/usr/lib/postgresql';
  const packaged = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return [...(process.env['PATH'] ?? '').split(':'), ...packaged.map((version) => `${root}/${version}/bin`)].find(
    (folder) => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres')),
  );
}

export async function startPrivateServer(options: Options): Promise<PrivateServer> {
  const owner = ownerOf(options.parent);
  await mkdir(owner.parent, { recursive: true });
  const folder = await mkdtemp(path.join(owner.parent, 'opsbook-postgres-'));
  try {
    const { child, url } = await launch(folder, owner, options);
    return {
      url,
      stop: async () => {
        await halt(child);
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (thrown) {
    await rm(folder, { recursive: true, force: true });
    throw thrown;
  }
}

interface Owner {
  readonly parent: string;
  /** Gives it what is in the folder. */
  readonly take: (folder: string) => Promise<void>;
  /** Words that run a command as the owner. */
  readonly become: readonly string[];
}

/** PostgreSQL refuses root, so as root the server belongs to `postgres`, who cannot enter folders that are root's alone. */
function ownerOf(parent: string): Owner {
  if (process.getuid?.() !== 0) return { parent, take: () => Promise.resolve(), become: [] };
  return {
    parent: tmpdir(),
    take: async (folder) => {
      await promisify(execFile)('chown', ['-R', 'postgres', folder]);
      await chmod(folder, 0o755);
    },
    // setpriv replaces itself, so that a signal to the child reaches the server.
    become: ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups'],
  };
}

async function launch(folder: string, owner: Owner, options: Options): Promise<{ child: ChildProcess; url: string }> {
  const { binaries, password, settings } = options;
  const data = path.join(folder, 'data');
  const secret = path.join(folder, 'password');
  if (password !== undefined) await writeFile(secret, password, { mode: 0o600 });
  await owner.take(folder);
  const access = password === undefined ? ['-A', 'trust'] : ['-A', 'scram-sha-256', `--pwfile=${secret}`];
  const locale = ['--encoding=UTF8', '--no-locale', '--no-sync'];
  await run([...owner.become, path.join(binaries, 'initdb'), '-D', data, '-U', 'postgres', ...locale, ...access]);
  const port = await freePort();
  const place = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories='];
  const words = [...place, ...settings].flatMap((setting) => ['-c', setting]);
  const child = guarded(folder, [...owner.become, path.join(binaries, 'postgres'), '-D', data, ...words]);
  const url = new URL(`postgres://postgres@127.0.0.1:${port}/postgres`);
  url.password = password ?? '';
  await answering(child, url.href);
  return { child, url: url.href };
}

// The pipe to its standard input is closed when this process is gone, by whatever cause. Its watch is no child of the server, which
// would look after it otherwise. SIGINT: https://www.postgresql.org/docs/current/server-shutdown.html
const guard = `
folder=$1; shift
( ( cat >/dev/null <&3; kill -INT $$; while kill -0 $$; do sleep 0.1; done; rm -rf "$folder" ) 2>/dev/null & ) 3<&0
exec "$@" </dev/null`;

function guarded(folder: string, words: readonly string[]): ChildProcess {
  return spawn('sh', ['-c', guard, 'postgres-guard', folder, ...words], { stdio: ['pipe', 'ignore', 'ignore'] });
}

async function run([command = '', ...args]: readonly string[]): Promise<void> {
  await promisify(execFile)(command, args);
}

async function answering(child: ChildProcess, url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`The private PostgreSQL server ended with ${child.exitCode}.`);
    if (await answers(url)) return;
    await pause(50);
  }
  await halt(child);
  throw new Error('The private PostgreSQL server does not answer.');
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

async function halt(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  child.stdin?.end();
  await ended;
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port on loopback.');
  return address.port;
}
