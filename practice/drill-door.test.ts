// The door of the practice range: who may come in, what it refuses, and what it leaves behind.

import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startDrillDoor, type DrillDoor } from './drill-door.ts';

const withinMs = 60_000;
const begun = z.object({
  environment: z.record(z.string(), z.string()),
  path: z.string(),
  fault: z.object({ name: z.string() }),
});

let door: DrillDoor;

beforeEach(async () => {
  door = await startDrillDoor();
});
afterEach(() => door.stop(), withinMs);

async function ask(method: string, path: string, body?: string, token = door.token): Promise<[number, unknown]> {
  const response = await fetch(`${door.url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body }),
  });
  return [response.status, await response.json()];
}

test('it listens on loopback, and its token is another one each time', async () => {
  expect(door.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const other = await startDrillDoor();
  expect(other.token).not.toBe(door.token);
  await other.stop();
});

test('it lists its systems with what can go wrong in them', async () => {
  expect(await ask('GET', '/systems')).toMatchObject([
    200,
    {
      systems: expect.arrayContaining([
        { name: 'ace', faults: expect.arrayContaining([expect.objectContaining({ name: 'bad-release' })]) },
      ]),
    },
  ]);
});

test.each([
  ['another token', 'GET', '/systems', undefined, 'another', 401],
  ['no such place', 'GET', '/files', undefined, undefined, 404],
  ['no such drill', 'DELETE', '/drills/none', undefined, undefined, 404],
  ['no JSON', 'POST', '/drills', 'start ace', undefined, 400],
  ['a name that is a path', 'POST', '/drills', '{"id":"../x","system":"ace"}', undefined, 400],
  ['a system it has not', 'POST', '/drills', '{"id":"a","system":"shop"}', undefined, 422],
  ['a fault it has not', 'POST', '/drills', '{"id":"a","system":"ace","fault":"flood"}', undefined, 422],
  ['a body that is too large', 'POST', '/drills', 'x'.repeat(20_000), undefined, 413],
] as const)('it refuses %s', async (_what, method, path, body, token, status) => {
  expect(await ask(method, path, body, token)).toEqual([status, { error: expect.stringMatching(/\.$/) }]);
});

test(
  'one name is one practice system, which is gone without a trace when it ends',
  async () => {
    const wanted = JSON.stringify({ id: 'drill-1', system: 'aether', fault: 'answers-500' });
    const [[status, first], [, second]] = await Promise.all([
      ask('POST', '/drills', wanted),
      ask('POST', '/drills', wanted),
    ]);
    expect(status).toBe(201);
    expect(second).toEqual(first);
    const { environment, path, fault } = begun.parse(first);
    expect(fault.name).toBe('answers-500');
    expect(path).toMatch(/^\/.*\/bin:/);
    expect(environment['HOME']).not.toBe(process.env['HOME']);
    expect((await fetch(`${environment['AETHER_URL']}/api/aether/health`)).status).toBe(500);
    expect(await ask('GET', '/drills/drill-1')).toMatchObject([
      200,
      { reading: { words: expect.stringMatching(/./) } },
    ]);
    expect(await ask('DELETE', '/drills/drill-1')).toEqual([200, {}]);
    expect(existsSync(environment['HOME'] ?? '/')).toBe(false);
    expect(existsSync(environment['AETHER_HOME'] ?? '/')).toBe(false);
    expect((await ask('DELETE', '/drills/drill-1'))[0]).toBe(404);
  },
  withinMs,
);
