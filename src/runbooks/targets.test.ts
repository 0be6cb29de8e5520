import { expect, it } from 'vitest';
import type { TargetDeclaration } from './model.ts';
import { resolveTargets } from './targets.ts';

const targets: Readonly<Record<string, TargetDeclaration>> = {
  app: { kind: 'http', address: '${APP_URL}', headers: { Authorization: 'Bearer ${APP_TOKEN}' } },
  db: { kind: 'postgres', url: '${DATABASE}' },
  ops: { kind: 'shell', host: 'local', cwd: '${APP_HOME}/repo', env: ['KUBECONFIG'] },
};

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
