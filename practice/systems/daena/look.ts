// The state of the practice Daena as plain data, for people who watch it and for tests.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Commanded } from './commanded.ts';
import type { Phase } from './deployment.ts';
import { faultsOf } from './ledger.ts';
import { type Measurements, measure } from './measure.ts';
import { parsePolicy, parseSettings, type Settings } from './settings.ts';
import { differing, nameOfKey, readAging, readLedger, readRecords } from './store.ts';

export interface DaenaState {
  readonly phase: Phase;
  readonly pid?: number;
  /** `down`: nothing answers. */
  readonly health: 'healthy' | 'degraded' | 'down';
  readonly agents: number;
  readonly replicas: number;
  readonly writes: boolean;
  readonly rateLimit: number;
  readonly settings: Settings;
  readonly measured: Omit<Measurements, 'cas'> & { readonly casHitRate: number };
  readonly growthPerDay: number;
  /** Records that are not what the ledger says, and those that the key in service cannot decrypt. */
  readonly differing: number;
  readonly unreadable: number;
  readonly ledger: { readonly entries: number; readonly faults: number; readonly lastAction: string };
  readonly apiKeys: readonly string[];
  readonly suspended: readonly string[];
  readonly rotations: number;
  /** A new key that lies in a file instead of in the secret. */
  readonly looseKey: boolean;
  /** The last ten lines. */
  readonly log: readonly string[];
}

const healthShape = z.object({ status: z.enum(['healthy', 'degraded']), agents: z.number() });

async function healthAt(url: string): Promise<{ status: DaenaState['health']; agents: number }> {
  try {
    const response = await fetch(`${url}/health`, { headers: { connection: 'close' } });
    return healthShape.parse(await response.json());
  } catch {
    return { status: 'down', agents: 0 };
  }
}

/** Looks from outside (`/health`), at the files, and at what the deployment knows of its process. */
export async function lookAt(state: Commanded, url: string): Promise<DaenaState> {
  const { files, deployment, secrets } = state;
  const health = await healthAt(url);
  const records = Object.values(readRecords(files));
  const keyInService = nameOfKey(secrets['daena-memory']?.['DAENA_MEMORY_AES_KEY'] ?? '');
  const unreadable = records.filter(({ key }) => key !== keyInService).length;
  const damaged = differing(files).length;
  const settings = parseSettings(readFileSync(files.settings, 'utf8'));
  const aging = readAging(files);
  const replicas = deployment.replicas();
  const writes = deployment.variables()['DAENA_NBMF_ENABLED'] === 'true';
  const { agents } = health;
  const facts = { settings, replicas, writes, agents, records: records.length, differing: damaged, unreadable, aging };
  const { cas, ...measured } = measure({ ...facts, strangeAccess: 0 });
  const entries = readLedger(files);
  const pid = deployment.pid();
  return {
    phase: deployment.phase(),
    ...(pid === undefined ? {} : { pid }),
    health: health.status,
    agents,
    replicas,
    writes,
    rateLimit: Number(deployment.variables()['DAENA_TENANT_RATE_LIMIT_RPM']),
    settings,
    measured: { ...measured, casHitRate: (cas.hits + cas.near) / (cas.hits + cas.near + cas.misses) },
    growthPerDay: aging.growth_per_day,
    differing: damaged,
    unreadable,
    ledger: { entries: entries.length, faults: faultsOf(entries).length, lastAction: entries.at(-1)?.action ?? '' },
    apiKeys: Object.keys(secrets['daena-api-keys'] ?? {}),
    suspended: suspendedIn(readFileSync(files.policy, 'utf8')),
    rotations: readdirSync(files.manifests).length,
    looseKey: existsSync(join(files.home, '.kms', 'rotation.out')),
    log: state.log(10).split('\n').slice(0, -1),
  };
}

function suspendedIn(policy: string): string[] {
  return Object.entries(parsePolicy(policy)).flatMap(([name, value]) => (value === 'suspended' ? [name] : []));
}
