// Everything that the practice ACE consists of while it runs: what its stand-in programs act on and its faults change.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readSettings, type Settings } from './application/settings.ts';
import type { PracticeDatabase } from '../../postgres/start-practice-postgres.ts';
import type { Deployment } from './deployment.ts';
import type { Services } from './neighbours/services.ts';
import type { Deployed, StageName } from './neighbours/stages.ts';
import type { Places } from './places.ts';
import type { Repository } from './repository.ts';

/** What ACE needs of the practice database. */
export type AceDatabase = Pick<PracticeDatabase, 'url' | 'close' | 'open'>;

export interface World {
  readonly places: Places;
  readonly now: () => Date;
  /** Absent when it was started without one. */
  readonly database: AceDatabase | undefined;
  readonly url: string;
  deployment: Deployment;
  repository: Repository;
  services: Services;
  stages: Readonly<Record<StageName, Deployed>>;
  /** Milliseconds since 1970; 0 when the model's provider is there. */
  providerOutUntil: number;
  /** Whether the container's crontab has the stage manager in it. */
  hasStageManager: boolean;
}

export const indexFile = z.object({ dimension: z.number(), vectors: z.record(z.string(), z.number()) });

/** What the index on disk holds, by domain. */
export function readVectors({ places }: Pick<World, 'places'>): Readonly<Record<string, number>> {
  return indexFile.parse(JSON.parse(readFileSync(places.index, 'utf8'))).vectors;
}

/** What the application would be set to if it started now. */
export function settingsOf({ places, deployment }: World): Settings {
  return readSettings(readFileSync(join(places.tree, 'ace', 'settings.json'), 'utf8'), deployment.set());
}
