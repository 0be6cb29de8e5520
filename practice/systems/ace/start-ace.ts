// The practice ACE: a git repository with a good and a bad release, a process that serves what is checked out, and the tools
// that roll it back. Everything lives in one folder and on loopback; after `stop` no process and no file is left.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toolOf } from '../../kit/command.ts';
import { startControl } from '../../kit/control.ts';
import { buildPrograms, writeStandIns } from '../../kit/programs.ts';
import type { Fault, PracticeSystem } from '../../kit/system.ts';
import type { Commanded } from './commanded.ts';
import { createDeployment, type Deployment } from './deployment.ts';
import { docker, dockerCompose } from './docker.ts';
import { badTag, goodTag, indexDimension } from './history.ts';
import { kubectl } from './kubectl.ts';
import { type AceState, lastLines, lookAt } from './look.ts';
import { claimPlaces, type Places } from './places.ts';
import { readResidentBytes } from './readings.ts';
import { makeRepository, type Repository } from './repository.ts';
import { startServerProcess } from './server-process.ts';

export interface PracticeAce extends PracticeSystem {
  readonly url: string;
  readonly environment: Readonly<Record<'ACE_URL' | 'ACE_HOME' | 'KUBECONFIG', string>>;
  /** Seven hex digits; the same on every machine. */
  readonly goodRevision: string;
  readonly badRevision: string;
  readonly look: () => Promise<AceState>;
}

const tables = [kubectl, docker, dockerCompose];
const vectors = { 'customer-a': 41_872, 'customer-b': 18_344 };
const faults: readonly Fault[] = [
  { name: 'bad-release', describe: 'v1.10.0 is deployed, whose embeddings do not fit the index: /health answers 503' },
  { name: 'breaker-stuck-open', describe: 'the generator circuit breaker opens and stays open' },
];

/** Starts it. `folder` is made when it is missing and must be empty otherwise; `port` 0 takes any free one. */
export async function startAce(options: { folder: string; port?: number; now?: () => Date }): Promise<PracticeAce> {
  const places = await claimPlaces(options.folder);
  try {
    return await startIn(places, options.port ?? 0, options.now ?? (() => new Date()));
  } catch (thrown) {
    await places.clear();
    throw thrown;
  }
}

async function startIn(places: Places, wantedPort: number, now: () => Date): Promise<PracticeAce> {
  buildPrograms(places.root, [new URL('./server.ts', import.meta.url)]);
  const bin = await writeStandIns(
    places.root,
    tables.map(({ name }) => name),
  );
  const repository = await makeTree(places);
  let deployment = await deployFirst(places, wantedPort, now);
  const port = deployment.release()?.port;
  if (port === undefined) throw new Error(`The practice ACE did not start: ${lastLines(places.log, 1).trim()}`);
  const url = `http://127.0.0.1:${String(port)}`;
  const commanded: Commanded = {
    get deployment() {
      return deployment;
    },
    now,
    log: (lines) => lastLines(places.log, lines),
    residentBytes: () => readResidentBytes(url),
  };
  const control = await startControl(
    places.root,
    tables.map((table) => toolOf(table, commanded)),
  );
  await writeKubeconfig(places, url);

  async function takeDown(): Promise<void> {
    deployment.takeDown();
    await deployment.settled();
  }

  return {
    name: 'ace',
    url,
    environment: { ACE_URL: url, ACE_HOME: places.tree, KUBECONFIG: places.kubeconfig },
    bin,
    faults,
    goodRevision: repository.good.slice(0, 7),
    badRevision: repository.bad.slice(0, 7),
    look: () => lookAt({ deployment, repository, log: places.log, url }),
    cause: (fault) => cause(fault, deployment, repository),
    reset: async () => {
      await takeDown();
      await makeTree(places);
      deployment = await deployFirst(places, port, now);
    },
    stop: async () => {
      await takeDown();
      await control.stop();
      await places.clear();
    },
  };
}

async function makeTree(places: Places): Promise<Repository> {
  await rm(places.tree, { recursive: true, force: true });
  await mkdir(places.tree);
  await writeFile(places.index, JSON.stringify({ dimension: indexDimension, vectors }));
  await writeFile(places.log, '');
  return makeRepository(places.tree);
}

async function deployFirst(places: Places, port: number, now: () => Date): Promise<Deployment> {
  const files = { ...places, program: join(places.root, 'programs', 'server.mjs') };
  const deployment = createDeployment({
    start: (at) => startServerProcess(files, at),
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

async function cause(fault: string, deployment: Deployment, repository: Repository): Promise<void> {
  switch (fault) {
    case 'bad-release':
      await repository.deploy(repository.bad);
      deployment.rollOut(`Release ${badTag}`);
      await deployment.settled();
      return;
    case 'breaker-stuck-open':
      await deployment.openBreaker();
      return;
    default:
      throw new Error(`ACE has no fault ${fault}. It has: ${faults.map(({ name }) => name).join(', ')}.`);
  }
}
