// The practice AERIS-AQ as its users meet it: its answers, its faults, its tools, and nothing left behind.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pathWith } from '../../kit/system.ts';
import { faults } from './faults.ts';
import { type PracticeAeris, startAeris } from './start-aeris.ts';

const slow = 30_000;

interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script as a shell step does: strict bash, in the application's folder, with the stand-ins first. */
function run(aeris: PracticeAeris, script: string): Promise<Ran> {
  const env = { ...aeris.environment, PATH: pathWith([aeris]), HOME: '/nonexistent', LANG: 'C' };
  return new Promise((resolve) => {
    const options = { cwd: aeris.environment['AERIS_HOME'], env };
    const child = execFile('bash', ['-euo', 'pipefail', '-c', script], options, (_error, stdout, stderr) => {
      resolve({ exit: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

async function chat(aeris: PracticeAeris): Promise<{ status: number; said: string }> {
  const body = JSON.stringify({ session_id: 'test', message: 'Test query' });
  const response = await fetch(`${aeris.url}/api/v1/agent/chat`, { method: 'POST', body });
  return { status: response.status, said: await response.text() };
}

/** A connection that ends when the process behind it does. */
async function holdConnection(url: string): Promise<{ lost: Promise<unknown> }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.resume();
  return { lost: new Promise((resolve) => socket.on('error', resolve).on('close', resolve)) };
}

describe('with one system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aeris-'));
  let aeris: PracticeAeris;
  let healthy: object;
  beforeAll(async () => {
    aeris = await startAeris({ folder });
    healthy = await stateOf(aeris);
  }, slow);
  afterAll(async () => {
    await aeris.stop();
    rmSync(folder, { recursive: true });
  }, slow);
  test(
    'a healthy system answers the documented health, chats, and keeps what was said in a real SQLite file',
    async () => {
      const response = await fetch(`${aeris.url}/health`);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({
        status: 'healthy',
        database: 'connected',
        cache: 'operational',
        timestamp: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
      });
      expect(await chat(aeris)).toMatchObject({ status: 200, said: expect.stringContaining('moderate') });
      const file = join(folder, 'aeris-aq', 'data', 'aeris_agent.db');
      expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3');
      const counted = await run(
        aeris,
        `sqlite3 data/aeris_agent.db "SELECT COUNT(*) FROM messages WHERE session_id='test'"`,
      );
      expect(counted).toMatchObject({ exit: 0, stdout: '2\n' });
      expect((await fetch(`${aeris.url}/sessions/test`, { method: 'DELETE' })).status).toBe(200);
      expect((await fetch(`${aeris.url}/sessions/test`, { method: 'DELETE' })).status).toBe(404);
      await aeris.reset();
    },
    slow,
  );

  test.each([
    ['sqlite3 data/aeris_agent.db .shell', 1, 'unknown command'],
    ['sqlite3 /etc/passwd .tables', 64, 'does not have'],
    ['python -c "print(1)"', 64, 'python tests/comprehensive_test_suite.py'],
    ['pip install left-pad', 64, 'pip freeze'],
    ['ollama serve', 64, 'ollama list'],
    ['systemctl stop ollama', 64, 'systemctl restart ollama'],
    ['sudo -n rm -rf data', 64, 'does not have'],
    ['ps -ef', 64, 'ps aux'],
  ])('%s is refused', async (command, exit, say) => {
    expect(await run(aeris, command)).toMatchObject({ exit, stderr: expect.stringContaining(say) });
  });

  test.each(faults)(
    '$name shows itself, and a reset takes it away',
    async ({ name }) => {
      expect(await stateOf(aeris)).toEqual(healthy);
      await aeris.cause(name);
      expect(await stateOf(aeris)).not.toEqual(healthy);
      await aeris.reset();
      expect(await stateOf(aeris)).toEqual(healthy);
    },
    slow,
  );

  test('a fault that it does not have is refused with those that it has', async () => {
    await expect(aeris.cause('flood')).rejects.toThrow('AERIS-AQ has no fault flood. It has: server-down, ');
  });

  test(
    'a lock is real: nobody gets in until the process that holds it has ended',
    async () => {
      await aeris.cause('database-locked');
      expect(await run(aeris, 'sqlite3 data/aeris_agent.db .tables')).toMatchObject({
        exit: 1,
        stderr: expect.stringContaining('database is locked'),
      });
      expect((await fetch(`${aeris.url}/health`)).status).toBe(503);
      await run(aeris, 'kill -9 "$(fuser data/aeris_agent.db)"');
      await expect
        .poll(async () => (await run(aeris, 'sqlite3 data/aeris_agent.db .tables')).stdout, { timeout: 10_000 })
        .toMatch(/sessions/);
      await aeris.reset();
    },
    slow,
  );

  test(
    'rebuilding mends a damaged index, and nothing a lost page',
    async () => {
      const mend = 'sqlite3 data/aeris_agent.db "REINDEX; VACUUM; PRAGMA integrity_check;"';
      await aeris.cause('index-damaged');
      expect((await run(aeris, 'sqlite3 data/aeris_agent.db "PRAGMA integrity_check;"')).stdout).toContain(
        'idx_sessions_created',
      );
      expect(await run(aeris, mend)).toMatchObject({ exit: 0, stdout: 'ok\n' });
      await aeris.reset();
      await aeris.cause('database-corrupt');
      expect(await run(aeris, mend)).toMatchObject({ exit: 1, stderr: expect.stringContaining('malformed') });
      await aeris.reset();
    },
    slow,
  );

  test(
    'no key shows in what the system tells or writes into its logs',
    async () => {
      const env = readFileSync(join(folder, 'aeris-aq', '.env'), 'utf8');
      const keys = [...env.matchAll(/_KEY=(\w+)/g)].map(([, key = '']) => key);
      expect(keys).toHaveLength(3);
      await aeris.cause('waqi-key-rejected');
      const told = [
        JSON.stringify(await aeris.look()),
        (await chat(aeris)).said,
        (await run(aeris, 'cat logs/*')).stdout,
      ];
      for (const key of keys) expect(told.join('\n')).not.toContain(key);
      await aeris.reset();
    },
    slow,
  );
});

const told = z.looseObject({ latestBackupHours: z.number() });

/** What `look` tells, without what is never the same: an hour may end between two looks. */
async function stateOf(aeris: PracticeAeris): Promise<object> {
  const { latestBackupHours, ...rest } = told.parse(await aeris.look());
  return { ...rest, pid: 0, log: [], hasFreshBackup: latestBackupHours < 26 };
}

test(
  'stop leaves no process, no port and no file; a folder of somebody else is not taken',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aeris-'));
    writeFileSync(join(folder, 'mine'), '');
    await expect(startAeris({ folder })).rejects.toThrow(
      'is not empty. Give the practice system aeris an empty folder.',
    );
    rmSync(join(folder, 'mine'));
    const aeris = await startAeris({ folder });
    const connection = await holdConnection(aeris.url);
    await aeris.stop();
    await connection.lost;
    await expect(fetch(aeris.url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    const outside = aeris.environment['AERIS_OLLAMA_URL'] ?? '';
    await expect(fetch(outside)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  },
  slow,
);

test(
  'when the process that started it is killed, the application ends and the tools say so',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aeris-'));
    const source = [
      `import { startAeris } from ${JSON.stringify(new URL('./start-aeris.ts', import.meta.url).href)};`,
      `const aeris = await startAeris({ folder: ${JSON.stringify(folder)} });`,
      'process.stdout.write(aeris.url);',
    ].join('\n');
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source]);
    const [url] = await once(parent.stdout, 'data');
    const connection = await holdConnection(String(url));
    parent.kill('SIGKILL');
    await connection.lost;
    const tool = execFile(join(folder, 'bin', 'ollama'), ['list'], { cwd: folder });
    const chunks: string[] = [];
    tool.stderr?.on('data', (chunk) => chunks.push(String(chunk)));
    expect(await once(tool, 'close')).toEqual([1, null]);
    expect(chunks.join('')).toContain('The practice system does not answer. Start it again');
    await (await startAeris({ folder })).stop();
    expect(existsSync(join(folder, 'aeris-aq'))).toBe(false);
    rmSync(folder, { recursive: true });
  },
  slow,
);
