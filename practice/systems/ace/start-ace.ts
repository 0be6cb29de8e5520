// The practice ACE: a git repository with a good and a bad release, a process that serves what is checked out, and the tools
// that roll it back. Everything lives in one folder and on loopback; after `stop` no process and no file is left.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Commanded } from './command.ts';
import { type Control, startControl } from './control.ts';
import { createDeployment, type Deployment } from './deployment.ts';
import { docker, dockerCompose } from './docker.ts';
import { claimFolder, type Places } from './folder.ts';
import { badTag, goodTag, indexDimension } from './history.ts';
import { kubectl } from './kubectl.ts';
import { buildPrograms, writeStandIns } from './programs.ts';
import { type AceState, lastLines, lookAt } from './look.ts';
import { readResidentBytes } from './readings.ts';
import { makeRepository, type Repository } from './repository.ts';
import { startServerProcess } from './server-process.ts';

export type AceFault = 'bad-release' | 'breaker-stuck-open';

export interface PracticeAce {
  readonly url: string;
  /** What the runbook's targets and scripts need: ACE_URL, ACE_HOME, KUBECONFIG, and PATH with the stand-ins first. */
  readonly environment: Readonly<Record<'ACE_URL' | 'ACE_HOME' | 'KUBECONFIG' | 'PATH', string>>;
  /** Seven hex digits; the same on every machine. */
  readonly goodRevision: string;
  readonly badRevision: string;
  readonly look: () => Promise<AceState>;
  /** Makes it so, and resolves when it shows. */
  readonly cause: (fault: AceFault) => Promise<void>;
  /** Back to how it was at the start, on the same address. */
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const tools = [kubectl, docker, dockerCompose];
const vectors = { 'customer-a': 41_872, 'customer-b': 18_344 };

/** Starts it. `folder` is made when it is missing and must be empty otherwise; `port` 0 takes any free one. */
export async function startAce(options: { folder: string; port?: number; now?: () => Date }): Promise<PracticeAce> {
  const places = await claimFolder(options.folder);
  try {
    return await startIn(places, options.port ?? 0, options.now ?? (() => new Date()));
  } catch (thrown) {
    await places.clear();
    throw thrown;
  }
}

async function startIn(places: Places, wantedPort: number, now: () => Date): Promise<PracticeAce> {
  await makePrograms(places);
  const repository = await makeTree(places);
  let deployment = await deployFirst(places, wantedPort, now);
  const port = deployment.release()?.port;
  if (port === undefined) throw new Error(`The practice ACE did not start: ${lastLines(places.log, 1).trim()}`);
  const url = `http://127.0.0.1:${String(port)}`;
  const commanded: Omit<Commanded, 'signal'> = {
    get deployment() {
      return deployment;
    },
    now,
    log: (lines) => lastLines(places.log, lines),
    residentBytes: () => readResidentBytes(url),
  };
  const control = await startControl(tools, commanded);
  await writeControl(places, control);

  async function takeDown(): Promise<void> {
    deployment.takeDown();
    await deployment.settled();
  }

  return {
    url,
    environment: {
      ACE_URL: url,
      ACE_HOME: places.tree,
      KUBECONFIG: places.kubeconfig,
      PATH: [places.bin, process.env['PATH'] ?? '/usr/bin:/bin'].join(delimiter),
    },
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

async function makePrograms(places: Places): Promise<void> {
  buildPrograms(places.programs);
  const names = tools.map(({ name }) => name);
  await writeStandIns(places.bin, places.programs, places.control, names);
}

async function makeTree(places: Places): Promise<Repository> {
  await rm(places.tree, { recursive: true, force: true });
  await mkdir(places.tree);
  await writeFile(places.index, JSON.stringify({ dimension: indexDimension, vectors }));
  await writeFile(places.log, '');
  return makeRepository(places.tree);
}

async function deployFirst(places: Places, port: number, now: () => Date): Promise<Deployment> {
  const files = { ...places, program: join(places.programs, 'server.mjs') };
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

/** The kubeconfig is for a real kubectl that is called by mistake: it finds this system only, which refuses it. */
async function writeControl(places: Places, { url, token }: Control): Promise<void> {
  await writeFile(places.control, JSON.stringify({ url, token }), { mode: 0o600 });
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'practice-ace',
    contexts: [{ name: 'practice-ace', context: { cluster: 'practice-ace', user: 'practice-ace' } }],
    clusters: [{ name: 'practice-ace', cluster: { server: url } }],
    users: [{ name: 'practice-ace', user: {} }],
  };
  await writeFile(places.kubeconfig, `${JSON.stringify(kubeconfig, null, 2)}\n`, { mode: 0o600 });
}

async function cause(fault: AceFault, deployment: Deployment, repository: Repository): Promise<void> {
  switch (fault) {
    case 'bad-release':
      await repository.deploy(repository.bad);
      deployment.rollOut(`Release ${badTag}`);
      await deployment.settled();
      return;
    case 'breaker-stuck-open':
      await deployment.openBreaker();
  }
}
