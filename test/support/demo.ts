// `npm run demo` as a person starts it: a process of its own, whose descendants and temporary folders are known and can be counted.

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

export interface Demo {
  /** Where it says to open the page. */
  readonly url: string;
  /** The commit that it says to roll back to. */
  readonly goodRevision: string;
  /** Where ACE itself answers. */
  readonly aceUrl: string;
  /** What `opsbook audit verify` says of the record as a power cut at this moment would leave it. */
  verifyAudit(): Promise<string>;
  /** Ends it as a terminal does, and answers what it left behind: processes and temporary folders. A second time does nothing. */
  stop(): Promise<readonly string[]>;
}

/** Throws what the demo printed when it ended instead of getting ready. */
export async function startDemo({ hasHistory = false } = {}): Promise<Demo> {
  const folder = await mkdtemp(path.join(tmpdir(), 'demo-test-'));
  const environment: NodeJS.ProcessEnv = { ...process.env, TMPDIR: folder };
  for (const name of Object.keys(environment))
    if (/^(OPSBOOK|SLACK)_|^(DATABASE_URL|LOG_LEVEL|PORT)$/.test(name)) delete environment[name];
  const demo = spawn(
    'npm',
    ['run', 'demo', '--', '--port', '0', '--no-open', ...(hasHistory ? [] : ['--no-history'])],
    {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, which gets the signal as a whole, as Ctrl-C in a terminal sends it.
      detached: true,
    },
  );
  const printed = await untilReady(demo, demo.stdout, demo.stderr);
  return {
    url: found(printed, /^Open (http:\S+)$/m),
    goodRevision: found(printed, /emergency-rollback revision=(\w+)/),
    aceUrl: found(printed, /ACE itself answers at (\S+)\/health/),
    verifyAudit: () => verifyAudit(demo, folder, environment),
    stop: async () => {
      if (!existsSync(folder)) return [];
      const family = await descendants(demo);
      if (demo.exitCode === null && demo.signalCode === null) {
        const ended = once(demo, 'close');
        if (demo.pid !== undefined) process.kill(-demo.pid, 'SIGTERM');
        await ended;
      }
      const alive = new Set((await processes()).map(({ pid }) => pid));
      const left = family.filter(({ pid }) => alive.has(pid)).map(({ pid, words }) => `process ${pid}: ${words}`);
      const folders = (await readdir(folder)).filter((name) => name.startsWith('opsbook'));
      await rm(folder, { recursive: true, force: true });
      return [...left, ...folders.map((name) => `folder ${name}`)];
    },
  };
}

async function untilReady(demo: ChildProcess, output: Readable, errors: Readable): Promise<string> {
  const lines: string[] = [];
  errors.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const opened = new Promise<void>((resolve) => {
    createInterface(output).on('line', (line) => {
      lines.push(line);
      if (line.startsWith('Open ')) resolve();
    });
  });
  const ended = once(demo, 'close').then(() => 'ended' as const);
  if ((await Promise.race([opened, ended])) === 'ended')
    throw new Error(`The demo ended before it was ready:\n${lines.join('\n')}`);
  return lines.join('\n');
}

function found(printed: string, pattern: RegExp): string {
  const value = pattern.exec(printed)?.[1];
  if (value === undefined) throw new Error(`The demo did not print ${String(pattern)}:\n${printed}`);
  return value;
}

/** The bot holds its folder, so it is halted for the moment in which the folder is copied, and the copy is looked at. */
async function verifyAudit(demo: ChildProcess, folder: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const bots = (await descendants(demo)).filter(({ words }) => words.endsWith('demo/bot-process.ts'));
  const [own] = (await readdir(folder)).filter((name) => name.startsWith('opsbook-demo-'));
  if (bots.length === 0 || own === undefined) throw new Error('The demo runs no bot, or keeps no folder.');
  const copy = path.join(folder, 'copy');
  for (const { pid } of bots) process.kill(pid, 'SIGSTOP');
  try {
    await cp(path.join(folder, own, 'data'), copy, { recursive: true, filter: (file) => !file.endsWith('.sock') });
  } finally {
    for (const { pid } of bots) process.kill(pid, 'SIGCONT');
  }
  const words = ['--import', 'tsx', 'src/main.ts', 'audit', 'verify'];
  const { stdout } = await run(process.execPath, words, { cwd: root, env: { ...environment, OPSBOOK_DATA: copy } });
  return stdout.trim();
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly words: string;
}

async function processes(): Promise<readonly Process[]> {
  const { stdout } = await run('ps', ['-eo', 'pid=,ppid=,stat=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state = '', words = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent), words }];
  });
}

/** The process itself first. */
async function descendants(of: ChildProcess): Promise<readonly Process[]> {
  const all = await processes();
  const family = all.filter(({ pid }) => pid === of.pid);
  for (const each of family) family.push(...all.filter(({ parent }) => parent === each.pid));
  return family;
}
