// Which targets a drill may act on.

import { describe, expect, test } from 'vitest';
import type { TargetDeclaration } from './model.ts';
import { practiceTargets } from './practice-targets.ts';

const range = {
  APP_URL: 'http://127.0.0.1:4001',
  DATABASE_URL: 'postgres://app:secret@127.0.0.1:4002/app',
  APP_HOME: '/tmp/drill/app',
  KUBECONFIG: '/tmp/drill/kubeconfig',
  PATH: '/tmp/drill/bin:/usr/bin',
};

function check(declaration: TargetDeclaration): string {
  const target = practiceTargets({ targets: { it: declaration } }, range)['it'];
  return target?.ok === true ? 'on' : (target?.say ?? 'none');
}

function http(address: string, headers = {}): TargetDeclaration {
  return { kind: 'http', address, headers };
}

function shell(
  cwd: string | undefined,
  host: 'local' | `ssh://${string}` = 'local',
  env: string[] = [],
): TargetDeclaration {
  return { kind: 'shell', host, env, ...(cwd === undefined ? {} : { cwd }) };
}

test.each([
  ['an address of the range', http('${APP_URL}')],
  ['a path below it', http('${APP_URL}/admin')],
  ['its database', { kind: 'postgres', url: '${DATABASE_URL}' }],
  ['its Prometheus', { kind: 'prometheus', address: '${APP_URL}/prometheus', headers: {} }],
  ['its folder', shell('${APP_HOME}', 'local', ['KUBECONFIG'])],
  ['a folder below it', shell('${APP_HOME}/staging')],
] as const)('%s is on', (_what, declaration) => {
  expect(check(declaration)).toBe('on');
});

describe('what is not of the range is off, whatever it is called by', () => {
  test.each([
    ['a real address', http('https://api.shop.example')],
    ['a real address behind a variable', http('https://api.shop.example:${PORT_OF_IT}')],
    ['a real host before a variable of the range', http('https://api.shop.example/${APP_HOME}')],
    ['another port of this machine', http('http://127.0.0.1:4999')],
    ['a real database', { kind: 'postgres', url: 'postgres://db.shop.example/shop' }],
    ['a real Prometheus', { kind: 'prometheus', address: 'http://prometheus.shop.example', headers: {} }],
    ['a real folder', shell('/srv/shop')],
    ['a folder outside by way of the range', shell('${APP_HOME}/../../../srv/shop')],
    ['a folder that only begins like it', shell('${APP_HOME}-real')],
    ['no folder', shell(undefined)],
    ['another machine', shell('${APP_HOME}', 'ssh://deploy@host.shop.example')],
  ] as const)('%s', (_what, declaration) => {
    expect(check(declaration)).toMatch(/^Target `it` is switched off in a drill: /);
  });
});

test('a name that the range does not give is named', () => {
  expect(check(http('${APP_URL}', { Authorization: 'Bearer ${APP_TOKEN}' }))).toContain(
    'the practice range gives no APP_TOKEN. ',
  );
});
