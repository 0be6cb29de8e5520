// The stand-in for `npm`: the scripts of the application's package, and an audit of its dependencies.

import { type Answer, failed, printed } from '../../kit/answer.ts';
import type { CommandTable } from '../../kit/command.ts';
import type { Commanded } from './commanded.ts';

export const npm: CommandTable<Commanded> = {
  name: 'npm',
  options: { json: { type: 'boolean' }, prefix: { type: 'string' } },
  numbers: [],
  commands: {
    'run service:start': { usage: 'npm run service:start', flags: ['prefix'], run: start },
    'run service:stop': { usage: 'npm run service:stop', flags: ['prefix'], run: stop },
    'run script:reset-circuit-breaker': {
      usage: 'npm run script:reset-circuit-breaker',
      flags: ['prefix'],
      run: resetBreaker,
    },
    audit: { usage: 'npm audit --json', needs: ['json'], flags: ['prefix'], run: audit },
  },
};

async function start({ supervisor }: Commanded): Promise<Answer> {
  await supervisor().start();
  const serves = supervisor().serves();
  if (serves === undefined) return failed('The server ended before it could serve. Its log says why.');
  return printed(`algorhythmic ${serves.release} serves, process ${String(supervisor().pid())}`);
}

async function stop({ supervisor }: Commanded): Promise<Answer> {
  await supervisor().stop();
  return printed('algorhythmic is stopped and stays so until `npm run service:start`');
}

async function resetBreaker({ url, token }: Commanded): Promise<Answer> {
  const response = await fetch(`${url}/api/admin/reset-circuit-breaker`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined);
  if (response?.ok !== true) return failed('The server did not reset the circuit breaker. Look at its log.');
  return printed((await response.text()).trim());
}

function audit(): Answer {
  const vulnerabilities = { info: 0, low: 2, moderate: 1, high: 0, critical: 0, total: 3 };
  const report = { auditReportVersion: 2, metadata: { vulnerabilities } };
  // As npm does when it has found anything.
  return { exit: 1, stdout: `${JSON.stringify(report, null, 2)}\n`, stderr: '' };
}
