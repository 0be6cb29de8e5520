// What can go wrong with the practice AERIS-AQ, and how it is made so.

import { appendFile, mkdir, readdir, readFile, rm, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '../../kit/system.ts';
import type { Commanded } from './commanded.ts';
import { damageIndex, damageTable } from './damage.ts';
import { inDatabase } from './database.ts';
import { badTag } from './history.ts';
import { heavyLoad } from './load.ts';
import { git } from './repository.ts';
import { isFine } from './suite.ts';
import { attacker } from './world.ts';

interface Cause extends Fault {
  readonly act: (commanded: Commanded) => void | Promise<unknown>;
}

const dayMs = 86_400_000;

const causes: readonly Cause[] = [
  { name: 'server-down', describe: 'the server process is gone', act: ({ service }) => service().stop() },
  { name: 'server-hung', describe: 'every answer is 503', act: ({ service }) => service().order('hang') },
  { name: 'disk-filling', describe: '30 old logs that nobody compressed fill the disk above 80 %', act: fillDisk },
  {
    name: 'waqi-key-rejected',
    describe: 'WAQI takes the new key only: tools fail',
    act: async (commanded) => {
      commanded.world().waqi.keys = [commanded.keys.nextWaqi];
      await askOften(commanded, 1);
    },
  },
  {
    name: 'breaker-open',
    describe: 'WAQI was away for a while, and the circuit breaker has stayed open since',
    act: async (commanded) => {
      commanded.world().waqi.down = true;
      await askOften(commanded, 5);
      commanded.world().waqi.down = false;
    },
  },
  {
    name: 'provider-moved',
    describe: 'WAQI answers below /waqi-v2 only',
    act: async (commanded) => {
      commanded.world().waqi.path = '/waqi-v2';
      await askOften(commanded, 1);
    },
  },
  {
    name: 'slow-queries',
    describe: 'indexes are missing and the cache forgets after 30 seconds: p95 is above 30 s',
    act: async (commanded) => {
      inDatabase(commanded.driver, commanded.places.database, (connection) => {
        connection.run('drop index idx_sessions_created');
        connection.run('drop index idx_messages_session');
      });
      await edit(commanded.places.settings, 'CACHE_TTL = 300', 'CACHE_TTL = 30');
      await restart(commanded);
    },
  },
  {
    name: 'high-load',
    describe: 'five times the usual requests come in',
    act: ({ world }) => {
      world().arriving = heavyLoad;
    },
  },
  {
    name: 'ollama-down',
    describe: 'Ollama does not run',
    act: async (commanded) => {
      commanded.world().ollama.running = false;
      await askOften(commanded, 1);
    },
  },
  {
    name: 'model-missing',
    describe: 'qwen2.5:3b was removed from Ollama',
    act: async (commanded) => {
      commanded.world().ollama.models = ['gemma:2b'];
      await askOften(commanded, 1);
    },
  },
  {
    name: 'database-locked',
    describe: 'a write never ends and keeps all others out',
    act: ({ service }) => service().order('hold-lock'),
  },
  {
    name: 'index-damaged',
    describe: 'an index of the database is wrong; rebuilding it helps',
    act: ({ driver, places }) => damageIndex(driver, places.database),
  },
  {
    name: 'database-corrupt',
    describe: 'a page of the database is lost; only a backup helps',
    act: ({ driver, places }) => damageTable(driver, places.database),
  },
  {
    name: 'session-limit-off',
    describe: 'DISABLE_SESSION_LIMIT=true went into production',
    act: async (commanded) => {
      await edit(commanded.places.env, 'DISABLE_SESSION_LIMIT=false', 'DISABLE_SESSION_LIMIT=true');
      await restart(commanded);
    },
  },
  {
    name: 'gemini-quota',
    describe: 'Gemini has refused 25 requests for their number',
    act: ({ places, now }) =>
      appendFile(
        join(places.logs, 'app.log'),
        `${now().toISOString()} WARNING Gemini: GEMINI RATE LIMIT reached\n`.repeat(25),
      ),
  },
  {
    name: 'sign-in-attack',
    describe: 'one address tries 15 passwords a minute',
    act: async ({ world, places, now }) => {
      world().failedSignIns = 15;
      const line = `${attacker} ${now().toISOString()} HTTP Request POST /login 401\n`;
      await appendFile(join(places.logs, 'access.log'), line.repeat(15));
    },
  },
  {
    name: 'bad-release',
    describe: 'v2.10.1 is out, in which no tool has the time to answer',
    act: async (commanded) => {
      await git(commanded.places.home, ['checkout', '--quiet', '--detach', badTag]);
      await restart(commanded);
      await askOften(commanded, 1);
    },
  },
  { name: 'backups-old', describe: 'the newest backup is three days old', act: ageBackups },
  {
    name: 'backup-damaged',
    describe: 'the newest backup ends in the middle',
    act: async ({ places }) => {
      const latest = join(places.backups, 'latest.db.gz');
      const bytes = await readFile(latest);
      await writeFile(latest, bytes.subarray(0, bytes.length / 2));
    },
  },
  {
    name: 'broken-package',
    describe: 'the newest fastapi is a release candidate that does not fit',
    act: ({ world }) => {
      world().newestIsBroken = true;
    },
  },
  {
    name: 'vulnerable-package',
    describe: 'the installed fastapi has a known hole',
    act: ({ world }) => {
      world().packages = { ...world().packages, fastapi: '0.108.0' };
    },
  },
  {
    name: 'outgrown',
    describe: 'the database has more than 10,000 sessions',
    act: ({ driver, places }) =>
      inDatabase(driver, places.database, (connection) => {
        connection.run(
          `with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)
           insert into sessions select 'bulk-' || i, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') from n`,
        );
      }),
  },
  {
    name: 'host-lost',
    describe: 'a new, empty server: no database, no .env, no packages',
    act: async ({ service, places, world }) => {
      await service().stop();
      await Promise.all([rm(places.database), rm(places.env)]);
      world().packages = {};
    },
  },
];

export const faults: readonly Fault[] = causes.map(({ name, describe }) => ({ name, describe }));

export async function causeFault(commanded: Commanded, fault: string): Promise<void> {
  const cause = causes.find(({ name }) => name === fault);
  if (cause === undefined)
    throw new Error(`AERIS-AQ has no fault ${fault}. It has: ${causes.map(({ name }) => name).join(', ')}.`);
  await cause.act(commanded);
}

async function restart({ service }: Commanded): Promise<void> {
  await service().stop();
  await service().start();
}

/** Users come by, and see what is wrong. */
async function askOften({ url }: Commanded, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1)
    await isFine(`${url}/api/v1/agent/chat`, { session_id: `visitor-${String(time)}`, message: 'How is the air?' });
}

async function edit(file: string, from: string, to: string): Promise<void> {
  await writeFile(file, (await readFile(file, 'utf8')).replace(from, to));
}

async function fillDisk({ places, now }: Commanded): Promise<void> {
  const line = `${now().toISOString()} INFO Agent: tool execution time 41 ms session_id=session-001\n`;
  await mkdir(places.logs, { recursive: true });
  for (let days = 8; days < 38; days += 1) {
    const at = new Date(now().getTime() - days * dayMs);
    const file = join(places.logs, `app.log.${at.toISOString().slice(0, 10).replaceAll('-', '')}`);
    await writeFile(file, line.repeat(2_200));
    await utimes(file, at, at);
  }
}

async function ageBackups({ places, now }: Commanded): Promise<void> {
  const folder = join(places.backups, 'aeris_agent');
  const names = (await readdir(folder)).toSorted();
  for (const name of names.slice(-2)) await unlink(join(folder, name));
  const at = new Date(now().getTime() - 3 * dayMs);
  await utimes(join(places.backups, 'latest.db.gz'), at, at);
}
