// The practice Algorhythmic as its users meet it: each fault shows and is gone after a reset, its programs act on it and refuse the
// rest, and nothing of it is left behind.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { pathWith } from '../../kit/system.ts';
import { type PracticeAlgorhythmic, startAlgorhythmic } from './start-algorhythmic.ts';

const slow = 30_000;
const healthy = {
  phase: 'running',
  health: 'ok',
  breaker: 'closed',
  restarts: 0,
  objects: 6,
  release: { version: 'v2.7.0' },
  database: { users: 5, waitingJobs: 3, wrongBalances: 0, negativeBalances: 0, duplicates: 0 },
};

interface Ran {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** As a shell step runs it: strict bash in the system's home, with its variables and programs. */
function run(system: PracticeAlgorhythmic, script: string): Promise<Ran> {
  const { environment } = system;
  const env = { ...environment, PATH: pathWith([system]), HOME: '/nonexistent', LANG: 'C' };
  return new Promise((resolve) => {
    const bash = ['-euo', 'pipefail', '-c', script];
    const child = execFile('bash', bash, { cwd: environment['ALGORHYTHMIC_HOME'], env }, (_error, stdout, stderr) =>
      resolve({ exit: child.exitCode, stdout, stderr }),
    );
  });
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A connection that ends when the process behind it does. */
async function holdConnection(url: string): Promise<{ readonly lost: Promise<unknown> }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.resume();
  return { lost: new Promise((resolve) => socket.on('error', resolve).on('close', resolve)) };
}

describe('with one system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'algorhythmic-'));
  let system: PracticeAlgorhythmic;
  beforeAll(async () => {
    system = await startAlgorhythmic({ folder });
  }, slow);
  afterAll(async () => {
    const { pid } = await system.look();
    await system.stop();
    expect(isAlive(pid)).toBe(false);
    await expect(fetch(system.url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  }, slow);

  test('a healthy system answers as documented, and what is for administrators to nobody else', async () => {
    expect(await system.look()).toMatchObject(healthy);
    const answer = async (path: string, init?: RequestInit): Promise<unknown> =>
      (await fetch(`${system.url}${path}`, init)).json();
    expect(await answer('/api/health')).toEqual({ status: 'ok' });
    expect(await answer('/api/admin/circuit-breaker-status')).toEqual({
      state: 'closed',
      tokens: 0,
      successRate: 0.95,
      p95Latency: 55_000,
    });
    expect(await answer('/api/admin/cache-stats')).toMatchObject({ totalUsers: 45, totalArtworks: 450 });
    expect(await answer('/api/telemetry/dashboard')).toEqual({ error: 'Give the admin token.' });
    const headers = { authorization: `Bearer ${system.environment['ALGORHYTHMIC_TOKEN'] ?? ''}` };
    expect(await answer('/api/monitoring/resilience', { headers })).toMatchObject({ queueController: { depth: 3 } });
  });

  test.each([
    ['npm install left-pad', 'npm run service:start'],
    ['npm audit fix --json', 'npm audit --json'],
    ['psql --dbname=service=algorhythmic --command "drop table users"', '--single-transaction'],
    ['pg_dump --dbname=service=algorhythmic', '--clean --if-exists'],
    ['gsutil rm -r gs://algorhythmic-production/', 'gsutil ls'],
    ['ss -lntp', 'ss -tan'],
  ])(
    '%s is refused with 64',
    async (command, say) => {
      expect(await run(system, command)).toMatchObject({ exit: 64, stderr: expect.stringContaining(say) });
    },
    slow,
  );

  test('a fault that it does not have is refused, and each that it has is tested here', async () => {
    await expect(system.cause('flood')).rejects.toThrow('Algorhythmic has no fault flood. It has: bad-release, ');
    expect(system.faults).toHaveLength(13);
  });

  test.each([
    ['bad-release', { health: 'failing', release: { version: 'v2.8.0' } }],
    ['process-hung', { health: 'silent', phase: 'running' }],
    ['database-unreachable', { health: 'failing', database: 'unreachable' }],
    ['data-lost', { database: { users: 0 } }],
    ['objects-lost', { objects: 0 }],
    ['breaker-stuck-open', { breaker: 'open', database: { failedJobs: 15 } }],
    ['image-provider-down', { breaker: 'open' }],
    ['queue-backlog', { database: { waitingJobs: 17 } }],
    ['credit-discrepancy', { database: { wrongBalances: 2, negativeBalances: 1, duplicates: 1 } }],
  ])(
    '%s shows, and is gone after a reset',
    async (fault, shows) => {
      await system.cause(fault);
      expect(await system.look()).toMatchObject(shows);
      const { url } = system;
      await system.reset();
      expect(await system.look()).toMatchObject(healthy);
      expect(system.url).toBe(url);
    },
    slow,
  );

  describe('changed', () => {
    afterEach(() => system.reset(), slow);

    test.each([
      ['high-error-rate', 'errorRatePercent', 3.2],
      ['slow-generation', 'p95LatencySeconds', 95],
      ['websocket-crowd', 'connections', 1240],
      ['websockets-refused', 'connections', 0],
      ['credit-discrepancy', 'failurePercent', 7.5],
    ])(
      '%s shows in the telemetry',
      async (fault, metric, value) => {
        await system.cause(fault);
        const headers = { authorization: `Bearer ${system.environment['ALGORHYTHMIC_TOKEN'] ?? ''}` };
        const told = await (await fetch(`${system.url}/api/telemetry/dashboard`, { headers })).text();
        expect(told).toContain(`"${metric}": ${String(value)}`);
      },
      slow,
    );

    test(
      'a process that ends is replaced by a new one, one that was stopped is not',
      async () => {
        const before = await system.look();
        await run(system, 'kill -TERM "$(cat run/server.pid)"');
        await expect.poll(async () => (await system.look()).restarts, { timeout: slow }).toBe(1);
        await expect.poll(async () => (await system.look()).health, { timeout: slow }).toBe('ok');
        expect((await system.look()).pid).not.toBe(before.pid);
        expect(isAlive(before.pid)).toBe(false);
        await run(system, 'npm run service:stop --prefix app');
        expect(await system.look()).toMatchObject({ phase: 'stopped', health: 'down' });
        expect(existsSync(join(folder, 'home/run/server.pid'))).toBe(false);
        expect(await run(system, 'npm run service:start --prefix app')).toMatchObject({ exit: 0 });
        expect(await system.look()).toMatchObject({ phase: 'running', health: 'ok' });
      },
      slow,
    );

    test(
      'a dump brings back what was lost, all of it or nothing',
      async () => {
        const psql = 'psql --single-transaction --set=ON_ERROR_STOP=1 --dbname=service=algorhythmic';
        expect(
          await run(system, 'pg_dump --clean --if-exists --dbname=service=algorhythmic > backups/now.sql'),
        ).toMatchObject({ exit: 0 });
        await system.cause('data-lost');
        const broken = await run(system, `{ cat backups/now.sql; echo 'select * from nowhere;'; } | ${psql}`);
        expect(broken).toMatchObject({ exit: 1, stderr: expect.stringContaining('relation "nowhere" does not exist') });
        expect(await system.look()).toMatchObject({ database: { users: 0 } });
        expect(await run(system, `${psql} < backups/now.sql`)).toMatchObject({ exit: 0 });
        expect(await system.look()).toMatchObject(healthy);
      },
      slow,
    );
  });
});

test(
  'when the process that started it is killed, the application ends, and the folder can be taken again',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'algorhythmic-'));
    const source = [
      `import { startAlgorhythmic } from ${JSON.stringify(new URL('./start-algorhythmic.ts', import.meta.url).href)};`,
      `const system = await startAlgorhythmic({ folder: ${JSON.stringify(folder)} });`,
      'process.stdout.write(JSON.stringify([system.url, system.environment.ALGORHYTHMIC_DATABASE_URL]));',
    ].join('\n');
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source]);
    const [told] = await once(parent.stdout, 'data');
    const urls: unknown = JSON.parse(String(told));
    const held = await Promise.all((Array.isArray(urls) ? urls : []).map((url) => holdConnection(String(url))));
    expect(held).toHaveLength(2);
    parent.kill('SIGKILL');
    await Promise.all(held.map(({ lost }) => lost));
    await (await startAlgorhythmic({ folder })).stop();
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  },
  3 * slow,
);
