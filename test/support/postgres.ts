// Before the product's tests: a PostgreSQL to test on, with one migrated template that each test file clones. Uses
// OPSBOOK_TEST_DATABASE_URL, else a private server from binaries on this machine, else none: then the embedded database serves.

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pino from 'pino';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openQueue } from '../../src/queue/queue.ts';
import { installTestClock, onServer } from './database.ts';

export interface TestServer {
  /** An address that may create databases. */
  readonly url: string;
  readonly template: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestServer | undefined;
  }
}

type Stop = () => Promise<void>;

export async function setup(project: TestProject): Promise<Stop> {
  const given = process.env['OPSBOOK_TEST_DATABASE_URL'];
  const own = given === undefined || given === '' ? await startServer() : { url: given, stop: () => Promise.resolve() };
  if (own === undefined) {
    process.stdout.write('No PostgreSQL server found: these tests run on the embedded database.\n');
    project.provide('postgres', undefined);
    return () => Promise.resolve();
  }
  const template = `opsbook_template_${process.pid}`;
  try {
    await makeTemplate(own.url, template);
  } catch (thrown) {
    await own.stop();
    throw thrown;
  }
  project.provide('postgres', { url: own.url, template });
  return async () => {
    try {
      await onServer(own.url, `drop database if exists ${template} with (force)`);
    } finally {
      await own.stop();
    }
  };
}

async function makeTemplate(url: string, name: string): Promise<void> {
  await onServer(url, `drop database if exists ${name} with (force)`);
  await onServer(url, `create database ${name}`);
  const log = pino({ level: 'silent' });
  const address = new URL(url);
  address.pathname = name;
  const database = await openDatabase({ url: address.href, folder: '', log });
  try {
    await migrate(database);
    const queue = await openQueue({ database, log, onError: (error) => log.error(error) });
    await queue.stop();
    await installTestClock(database);
  } finally {
    await database.stop();
  }
}

async function startServer(): Promise<{ readonly url: string; readonly stop: Stop } | undefined> {
  const binaries = findBinaries();
  if (binaries === undefined) return undefined;
  const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-postgres-'));
  try {
    const server = await launch(binaries, folder);
    const { port } = server;
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      stop: async () => {
        await halt(server.child);
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (thrown) {
    await rm(folder, { recursive: true, force: true });
    throw thrown;
  }
}

function findBinaries(): string | undefined {
  const root = '/usr/lib/postgresql';
  const packaged = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return [...(process.env['PATH'] ?? '').split(':'), ...packaged.map((version) => `${root}/${version}/bin`)].find(
    (folder) => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres')),
  );
}

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
}

async function launch(binaries: string, folder: string): Promise<Server> {
  const data = path.join(folder, 'data');
  const asServerUser = await serverUser(folder);
  const initdb = asServerUser([path.join(binaries, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'trust', '-N']);
  await promisify(execFile)(initdb.command, initdb.args);
  const port = await freePort();
  const settings = [
    'fsync=off',
    'full_page_writes=off',
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
  ];
  const place = [path.join(binaries, 'postgres'), '-D', data, '-p', String(port)];
  const command = asServerUser(place.concat(settings.flatMap((setting) => ['-c', setting])));
  const child = spawn(command.command, command.args, { stdio: 'ignore' });
  await answering(child, port);
  return { child, port };
}

/** initdb refuses root, so as root the server belongs to `postgres`. */
async function serverUser(folder: string): Promise<(words: string[]) => { command: string; args: string[] }> {
  if (process.getuid?.() !== 0) return ([command = '', ...args]) => ({ command, args });
  await promisify(execFile)('chown', ['postgres', folder]);
  await chmod(folder, 0o755);
  // setpriv replaces itself by the server, so that a signal to the child reaches the server.
  return (words) => ({
    command: 'setpriv',
    args: ['--reuid=postgres', '--regid=postgres', '--init-groups', '--pdeathsig=INT', ...words],
  });
}

async function answering(child: ChildProcess, port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`The test's PostgreSQL server ended with ${child.exitCode}.`);
    const reached = await onServer(`postgres://postgres@127.0.0.1:${port}/postgres`, 'select 1').then(
      () => true,
      () => false,
    );
    if (reached) return;
    await pause(100);
  }
  child.kill('SIGQUIT');
  throw new Error("The test's PostgreSQL server does not answer.");
}

async function halt(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  // Fast shutdown, https://www.postgresql.org/docs/current/server-shutdown.html
  child.kill('SIGINT');
  await ended;
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}
