// The practice ÆTHER as its users meet it: an API that follows its files, faults that show and go, and nothing left behind.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { pathWith } from '../../kit/system.ts';
import { type PracticeAether, startAether } from './start-aether.ts';

const slow = 30_000;

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

function run(aether: PracticeAether, script: string): Promise<{ exit: number; stdout: string; stderr: string }> {
  const env = { PATH: pathWith([aether]), ...aether.environment };
  return new Promise((resolve) => {
    const child = execFile('bash', ['-c', script], { cwd: aether.environment.AETHER_HOME, env }, (_, stdout, stderr) =>
      resolve({ exit: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

describe('with one system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aether-'));
  let aether: PracticeAether;
  beforeAll(async () => {
    aether = await startAether({ folder });
  }, slow);
  afterAll(async () => {
    await aether.stop();
    rmSync(folder, { recursive: true });
  }, slow);

  const post = (path: string, body: object, key = ''): Promise<Response> =>
    fetch(`${aether.url}/api/aether/${path}`, {
      method: 'POST',
      headers: { 'x-aether-admin-key': key },
      body: JSON.stringify(body),
    });

  test('a healthy system says so, and hands its admin key over by the environment only', async () => {
    expect(await aether.look()).toMatchObject({
      unit: 'active',
      health: 'healthy',
      process: { mode: 'live', cron: true },
      budget: { dailyCap: 20_000, usagePercentage: expect.stringMatching(/^4\d\.\d%$/) },
      cache: { hitRate: expect.closeTo(0.745, 2) },
      sweeps: { totalSweeps: 24, totalCost: 0.42, state: 'scheduled' },
    });
    expect(aether.environment.AETHER_ADMIN_KEY).toMatch(/^[0-9a-f]{32}$/);
    const everything = await run(aether, 'grep -rl "$AETHER_ADMIN_KEY" .. || true');
    expect(everything.stdout).toBe('');
  });

  test.each([
    ['systemctl kill aether', 'does not have `systemctl kill aether`'],
    ['systemctl stop nginx', 'systemctl stop aether'],
    ['systemctl restart aether --force', 'does not have'],
  ])('%s is refused with 64', async (command, say) => {
    expect(await run(aether, command)).toMatchObject({ exit: 64, stderr: expect.stringContaining(say) });
  });

  test('a fault that it does not have is told with those that it has', async () => {
    await expect(aether.cause('rain')).rejects.toThrow(/no fault rain. It has: runaway-sweeps, /);
  });

  describe('changed', () => {
    afterEach(() => aether.reset(), slow);

    test(
      'the cap takes the admin key and a whole number, and is forgotten with the process',
      async () => {
        const { AETHER_ADMIN_KEY: key } = aether.environment;
        expect((await post('budget/set-cap', { cap: 0 })).status).toBe(401);
        expect((await post('budget/set-cap', { cap: 0 }, 'guess')).status).toBe(401);
        expect((await post('budget/set-cap', { cap: -1 }, key)).status).toBe(400);
        expect((await post('learn/set-rate', { rate: 2 })).status).toBe(400);
        expect((await aether.look()).budget?.dailyCap).toBe(20_000);
        expect(await (await post('budget/set-cap', { cap: 0 }, key)).json()).toMatchObject({
          dailyCap: 0,
          usagePercentage: '100.0%',
          accepting: false,
        });
        await run(aether, 'systemctl restart aether');
        expect((await aether.look()).budget).toMatchObject({ dailyCap: 20_000, accepting: true });
      },
      slow,
    );

    test.each<[string, object]>([
      ['runaway-sweeps', { budget: { usagePercentage: expect.stringMatching(/^9[78]/) }, sweeps: { totalCost: 1.32 } }],
      ['outgrown', { budget: { usagePercentage: expect.stringMatching(/^9[789]/) } }],
      ['low-usage', { budget: { usagePercentage: expect.stringMatching(/^1\d\./) } }],
      ['varied-prompts', { cache: { hitRate: expect.closeTo(0.37, 1) } }],
      ['grown-cache', { cache: { sizeBytes: expect.closeTo(1.2e9, -4) } }],
      ['error-burst', { files: { lines: { errors: 27 } } }],
      ['answers-500', { health: 'failing' }],
      ['hangs', { health: 'down', unit: 'active' }],
      ['stale-lock', { sweeps: { state: 'locked' } }],
      ['bad-weights', { learning: { learningRate: 0.9 } }],
      ['bad-experiments', { experiments: { total: 22, successRate: expect.closeTo(0.41, 1) } }],
    ])(
      '%s shows, and a reset takes it back on the same address',
      async (fault, shows) => {
        const healthy = await aether.look();
        await aether.cause(fault);
        expect(await aether.look()).toMatchObject(shows);
        await aether.reset();
        const again = await aether.look();
        expect({ ...again, pid: 0 }).toEqual({ ...healthy, pid: 0 });
      },
      slow,
    );

    test(
      'restart-fails: each of its three causes stops a start, and the log says which',
      async () => {
        await aether.cause('restart-fails');
        const start =
          'systemctl restart aether; systemctl is-active aether; cat "$(ls -t "$AETHER_LOGS"/* | head -n 1)"';
        for (const [mend, say] of [
          ['rm data/aether/.initial_sweep.lock', 'another initial sweep holds data/aether/.initial_sweep.lock'],
          ['chmod 644 data/aether/weights.json', 'permission denied: data/aether/weights.json'],
          ['rm .aether_cache/7.json', 'cannot read .aether_cache/7.json: it ends in the middle'],
        ] as const) {
          const tried = await run(aether, start);
          expect(tried.stdout).toContain('failed');
          expect(tried.stdout).toContain(`[AETHER] ERROR cannot go on: ${say}`);
          expect((await aether.look()).health).toBe('down');
          await run(aether, mend);
        }
        expect((await run(aether, start)).stdout).toContain('ready: live mode, daily cap 20000 tokens, cron on');
        expect((await aether.look()).health).toBe('healthy');
      },
      slow,
    );
  });
});

test(
  'stop leaves no process, no port and no file; a folder of somebody else is not taken',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aether-'));
    writeFileSync(join(folder, 'mine'), '');
    await expect(startAether({ folder })).rejects.toThrow('Give the practice system aether an empty folder.');
    rmSync(join(folder, 'mine'));
    const aether = await startAether({ folder });
    const { pid } = await aether.look();
    expect(isAlive(pid)).toBe(true);
    await aether.stop();
    expect(isAlive(pid)).toBe(false);
    await expect(fetch(aether.url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  },
  slow,
);

test(
  'when the process that started it is killed, the application ends, and its folder can be taken again',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aether-'));
    const source = [
      `import { startAether } from ${JSON.stringify(new URL('./start-aether.ts', import.meta.url).href)};`,
      `const aether = await startAether({ folder: ${JSON.stringify(folder)} });`,
      'process.stdout.write(aether.url);',
    ].join('\n');
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source]);
    const [url] = await once(parent.stdout, 'data');
    const socket = connect(Number(new URL(String(url)).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.resume();
    const lost = new Promise((resolve) => socket.on('error', resolve).on('close', resolve));
    parent.kill('SIGKILL');
    await lost;
    const logs = join(folder, 'logs');
    expect(
      readdirSync(logs)
        .map((name) => readFileSync(join(logs, name), 'utf8'))
        .join(''),
    ).toContain('ready:');
    await (await startAether({ folder })).stop();
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  },
  slow,
);
