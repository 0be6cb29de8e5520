// The practice Algorhythmic: a server process over a real database, its git repository, logs, backups and buckets, the status pages of
// its providers, and the tools that a runbook calls. All of it is in one folder and on loopback; after `stop` nothing is left.

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolOf } from '../../kit/command.ts';
import { startControl } from '../../kit/control.ts';
import { buildPrograms, writeStandIns } from '../../kit/programs.ts';
import type { PracticeSystem } from '../../kit/system.ts';
import {
  type PracticeDatabase,
  type PracticePostgres,
  startPracticePostgres,
} from '../../postgres/start-practice-postgres.ts';
import type { Commanded } from './commanded.ts';
import { causeFault, faults } from './faults.ts';
import { furnish, productionBucket, writeServiceFile } from './furnish.ts';
import { gsutil } from './gsutil.ts';
import { type AlgorhythmicState, lookAt } from './look.ts';
import { free, ss } from './machine.ts';
import { npm } from './npm.ts';
import { claimPlaces, type Places } from './places.ts';
import { postgresPrograms, postgresTools } from './postgres-programs.ts';
import { makeRepository, type Repository } from './repository.ts';
import { startServerProcess } from './server-process.ts';
import { providers, startStatusPages } from './status-pages.ts';
import { createSupervisor, type Supervisor } from './supervisor.ts';

export interface PracticeAlgorhythmic extends PracticeSystem {
  readonly url: string;
  readonly look: () => Promise<AlgorhythmicState>;
}

interface Options {
  /** Made when it is missing; must be empty otherwise. */
  readonly folder: string;
  readonly now?: () => Date;
  /** Where its database is made; by default a PostgreSQL of its own. */
  readonly postgres?: PracticePostgres;
}

type Stop = () => Promise<void>;

const tables = [npm, ss, free];

export async function startAlgorhythmic(options: Options): Promise<PracticeAlgorhythmic> {
  const places = await claimPlaces(options.folder);
  // In the order in which they were made; they are undone the other way round.
  const stops: Stop[] = [places.clear];
  const stop = async (): Promise<void> => {
    for (const undo of stops.splice(0).reverse()) await undo();
  };
  try {
    return { ...(await startIn(places, options, stops)), stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

async function startIn(places: Places, options: Options, stops: Stop[]): Promise<Omit<PracticeAlgorhythmic, 'stop'>> {
  const now = options.now ?? (() => new Date());
  const postgres = options.postgres ?? (await startPracticePostgres({ folder: places.root }));
  if (options.postgres === undefined) stops.push(postgres.stop);
  const [database, pages] = await Promise.all([postgres.database('algorhythmic'), startStatusPages()]);
  stops.push(pages.stop);
  const token = randomBytes(24).toString('hex');
  buildPrograms(places.root, [new URL('./server.ts', import.meta.url)]);
  const bin = await writeStandIns(places.root, [...tables.map(({ name }) => name), ...postgresPrograms, 'gsutil']);
  await writeServiceFile(places, database.url);

  let stage = await setStage(places, database, token, 0, now());
  stops.push(() => stage.supervisor.stop());
  const port = stage.supervisor.serves()?.port;
  if (port === undefined)
    throw new Error(`The practice Algorhythmic did not start: ${readFileSync(serverLog(places), 'utf8').trim()}`);
  const url = `http://127.0.0.1:${String(port)}`;
  const { buckets } = places;
  const commanded: Commanded = { supervisor: () => stage.supervisor, database, buckets, url, token };
  const tools = tables.map((table) => toolOf(table, commanded));
  const control = await startControl(places.root, [...tools, ...postgresTools(commanded), gsutil(buckets)]);
  stops.push(control.stop);
  const bucket = join(buckets, productionBucket);
  const statusUrls = providers.map((one) => [`ALGORHYTHMIC_${one.toUpperCase()}_STATUS_URL`, pages.urlOf(one)]);

  return {
    name: 'algorhythmic',
    url,
    environment: {
      ALGORHYTHMIC_URL: url,
      // It is its own development system: nobody uses it.
      ALGORHYTHMIC_DEV_URL: url,
      ALGORHYTHMIC_TOKEN: token,
      ALGORHYTHMIC_DATABASE_URL: database.url,
      ALGORHYTHMIC_HOME: places.home,
      ...Object.fromEntries(statusUrls),
    },
    bin,
    faults,
    look: () => lookAt({ ...stage, database, places, productionBucket: bucket, url }),
    cause: (fault) => causeFault(fault, { ...stage, database, pages, productionBucket: bucket }),
    reset: async () => {
      await stage.supervisor.stop();
      pages.breakDown(undefined);
      stage = await setStage(places, database, token, port, now());
    },
  };
}

interface Stage {
  readonly supervisor: Supervisor;
  readonly repository: Repository;
}

/** Everything as it is at the start, with the server running. */
async function setStage(
  places: Places,
  database: PracticeDatabase,
  token: string,
  port: number,
  now: Date,
): Promise<Stage> {
  const [repository] = await Promise.all([makeRepository(places.app, places.origin), furnish(places, database, now)]);
  const supervisor = supervise(places, port, { DATABASE_URL: database.url, ADMIN_TOKEN: token });
  await supervisor.start();
  return { supervisor, repository };
}

function serverLog(places: Places): string {
  return join(places.logs, 'server_current.log');
}

function supervise(places: Places, port: number, environment: Readonly<Record<string, string>>): Supervisor {
  const program = join(places.root, 'programs', 'server.mjs');
  return createSupervisor({
    port,
    pidFile: places.pidFile,
    launch: (at, isFirst) => {
      const args = [places.home, places.settings, places.pidFile, isFirst ? '45' : '0'];
      return startServerProcess({ program, args, log: serverLog(places), environment }, at);
    },
  });
}
