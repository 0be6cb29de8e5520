// The practice ACE: a git repository with a good and a bad release, a process that serves what is checked out, what stands around it,
// and the tools that run it. Everything lives in one folder and on loopback; after `stop` no process and no file is left.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { toolOf } from '../../kit/command.ts';
import { startControl } from '../../kit/control.ts';
import { buildPrograms, writeStandIns } from '../../kit/programs.ts';
import type { PracticeSystem } from '../../kit/system.ts';
import type { Tool } from '../../kit/tool.ts';
import type { PracticePostgres } from '../../postgres/start-practice-postgres.ts';
import { makeTables } from './data/ace-database.ts';
import { withDatabase } from './data/connect.ts';
import { dumpTables } from './data/dump.ts';
import { createDeployment, type Deployment } from './deployment.ts';
import { causeFault, faults } from './faults.ts';
import { goodTag, indexDimension, vectorsInUse } from './history.ts';
import { type AceState, lastLines, lookAt } from './look.ts';
import { startNeighbours } from './neighbours/neighbours.ts';
import { makeServices } from './neighbours/services.ts';
import { claimPlaces, type Places } from './places.ts';
import { makeRepository } from './repository.ts';
import { startServerProcess } from './server-process.ts';
import { aws } from './tools/aws.ts';
import { deployScript } from './tools/deploy-script.ts';
import { dockerCompose, dockerTool } from './tools/docker.ts';
import { kubectlTool } from './tools/kubectl.ts';
import { pytest } from './tools/pytest.ts';
import { type AceDatabase, readVectors, type World } from './world.ts';

export interface PracticeAce extends PracticeSystem {
  readonly url: string;
  readonly environment: Readonly<Record<'ACE_URL' | 'ACE_HOME' | 'KUBECONFIG', string>> &
    Readonly<Record<string, string>>;
  /** Seven hex digits; the same on every machine. */
  readonly goodRevision: string;
  readonly badRevision: string;
  readonly look: () => Promise<AceState>;
}

export interface AceOptions {
  /** Made when it is missing; must be empty otherwise. */
  readonly folder: string;
  /** 0, the default, takes any free one. */
  readonly port?: number;
  readonly now?: () => Date;
  /** Where ACE gets a database of its own. Without it ACE takes one for granted, and what needs rows cannot be practised. */
  readonly postgres?: Pick<PracticePostgres, 'database'>;
}

export async function startAce(options: AceOptions): Promise<PracticeAce> {
  const places = await claimPlaces(options.folder);
  try {
    return await startIn(places, options);
  } catch (thrown) {
    await places.clear();
    throw thrown;
  }
}

const toolNames = ['kubectl', 'docker', dockerCompose.name, deployScript.name, pytest.name, 'aws'];

function toolsOf(world: World): readonly Tool[] {
  return [
    kubectlTool(world),
    dockerTool(world),
    toolOf(dockerCompose, world),
    toolOf(deployScript, world),
    toolOf(pytest, world),
    aws(world),
  ];
}

async function startIn(
  places: Places,
  { postgres, port: wantedPort = 0, now = () => new Date() }: AceOptions,
): Promise<PracticeAce> {
  const database = await postgres?.database('ace');
  buildPrograms(places.root, [new URL('./server.ts', import.meta.url)]);
  const bin = await writeStandIns(places.root, toolNames);
  const start = { places, database, now };
  const first = await makeState(start, wantedPort);
  const port = first.deployment.release()?.port;
  if (port === undefined) throw new Error(`The practice ACE did not start: ${lastLines(places.log, 1).trim()}`);
  const url = `http://127.0.0.1:${String(port)}`;
  const world: World = { ...start, ...first, url };
  const control = await startControl(places.root, toolsOf(world));
  const neighbours = await startNeighbours({
    appUrl: () => url,
    stages: () => world.stages,
    vectors: () => readVectors(world),
    providerOutUntil: () => world.providerOutUntil,
  });
  await writeKubeconfig(places, url);

  async function takeDown(): Promise<void> {
    world.deployment.takeDown();
    await world.deployment.settled();
  }

  return {
    name: 'ace',
    url,
    environment: {
      ACE_URL: url,
      ACE_HOME: places.tree,
      ACE_STAGES: places.stages,
      ACE_BACKUPS: places.backups,
      ACE_PROMETHEUS_URL: `${neighbours.url}/prometheus`,
      ACE_SHADOW_URL: `${neighbours.url}/shadow`,
      ACE_STAGING_URL: `${neighbours.url}/staging`,
      OPENAI_STATUS_URL: `${neighbours.url}/openai`,
      ANTHROPIC_STATUS_URL: `${neighbours.url}/anthropic`,
      KUBECONFIG: places.kubeconfig,
      ...(database === undefined ? {} : { ACE_DATABASE_URL: database.url }),
    },
    bin,
    faults,
    goodRevision: world.repository.good.slice(0, 7),
    badRevision: world.repository.bad.slice(0, 7),
    look: () => lookAt(world),
    cause: (fault) => causeFault(world, fault),
    reset: async () => {
      await takeDown();
      Object.assign(world, await makeState(start, port));
    },
    stop: async () => {
      await takeDown();
      await Promise.all([control.stop(), neighbours.stop()]);
      await places.clear();
    },
  };
}

type State = Omit<World, 'places' | 'now' | 'database' | 'url'>;

/** Everything as it is at the start, on this port. */
async function makeState(start: Pick<World, 'places' | 'database' | 'now'>, port: number): Promise<State> {
  const { places, database, now } = start;
  await database?.open();
  await writeFile(places.index, JSON.stringify({ dimension: indexDimension, vectors: vectorsInUse }));
  await writeFile(places.log, '');
  const [repository] = await Promise.all([makeRepository(places), makeBackups(places, database)]);
  const shadow = await repository.published('shadow');
  const deployment = await deployFirst(start, port);
  return {
    deployment,
    repository,
    services: makeServices(now()),
    stages: { shadow, staging: shadow },
    providerOutUntil: 0,
    hasStageManager: true,
  };
}

/** The database's first rows, and a backup of them. */
async function makeBackups(places: Places, database: AceDatabase | undefined): Promise<void> {
  await Promise.all([places.backups, places.buckets].map((one) => rm(one, { recursive: true, force: true })));
  await Promise.all([mkdir(places.backups), mkdir(places.buckets)]);
  if (database === undefined) return;
  const dump = await withDatabase(database.url, async (ask) => {
    await makeTables(ask);
    return dumpTables(ask);
  });
  await writeFile(join(places.backups, 'backup-20251014-120000.sql.gz'), gzipSync(dump));
}

async function deployFirst(
  { places, database, now }: Pick<World, 'places' | 'database' | 'now'>,
  port: number,
): Promise<Deployment> {
  const program = join(places.root, 'programs', 'server.mjs');
  const deployment = createDeployment({
    start: (at, set) => startServerProcess({ ...places, program, databaseUrl: database?.url }, at, set),
    port,
    now,
    rollouts: [{ revision: 1, cause: 'Release v1.8.0' }],
  });
  deployment.rollOut(`Release ${goodTag}`);
  await deployment.settled();
  return deployment;
}

/** For a real kubectl that is called by mistake: it finds this system only, which refuses it. */
async function writeKubeconfig(places: Places, server: string): Promise<void> {
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'practice-ace',
    contexts: [{ name: 'practice-ace', context: { cluster: 'practice-ace', user: 'practice-ace' } }],
    clusters: [{ name: 'practice-ace', cluster: { server } }],
    users: [{ name: 'practice-ace', user: {} }],
  };
  await writeFile(places.kubeconfig, `${JSON.stringify(kubeconfig, null, 2)}\n`, { mode: 0o600 });
}
