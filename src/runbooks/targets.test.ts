import { expect, it } from 'vitest';
import type { TargetDeclaration } from './model.ts';
import { readTarget } from './target-declaration.ts';
import { resolveTargets } from './targets.ts';

const targets: Readonly<Record<string, TargetDeclaration>> = {
  app: { kind: 'http', address: '${APP_URL}', headers: { Authorization: 'Bearer ${APP_TOKEN}' } },
  db: { kind: 'postgres', url: '${DATABASE}' },
  ops: { kind: 'shell', host: 'local', cwd: '${APP_HOME}/repo', env: ['KUBECONFIG'] },
};

it('fills in the address of another machine, the file of its key, and a Prometheus', () => {
  const others: Readonly<Record<string, TargetDeclaration>> = {
    far: { kind: 'shell', host: 'ssh://deploy@${HOST}:2222', env: [], knownHosts: '${APP_HOME}/keys' },
    metrics: { kind: 'prometheus', address: 'http://${HOST}:9090/', headers: { Authorization: '${LOGIN}' } },
  };
  expect(resolveTargets({ targets: others }, { HOST: 'app1', APP_HOME: '/srv', LOGIN: 's3cret' })).toEqual({
    far: {
      ok: true,
      target: { kind: 'shell', name: 'far', host: 'ssh://deploy@app1:2222', env: [], knownHosts: '/srv/keys' },
    },
    metrics: {
      ok: true,
      target: {
        kind: 'prometheus',
        name: 'metrics',
        address: 'http://app1:9090',
        headers: { Authorization: '${LOGIN}' },
      },
    },
  });
});

it.each(['-oProxyCommand=sh', 'a b', 'app1;ls', 'u:p@app1', 'app1/path', 'app1:99999999', ''])(
  'ssh never gets %j as its host',
  (host) => {
    const far: TargetDeclaration = { kind: 'shell', host: 'ssh://${HOST}', env: [] };
    expect(resolveTargets({ targets: { far } }, { HOST: host })).toMatchObject({ far: { ok: false } });
  },
);

it('limits and the mask of files are read, and are part of the plan only where they are said', () => {
  const limits = { memory: '512m', file: '2g', processes: 50, handles: 256 };
  const read = readTarget('ops', { shell: 'local', umask: '022', limits });
  if (!read.ok) throw new Error(read.say);
  const known = { memory: 512 * 1024 ** 2, file: 2 * 1024 ** 3, processes: 50, handles: 256 };
  expect(resolveTargets({ targets: { ops: read.declaration } }, {})).toEqual({
    ops: { ok: true, target: { kind: 'shell', name: 'ops', host: 'local', env: [], umask: '022', limits: known } },
  });
});

it.each<[unknown, string]>([
  [{ shell: 'ssh://deploy@app1' }, ''],
  [{ shell: 'ssh://[::1]:22', known_hosts: '/k', cwd: '/srv', env: ['A'] }, ''],
  [{ prometheus: 'https://prom.example', headers: { 'X-Scope': 'a' } }, ''],
  [{ shell: 'ssh://u:p@app1' }, 'has no address that ssh can take'],
  [{ shell: 'ssh://-oProxyCommand=sh' }, 'has no address that ssh can take'],
  [{ shell: 'app1' }, 'has no form that is known'],
  [{ shell: 'local', known_hosts: '/k' }, 'nothing reads its known_hosts'],
  [{ shell: 'local', umask: 22 }, 'has a `umask` that cannot be read'],
  [{ shell: 'local', umask: '888' }, 'has a `umask` that cannot be read'],
  [{ shell: 'local', limits: { memory: '1k' } }, 'has a `limits.memory` that cannot be read'],
  [{ shell: 'local', limits: { file: 5 } }, 'has a `limits.file` that cannot be read'],
  [{ shell: 'local', limits: { cpu: 1 } }, 'has a `limits` that cannot be read'],
  [{ shell: 'local', umask: '022', limits: {}, other: 1 }, 'has no form that is known'],
  [{ prometheus: 'prom' }, 'has no http address'],
  [{ prometheus: 'https://p', headers: { Authorization: 'Bearer abc' } }, 'holds a secret in plain text'],
])('%j as a target', (declared, say) => {
  const read = readTarget('far', declared);
  expect(read.ok ? '' : read.say).toContain(say);
  expect(read.ok).toBe(say === '');
});

it('fills addresses in and keeps secrets behind their names', () => {
  const environment = {
    APP_URL: 'https://app.example/api/',
    APP_TOKEN: 's3cret',
    DATABASE: 'postgres://ops:pa%3Ass@db.example/shop?sslmode=require',
    APP_HOME: '/srv/app',
  };
  const resolved = resolveTargets({ targets }, environment);
  expect(resolved).toEqual({
    app: {
      ok: true,
      target: {
        kind: 'http',
        name: 'app',
        address: 'https://app.example/api',
        headers: { Authorization: 'Bearer ${APP_TOKEN}' },
      },
    },
    db: {
      ok: true,
      target: { kind: 'postgres', name: 'db', address: 'ops@db.example:5432/shop', url: '${DATABASE}' },
    },
    ops: { ok: true, target: { kind: 'shell', name: 'ops', host: 'local', cwd: '/srv/app/repo', env: ['KUBECONFIG'] } },
  });
  expect(JSON.stringify(resolved)).not.toMatch(/s3cret|pa%3Ass/);
});

it('switches a target off with all missing variables in one sentence', () => {
  expect(resolveTargets({ targets }, { DATABASE: '', APP_HOME: '/srv' })).toMatchObject({
    app: {
      ok: false,
      say: 'Target `app` is switched off: APP_URL and APP_TOKEN are not set. Set them and restart Opsbook.',
    },
    db: { ok: false, say: 'Target `db` is switched off: DATABASE is not set. Set it and restart Opsbook.' },
    ops: { ok: true },
  });
});

it.each([
  ['ftp://app.example', 'is no http address'],
  ['https://user:s3cret@app.example', 'holds a user'],
  ['s3cret', 'is no http address'],
])('switches a target off whose address is %s, without showing it', (address, say) => {
  const app = resolveTargets({ targets }, { APP_URL: address, APP_TOKEN: 'x' })['app'];
  expect(app).toMatchObject({ ok: false, say: expect.stringContaining(say) });
  expect(JSON.stringify(app)).not.toContain('s3cret');
});
