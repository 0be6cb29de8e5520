// What surrounds the practice application and is no file of it: providers, services, packages, the crowd. Everything that a fault or
// a stand-in program changes is here or on disk.

import { randomBytes } from 'node:crypto';
import { usualLoad } from './load.ts';

export interface Postgres {
  sessions: Map<string, number>;
}

export interface World {
  arriving: number;
  /** Wrong passwords in the last minute. */
  failedSignIns: number;
  readonly deniedAddresses: string[];
  ollama: { running: boolean; models: string[] };
  /** The keys that WAQI takes, and where in its address space it answers. */
  waqi: { keys: string[]; path: string; down: boolean };
  readonly airQoKey: string;
  readonly openAiKey: string;
  readonly redis: Map<string, number>;
  postgres: { installed: boolean; database?: Postgres };
  packages: Record<string, string>;
  /** The newest release of a package does not fit the application. */
  newestIsBroken: boolean;
  crontab: string;
}

export interface Keys {
  readonly waqi: string;
  readonly nextWaqi: string;
  readonly airQo: string;
  readonly openAi: string;
}

export const attacker = '203.0.113.77';
export const usualModels = ['qwen2.5:3b', 'gemma:2b', 'old-model:1b'];

/** Made anew at each start, so that no key is ever written down. */
export function makeKeys(): Keys {
  const key = (): string => randomBytes(20).toString('hex');
  return { waqi: key(), nextWaqi: key(), airQo: key(), openAi: key() };
}

export function makeWorld(keys: Keys): World {
  return {
    arriving: usualLoad,
    failedSignIns: 0,
    deniedAddresses: [],
    ollama: { running: true, models: [...usualModels] },
    waqi: { keys: [keys.waqi, keys.nextWaqi], path: '/waqi', down: false },
    airQoKey: keys.airQo,
    openAiKey: keys.openAi,
    redis: new Map(),
    postgres: { installed: false },
    packages: {
      fastapi: '0.115.0',
      httpx: '0.27.2',
      pydantic: '2.9.2',
      uvicorn: '0.30.6',
    },
    newestIsBroken: false,
    crontab: '',
  };
}
