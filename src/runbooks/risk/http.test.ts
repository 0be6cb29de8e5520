// Requests and what they do.

import { expect, test } from 'vitest';
import { classifyHttp } from './http.ts';
import { classifyPromql } from './promql.ts';

test.each([
  ['read', 'GET', '/version'],
  ['read', 'HEAD', '/v1/carts/7?filter=deleted'],
  ['read', 'get', '/v1/carts?action=purge'],
  ['read', 'GET', '/v1/{{delete}}/carts'],
  ['change', 'GET', '/admin/restart'],
  ['change', 'GET', '/v1/purgeCache?all=1'],
  ['change', 'GET', '/v1/purge'],
  ['read', 'GET', '/v1/purge?status=all&limit=5'],
  ['read', 'GET', '/deploy/status'],
  ['read', 'GET', '/install.sh'],
  ['read', 'POST', '/logs-2026/_search?size=0'],
  ['change', 'POST', '/search'],
  ['change', 'POST', '/api/v1/query'],
  ['change', 'POST', '/graphql'],
  ['destroy', 'POST', '/logs-2026/_delete_by_query'],
  ['change', 'POST', '/-/reload'],
  ['change', 'PUT', '/v1/carts/7'],
  ['change', 'PATCH', '/v1/carts/7'],
  ['destroy', 'POST', '/v1/carts/7/wipe'],
  ['destroy', 'POST', '/api/tenants/acme:shut-down'],
  ['destroy', 'DELETE', '/v1/carts/7'],
  ['destroy', 'POST', '/v1/shops/7?remove_host=db3'],
  ['destroy', 'PUT', '/v1/shops/7?purge=true&x=1'],
  ['change', 'POST', '/v1/shops/7?purge=false'],
  ['change', 'POST', '/v1/shops/7?name=purge'],
  ['change', 'PROPFIND', '/v1'],
] as const)('%s: %s %s', (risk, method, path) => {
  const verdict = classifyHttp(method, path);
  expect(verdict.risk).toBe(risk);
  expect(verdict.because[0]).toContain(method.toUpperCase());
});

test('a Prometheus query only reads', () => {
  const verdict = classifyPromql();
  expect(verdict.risk).toBe('read');
  expect(verdict.because[0]).toContain('cannot change anything');
});

test.each<[string, Record<string, string>, number[]]>([
  ['/x', { Accept: 'a', Authorization: 'Bearer 9f2c7d1e' }, [3]],
  ['/x', { Authorization: 'Bearer ${TOKEN}' }, []],
  ['/x', { 'X-Api-Key': '{{key}}' }, []],
  ['/x?api_key=9f2c7d1e&a=b', {}, [1]],
  ['/x?page_token=9f2c7d1e', {}, []],
])('secrets in %s with %o are told with their lines', (path, headers, lines) => {
  const given = Object.entries(headers).map(([name, value]) => ({ name, value }));
  expect(classifyHttp('GET', path, given).marks.map(({ kind, line }) => [kind, line])).toEqual(
    lines.map((line) => ['secret-argument', line]),
  );
});
