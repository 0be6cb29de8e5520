// What the practice Daena promises by itself: faults show, a reset takes them back, and nothing is left of it.

import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pathWith } from '../../kit/system.ts';
import { startDaena, type PracticeDaena } from './start-daena.ts';

const slow = 30_000;

interface Ran {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(daena: PracticeDaena, script: string): Promise<Ran> {
  const env = { PATH: pathWith([daena]), HOME: '/nonexistent' };
  return new Promise((resolve) => {
    const child = execFile(
      'bash',
      ['-euo', 'pipefail', '-c', script],
      { cwd: daena.environment.DAENA_HOME, env },
      (_error, stdout, stderr) => resolve({ exit: child.exitCode, stdout, stderr }),
    );
  });
}

describe('with one system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'daena-'));
  let daena: PracticeDaena;
  beforeAll(async () => {
    daena = await startDaena({ folder });
  }, slow);
  afterAll(async () => {
    await daena.stop();
    rmSync(folder, { recursive: true });
  }, slow);

  test('what is measured needs the key; health does not', async () => {
    expect((await fetch(`${daena.url}/health`)).status).toBe(200);
    expect((await fetch(`${daena.url}/monitoring/memory`)).status).toBe(401);
    const headers = { 'X-API-Key': daena.environment.DAENA_API_KEY };
    const answer = await fetch(`${daena.url}/monitoring/memory`, { headers });
    expect(await answer.json()).toMatchObject({ active_agents: 48, llm_cas_hit_rate: 0.66, nbmf_enabled: true });
  });

  test.each([
    ['outage', { health: 'down', phase: 'crashed' }],
    ['agents-lost', { health: 'degraded', agents: 41 }],
    ['data-corruption', { differing: 17 }],
    ['ledger-tampered', { ledger: { faults: 1 } }],
    ['stolen-key', { apiKeys: ['operator', 'ops-legacy'] }],
    ['key-not-handed-out', { health: 'degraded', unreadable: 120, looseKey: true }],
    ['high-latency', { measured: { l1_p95_ms: 49.5, l2_p95_ms: 139 } }],
    ['low-cas-hit-rate', { measured: { llm_cost_usd_per_day: 71.04 } }],
    ['divergence-errors', { measured: { divergence_rate_percent: 3.4 } }],
    ['memory-growth', { growthPerDay: 9 }],
  ])(
    '%s shows, and is gone after a reset at the same address',
    async (fault, shows) => {
      await daena.cause(fault);
      expect(await daena.look()).toMatchObject(shows);
      await daena.reset();
      expect(await daena.look()).toMatchObject({ health: 'healthy', agents: 48, differing: 0, unreadable: 0 });
      expect((await fetch(`${daena.url}/health`)).status).toBe(200);
    },
    slow,
  );

  test(
    'every fault that it tells of can be caused, and no other',
    async () => {
      // The outage is the first of the list, and nothing can be caused in a process that is down.
      for (const { name } of daena.faults.toReversed()) await daena.cause(name);
      await expect(daena.cause('flood')).rejects.toThrow('Daena has no fault flood. It has: outage');
      await daena.reset();
    },
    slow,
  );

  test.each([
    ['kubectl delete deployment/daena-production', 'The practice system does not have `kubectl delete'],
    ['kubectl set env deployment/daena-production DAENA_MEMORY_AES_KEY=x', 'takes DAENA_NBMF_ENABLED'],
    ['kubectl logs deployment/daena-production -f', 'does not have'],
    ['python -c "print(1)"', 'does not have'],
    ['python Tools/daena_chaos.py', 'python Tools/daena_snapshot.py [--restore FILE]'],
  ])('%s is refused with 64', async (command, say) => {
    expect(await run(daena, command)).toMatchObject({ exit: 64, stderr: expect.stringContaining(say) });
  });

  test('a restore is refused while writes are on', async () => {
    const before = readFileSync(join(daena.environment.DAENA_HOME, '.l2_store/records.json'), 'utf8');
    const { exit, stderr } = await run(daena, 'python Tools/daena_snapshot.py --restore latest_snapshot.json');
    expect(exit).toBe(1);
    expect(stderr).toContain('Writes are on. Set DAENA_NBMF_ENABLED=false, then restore.');
    expect(readFileSync(join(daena.environment.DAENA_HOME, '.l2_store/records.json'), 'utf8')).toBe(before);
  });

  test(
    'nothing but the rotation itself prints a key',
    async () => {
      const { stdout } = await run(daena, 'umask 077; python Tools/daena_key_rotate.py >.kms/rotation.out');
      const key = readFileSync(join(daena.environment.DAENA_HOME, '.kms/rotation.out'), 'utf8')
        .trim()
        .split('\n')
        .at(-1);
      const said = await run(daena, 'python Tools/daena_key_validate.py; kubectl describe secret daena-api-keys');
      expect(key).toMatch(/^[\w-]{43}$/);
      expect(stdout + said.stdout + said.stderr + JSON.stringify(await daena.look())).not.toContain(key);
      await daena.reset();
    },
    slow,
  );

  test('an archive is a Zstandard file', async () => {
    await run(daena, 'python Tools/legacy_export.py');
    const archive = readdirSync(daena.environment.DAENA_HOME)
      .filter((name) => name.startsWith('legacy_archive_'))
      .sort()
      .at(-1);
    const bytes = readFileSync(join(daena.environment.DAENA_HOME, archive ?? ''));
    const records = readFileSync(join(daena.environment.DAENA_HOME, '.l2_store/records.json'));
    expect(bytes.subarray(0, 4).toString('hex')).toBe('28b52ffd');
    // One block: magic and header are 9 bytes, the block's own header 3.
    expect(bytes.subarray(12)).toEqual(records);
    const unpacked = spawnSync('zstd', ['-dc'], { input: bytes });
    if (unpacked.error === undefined) expect(unpacked.stdout).toEqual(records);
  });
});

async function holdConnection(url: string): Promise<{ lost: Promise<unknown> }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.resume();
  return { lost: new Promise((resolve) => socket.on('error', resolve).on('close', resolve)) };
}

test(
  'stop leaves no port and no file; a folder of somebody else is not taken',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daena-'));
    writeFileSync(join(folder, 'mine'), '');
    await expect(startDaena({ folder })).rejects.toThrow('Give the practice system daena an empty folder.');
    rmSync(join(folder, 'mine'));
    const daena = await startDaena({ folder });
    await daena.stop();
    await expect(fetch(daena.url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  },
  slow,
);

test(
  'when the process that started it is killed, Daena ends too',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daena-'));
    const source = [
      `import { startDaena } from ${JSON.stringify(new URL('./start-daena.ts', import.meta.url).href)};`,
      `process.stdout.write((await startDaena({ folder: ${JSON.stringify(folder)} })).url);`,
    ].join('\n');
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source]);
    const [url] = await once(parent.stdout, 'data');
    const connection = await holdConnection(String(url));
    parent.kill('SIGKILL');
    await connection.lost;
    await (await startDaena({ folder })).stop();
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  },
  slow,
);
