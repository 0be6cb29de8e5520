// The practice Daena: a memory with a ledger, the process that serves it, and the tools that its operators use. Everything lives in one
// folder and on loopback; after `stop` no process and no file is left.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startControl } from '../../kit/control.ts';
import { buildPrograms, writeStandIns } from '../../kit/programs.ts';
import type { PracticeSystem } from '../../kit/system.ts';
import type { Commanded } from './commanded.ts';
import { createDeployment, type Deployment, type Secrets } from './deployment.ts';
import { causeFault, faults } from './faults.ts';
import { writeFirstFiles } from './first-files.ts';
import { kubectl } from './kubectl.ts';
import { type DaenaState, lookAt } from './look.ts';
import { claimPlaces, type Places } from './places.ts';
import { python } from './python.ts';
import { newKey } from './scripts-keys.ts';
import { startServerProcess } from './server-process.ts';

export interface PracticeDaena extends PracticeSystem {
  readonly url: string;
  readonly environment: Readonly<Record<'DAENA_URL' | 'DAENA_HOME' | 'DAENA_API_KEY' | 'KUBECONFIG', string>>;
  readonly look: () => Promise<DaenaState>;
}

const firstVariables = { DAENA_NBMF_ENABLED: 'true', DAENA_TENANT_RATE_LIMIT_RPM: '1000' };

/** Starts it. `folder` is made when it is missing and must be empty otherwise. */
export async function startDaena(options: { folder: string; now?: () => Date }): Promise<PracticeDaena> {
  const places = await claimPlaces(options.folder);
  try {
    return await startIn(places, options.now ?? (() => new Date()));
  } catch (thrown) {
    await places.clear();
    throw thrown;
  }
}

async function startIn(places: Places, now: () => Date): Promise<PracticeDaena> {
  buildPrograms(places.root, [new URL('./server.ts', import.meta.url)]);
  const bin = await writeStandIns(places.root, ['kubectl', 'python']);
  const apiKey = newKey();
  // A real kubectl that is called by mistake finds no cluster.
  writeFileSync(places.kubeconfig, 'apiVersion: v1\nkind: Config\n');
  let secrets = prepare(places, now(), apiKey);
  let deployment = await deploy(places, 0, now, () => secrets);
  if (deployment.phase() !== 'running')
    throw new Error(`The practice Daena did not start: ${lastLines(places.log, 1)}`);
  const url = `http://127.0.0.1:${String(deployment.port())}`;
  const commanded: Commanded = {
    files: places,
    get deployment() {
      return deployment;
    },
    get secrets() {
      return secrets;
    },
    now,
    log: (lines) => lastLines(places.log, lines),
  };
  const control = await startControl(places.root, [kubectl(commanded), python(commanded)]);

  async function takeDown(): Promise<void> {
    deployment.takeDown();
    await deployment.settled();
  }

  return {
    name: 'daena',
    url,
    environment: { DAENA_URL: url, DAENA_HOME: places.home, DAENA_API_KEY: apiKey, KUBECONFIG: places.kubeconfig },
    bin,
    faults,
    look: () => lookAt(commanded, url),
    cause: (fault) => causeFault(fault, commanded),
    reset: async () => {
      const port = deployment.port();
      await takeDown();
      secrets = prepare(places, now(), apiKey);
      deployment = await deploy(places, port, now, () => secrets);
    },
    stop: async () => {
      await takeDown();
      await control.stop();
      await places.clear();
    },
  };
}

/** Writes the home anew and answers the secrets that belong to it. */
function prepare(places: Places, now: Date, apiKey: string): Secrets {
  rmSync(places.home, { recursive: true, force: true });
  mkdirSync(places.home);
  writeFileSync(places.log, '');
  const key = newKey();
  writeFirstFiles(places, now, key);
  return {
    'daena-memory': { DAENA_MEMORY_AES_KEY: key },
    'daena-api-keys': { operator: createHash('sha256').update(apiKey).digest('hex') },
  };
}

async function deploy(places: Places, port: number, now: () => Date, secrets: () => Secrets): Promise<Deployment> {
  const files = { program: join(places.root, 'programs', 'server.mjs'), home: places.home, log: places.log };
  const deployment = createDeployment({
    start: (at, env) => startServerProcess(files, at, env),
    port,
    now,
    variables: firstVariables,
    fromSecrets: () => ({
      ...secrets()['daena-memory'],
      DAENA_API_KEYS: JSON.stringify(secrets()['daena-api-keys'] ?? {}),
    }),
  });
  deployment.rollOut();
  await deployment.settled();
  return deployment;
}

function lastLines(file: string, lines: number): string {
  const all = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return all
    .slice(-lines)
    .map((line) => `${line}\n`)
    .join('');
}
