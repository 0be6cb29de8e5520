// What the practice application reads when it starts: the release that is checked out, and the settings file beside it.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const release = z.object({ version: z.string(), session_store: z.string() });
const whole = z.coerce.number().check(z.int(), z.positive());
const settings = z.object({
  POOL_MAX: whole,
  POOL_IDLE_MS: whole,
  POOL_CONNECT_MS: whole,
  BREAKER_REFILL_MS: whole,
  BREAKER_OPEN_TOKENS: whole,
  BATCH_SIZE: whole,
});

export type Settings = z.infer<typeof settings>;

export interface Release {
  readonly version: string;
  readonly session_store: string;
  readonly revision: string;
}

export function readRelease(app: string): Release {
  const revision = execFileSync('git', ['-C', app, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  return { ...release.parse(JSON.parse(readFileSync(join(app, 'release.json'), 'utf8'))), revision };
}

/** Lines of `NAME=number`. */
export function readSettings(file: string): Settings {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return settings.parse(Object.fromEntries(lines.map((line) => line.split('=', 2))));
}
