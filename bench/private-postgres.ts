// A PostgreSQL of our own for the measurement, with every commit on the disk: that is what is measured.
// OPSBOOK_TEST_DATABASE_URL names another one; without it and without binaries there is none.

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './free-port.ts';

export interface PrivatePostgres {
  /** An empty database; dropped by `drop`. */
  createDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<PrivatePostgres | undefined> {
  const given = process.env['OPSBOOK_TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return databasesOn(given, () => Promise.resolve());
  const binaries = findBinaries();
  if (binaries === undefined) return undefined;
  const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-bench-postgres-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const { url, child } = await launch(binaries, folder);
    return databasesOn(url, async () => {
      await halt(child);
      await remove();
    });
  } catch (thrown) {
    await remove();
    throw thrown;
  }
}

function databasesOn(url: string, stop: () => Promise<void>): PrivatePostgres {
  let made = 0;
  return {
    createDatabase: async () => {
      made += 1;
      const name = `opsbook_bench_${process.pid}_${made}`;
      await onServer(url, `create database ${name}`);
      const address = new URL(url);
      address.pathname = name;
      return { url: address.href, drop: () => onServer(url, `drop database if exists ${name} with (force)`) };
    },
    stop,
  };
}

function findBinaries(): string | undefined {
  const root = '/usr/lib/postgresql';
  const packaged = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return [...(process.env['PATH'] ?? '').split(':'), ...packaged.map((version) => `${root}/${version}/bin`)].find(
    (folder) => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres')),
  );
}

async function launch(
  binaries: string,
  folder: string,
): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const data = path.join(folder, 'data');
  const asServerUser = await serverUser(folder);
  const initdb = asServerUser([path.join(binaries, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'trust']);
  await promisify(execFile)(initdb.command, initdb.args);
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`];
  const place = [path.join(binaries, 'postgres'), '-D', data, '-p', String(port)];
  const { command, args } = asServerUser(place.concat(settings.flatMap((setting) => ['-c', setting])));
  const child = spawn(command, args, { stdio: 'ignore' });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  for (let attempt = 0; attempt < 100 && child.exitCode === null; attempt += 1) {
    const answers = await onServer(url, 'select 1').then(
      () => true,
      () => false,
    );
    if (answers) return { url, child };
    await pause(100);
  }
  await halt(child);
  throw new Error('The private PostgreSQL server does not answer.');
}

/** initdb refuses root, so as root the server belongs to `postgres`; it ends with this process. */
async function serverUser(folder: string): Promise<(words: string[]) => { command: string; args: string[] }> {
  if (process.getuid?.() !== 0) return ([command = '', ...args]) => ({ command, args });
  await promisify(execFile)('chown', ['postgres', folder]);
  await chmod(folder, 0o755);
  return (words) => ({
    command: 'setpriv',
    args: ['--reuid=postgres', '--regid=postgres', '--init-groups', '--pdeathsig=INT', ...words],
  });
}

async function onServer(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

async function halt(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  // Fast shutdown, https://www.postgresql.org/docs/current/server-shutdown.html
  child.kill('SIGINT');
  await ended;
}
