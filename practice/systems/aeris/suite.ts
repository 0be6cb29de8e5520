// The practice application's test suite: four tests, against the application as it runs.

import { type Answer, printed } from '../../kit/answer.ts';
import type { Commanded } from './commanded.ts';

export async function runSuite(commanded: Commanded): Promise<Answer> {
  const tests = [
    { name: 'health', passed: await isFine(`${commanded.url}/health`) },
    {
      name: 'chat',
      passed: await isFine(`${commanded.url}/api/v1/agent/chat`, { session_id: 'suite', message: 'Test query' }),
    },
    { name: 'settings', passed: commanded.service().listening() !== undefined },
    // A release candidate of the web framework takes no requests of the application's form.
    { name: 'packages', passed: !(commanded.world().packages['fastapi'] ?? 'rc').includes('rc') },
  ];
  const failed = tests.filter(({ passed }) => !passed);
  return {
    ...printed(
      ...tests.map(({ name, passed }) => `${passed ? 'PASSED' : 'FAILED'} ${name}`),
      `${String(tests.length - failed.length)} passed, ${String(failed.length)} failed`,
    ),
    exit: failed.length === 0 ? 0 : 1,
  };
}

export async function isFine(url: string, body?: object): Promise<boolean> {
  const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return fetch(url, { ...request, signal: AbortSignal.timeout(4_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
