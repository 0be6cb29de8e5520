// The practice ACE as its users meet it: a bad release, the runbook's own scripts, the tools, and nothing left behind.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runScript, scriptsOf } from './runbook-scripts.ts';
import { type PracticeAce, startAce } from './start-ace.ts';

const slow = 20_000;
const rollback = scriptsOf('Emergency rollback');

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A connection that ends when the process behind it does. */
async function holdConnection(url: string): Promise<{ lost: Promise<unknown> }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.resume();
  return { lost: new Promise((resolve) => socket.on('error', resolve).on('close', resolve)) };
}

async function run(ace: PracticeAce, scripts: readonly string[], revision = ''): Promise<void> {
  for (const script of scripts) {
    expect(await runScript(ace, script, { revision })).toMatchObject({ exit: 0 });
  }
}

describe('with one system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ace-'));
  let ace: PracticeAce;
  beforeAll(async () => {
    ace = await startAce({ folder });
  }, slow);
  afterAll(async () => {
    await ace.stop();
    rmSync(folder, { recursive: true });
  }, slow);

  test('a healthy system answers the documented health and the same commits everywhere', async () => {
    const response = await fetch(`${ace.url}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'healthy',
      version: 'v1.9.0',
      database: 'connected',
      faiss: 'ready',
      circuit_breakers: { generator: 'closed', reflector: 'closed' },
    });
    expect([ace.goodRevision, ace.badRevision]).toEqual(['2aed30a', 'ee7c89e']);
  });

  test.each([
    '',
    '-f',
    '--help',
    '--output=pwned',
    '--since=now',
    '--glob=*',
    '^HEAD',
    '"; touch pwned; echo "',
    '$(touch pwned)',
    '`touch pwned`',
    'x\ntouch pwned',
  ])(
    'a revision of %j changes nothing',
    async (revision) => {
      const before = await ace.look();
      for (const script of rollback.filter((one) => one.includes('$revision'))) {
        expect((await runScript(ace, script, { revision })).exit).not.toBe(0);
      }
      expect((await ace.look()).checkedOut).toBe(before.checkedOut);
      expect((await runScript(ace, 'git status --porcelain')).stdout).toBe('');
      expect(existsSync(join(ace.environment.ACE_HOME, 'pwned'))).toBe(false);
    },
    slow,
  );

  test.each([
    ['kubectl delete deployment ace-app', 'does not have `kubectl delete'],
    ['kubectl rollout restart deployment/ace-app --dry-run=client', 'does not have'],
    ['docker stats ace-app', 'docker stats --no-stream ace-app'],
    ['docker-compose down -v', 'does not have'],
  ])('%s is refused with 64', async (command, say) => {
    expect(await runScript(ace, command)).toMatchObject({ exit: 64, stderr: expect.stringContaining(say) });
  });

  describe('changed', () => {
    afterEach(() => ace.reset(), slow);

    test(
      'the rollback of the runbook replaces a bad release, and only once the process was replaced',
      async () => {
        await ace.cause('bad-release');
        const bad = await ace.look();
        expect(bad).toMatchObject({
          health: 'degraded',
          release: { version: 'v1.10.0' },
          checkedOut: bad.release?.revision,
        });
        expect((await fetch(`${ace.url}/health`)).status).toBe(503);

        const rolling = rollback.findIndex((script) => script.includes('rollout undo'));
        await run(ace, rollback.slice(0, rolling), ace.goodRevision);
        expect(await ace.look()).toMatchObject({ health: 'degraded', pid: bad.pid, release: bad.release });
        await run(ace, rollback.slice(rolling), ace.goodRevision);

        const good = await ace.look();
        expect(good).toMatchObject({ health: 'healthy', release: { version: 'v1.9.0' }, replicas: { ready: 1 } });
        expect(good.release?.revision.startsWith(ace.goodRevision)).toBe(true);
        expect(good.pid).not.toBe(bad.pid);
        expect(isAlive(bad.pid)).toBe(false);
        const production = await runScript(ace, 'git rev-parse production');
        expect(production.stdout.trim()).toBe(bad.checkedOut);

        await run(ace, scriptsOf('Emergency rollforward'));
        expect(await ace.look()).toMatchObject({ health: 'degraded', release: bad.release });
      },
      slow,
    );

    test(
      'a restart closes a breaker that is stuck open',
      async () => {
        await ace.cause('breaker-stuck-open');
        expect((await ace.look()).health).toBe('degraded');
        expect(await (await fetch(`${ace.url}/metrics`)).text()).toContain('{name="generator",state="open"} 1');
        await run(ace, scriptsOf('Restart'));
        expect((await ace.look()).health).toBe('healthy');
        await run(ace, [...scriptsOf('Health check'), ...scriptsOf('Recent releases')]);
      },
      slow,
    );

    test(
      'taken down it refuses connections, and comes up again at the same address',
      async () => {
        await run(ace, ['docker-compose down']);
        await expect(fetch(`${ace.url}/health`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
        const undone = await runScript(ace, 'kubectl rollout undo deployment/ace-app');
        expect(undone).toMatchObject({ exit: 1, stderr: expect.stringContaining('not found') });
        await run(ace, ['docker-compose up -d']);
        expect((await fetch(`${ace.url}/health`)).status).toBe(200);
      },
      slow,
    );

    test(
      'a process that dies is started again; a release that cannot start says so',
      async () => {
        const { pid = 0 } = await ace.look();
        const connection = await holdConnection(ace.url);
        process.kill(pid, 'SIGKILL');
        await connection.lost;
        await expect.poll(async () => (await ace.look()).restarts).toBe(1);
        await run(ace, ['kubectl rollout status deployment/ace-app']);
        expect((await ace.look()).pid).not.toBe(pid);

        await run(ace, ['rm release.json', 'kubectl rollout restart deployment/ace-app']);
        const status = await runScript(ace, 'kubectl rollout status deployment/ace-app --timeout=10s');
        expect(status).toMatchObject({ exit: 1, stderr: expect.stringContaining('progress deadline') });
        expect((await runScript(ace, 'kubectl get pods')).stdout).toContain('CrashLoopBackOff');
        expect((await ace.look()).log.at(-1)).toMatch(/ERROR .*no such file.*release.json/);
      },
      slow,
    );
  });
});

test(
  'stop leaves no process, no port and no file; a folder of somebody else is not taken',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ace-'));
    writeFileSync(join(folder, 'mine'), '');
    await expect(startAce({ folder })).rejects.toThrow('is not empty. Give the practice system ace an empty folder.');
    rmSync(join(folder, 'mine'));
    const ace = await startAce({ folder });
    const { pid } = await ace.look();
    const second = mkdtempSync(join(tmpdir(), 'ace-'));
    const port = Number(new URL(ace.url).port);
    await expect(startAce({ folder: second, port })).rejects.toThrow(/did not start: .*EADDRINUSE/);
    expect(readdirSync(second)).toEqual([]);
    rmSync(second, { recursive: true });
    await ace.stop();
    expect(isAlive(pid)).toBe(false);
    await expect(fetch(ace.url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  },
  slow,
);

test(
  'when the process that started it is killed, the application ends and the tools say so',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ace-'));
    const source = [
      `import { startAce } from ${JSON.stringify(new URL('./start-ace.ts', import.meta.url).href)};`,
      `const ace = await startAce({ folder: ${JSON.stringify(folder)} });`,
      'process.stdout.write(ace.url);',
    ].join('\n');
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source]);
    const [url] = await once(parent.stdout, 'data');
    const connection = await holdConnection(String(url));
    parent.kill('SIGKILL');
    await connection.lost;
    const tool = execFile(join(folder, 'bin', 'kubectl'), ['get', 'pods'], { cwd: folder });
    const chunks: string[] = [];
    tool.stderr?.on('data', (chunk) => chunks.push(String(chunk)));
    expect(await once(tool, 'close')).toEqual([1, null]);
    expect(chunks.join('')).toContain('The practice system does not answer. Start it again');
    await (await startAce({ folder })).stop();
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  },
  slow,
);
