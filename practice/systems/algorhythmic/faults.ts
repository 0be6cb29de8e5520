// What can go wrong with the practice Algorhythmic, and how it is made so.

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '../../kit/system.ts';
import type { PracticeDatabase } from '../../postgres/start-practice-postgres.ts';
import type { Trouble } from './messages.ts';
import type { Repository } from './repository.ts';
import type { StatusPages } from './status-pages.ts';
import type { Supervisor } from './supervisor.ts';

export interface Troubled {
  readonly supervisor: Supervisor;
  readonly repository: Repository;
  readonly database: PracticeDatabase;
  readonly pages: StatusPages;
  readonly productionBucket: string;
}

interface KnownFault extends Fault {
  readonly cause: (troubled: Troubled) => Promise<void>;
}

function told(trouble: Trouble, describe: string): KnownFault {
  return { name: trouble, describe, cause: ({ supervisor }) => supervisor.trouble(trouble) };
}

const failedJobs = `insert into generation_jobs (session_id, status, error_message, created_at, completed_at)
  select 'session-lost-' || n, 'failed', 'image provider did not answer', now() - n * interval '2 minutes', now()
  from generate_series(1, 12) n`;

const known: readonly KnownFault[] = [
  {
    name: 'bad-release',
    describe:
      'v2.8.0 is deployed, which asks for a session store that is not there: every request is answered with 500',
    cause: async ({ supervisor, repository }) => {
      await repository.releaseBad();
      await supervisor.stop();
      await supervisor.start();
    },
  },
  told('process-hung', 'the process takes connections and answers nothing'),
  {
    name: 'database-unreachable',
    describe: 'the database refuses connections, and with them every request fails',
    cause: ({ database }) => database.close(),
  },
  {
    name: 'data-lost',
    describe: 'all users are gone, with their credits and sessions',
    cause: ({ database }) => database.script('truncate users cascade'),
  },
  {
    name: 'objects-lost',
    describe: 'the production bucket of the art is empty',
    cause: async ({ productionBucket }) => {
      const names = await readdir(productionBucket);
      await Promise.all(names.map((name) => rm(join(productionBucket, name), { recursive: true })));
    },
  },
  {
    name: 'breaker-stuck-open',
    describe: 'the circuit breaker has been open for 8 minutes although the image provider is well: fallback art only',
    cause: async ({ supervisor, database }) => {
      await database.script(failedJobs);
      await supervisor.trouble('breaker-stuck-open');
    },
  },
  {
    name: 'image-provider-down',
    describe: 'OpenAI reports an outage, and the circuit breaker is rightly open',
    cause: async ({ supervisor, database, pages }) => {
      pages.breakDown('openai');
      await database.script(failedJobs);
      await supervisor.trouble('image-provider-down');
    },
  },
  {
    name: 'high-error-rate',
    describe: '3.2 % of the requests fail, with a slow query behind them',
    cause: async ({ supervisor, database }) => {
      await database.script(`insert into practice.statements
        values ('select * from art_sessions order by last_used_at desc', 1904, 2410.5, 4589592)`);
      await supervisor.trouble('high-error-rate');
    },
  },
  told('slow-generation', 'an image takes 95 seconds (P95)'),
  {
    name: 'queue-backlog',
    describe: '14 jobs have been waiting for longer than 10 minutes',
    cause: ({ database }) =>
      database.script(`insert into generation_jobs (session_id, status, created_at)
        select 'session-stuck-' || n, case when n % 3 = 0 then 'generating' else 'pending' end,
          now() - interval '10 minutes' - n * interval '2 minutes' from generate_series(1, 14) n`),
  },
  {
    name: 'credit-discrepancy',
    describe:
      'a charge was booked twice for ines, noor has a negative balance, and both balances differ from the ledger',
    cause: ({ database }) =>
      database.script(`
        insert into credit_ledger (user_id, event_type, amount, balance_after, description, idempotency_key)
          select user_id, event_type, amount, balance_after + amount, description, idempotency_key
          from credit_ledger where idempotency_key = 'generation:ines@algorhythmic.example:4';
        update user_credits set balance = balance - 40
          where user_id = (select id from users where email = 'ines@algorhythmic.example');
        update user_credits set balance = -15
          where user_id = (select id from users where email = 'noor@algorhythmic.example');`),
  },
  told('websockets-refused', 'the server takes no WebSocket connections'),
  told('websocket-crowd', '1240 WebSocket connections are open'),
];

export const faults: readonly Fault[] = known.map(({ name, describe }) => ({ name, describe }));

export async function causeFault(name: string, troubled: Troubled): Promise<void> {
  const fault = known.find((one) => one.name === name);
  if (fault === undefined)
    throw new Error(`Algorhythmic has no fault ${name}. It has: ${known.map((one) => one.name).join(', ')}.`);
  await fault.cause(troubled);
}
