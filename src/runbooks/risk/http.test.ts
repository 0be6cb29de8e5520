// Requests and what they do.

import { expect, test } from 'vitest';
import { classifyHttp } from './http.ts';

test.each([
  ['read', 'GET', '/version'],
  ['read', 'HEAD', '/v1/carts/7?filter=deleted'],
  ['read', 'get', '/v1/carts?action=purge'],
  ['read', 'GET', '/v1/{{delete}}/carts'],
  ['change', 'GET', '/admin/restart'],
  ['change', 'GET', '/v1/purgeCache?all=1'],
  ['change', 'POST', '/-/reload'],
  ['change', 'PUT', '/v1/carts/7'],
  ['change', 'PATCH', '/v1/carts/7'],
  ['destroy', 'POST', '/v1/carts/7/wipe'],
  ['destroy', 'POST', '/api/tenants/acme:shut-down'],
  ['destroy', 'DELETE', '/v1/carts/7'],
  ['change', 'PROPFIND', '/v1'],
] as const)('%s: %s %s', (risk, method, path) => {
  const verdict = classifyHttp(method, path);
  expect(verdict.risk).toBe(risk);
  expect(verdict.because[0]).toContain(method.toUpperCase());
});
