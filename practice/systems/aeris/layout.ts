// Lays the practice application's files out as they are on a good day. What takes long is made once and written again at each reset.

import { chmod, cp, mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Places } from './places.ts';
import { makeRepository } from './repository.ts';
import { makeDatabase } from './sessions.ts';
import type { Keys } from './world.ts';

export interface Layout {
  readonly lay: () => Promise<void>;
}

interface Options {
  readonly places: Places;
  readonly driver: string;
  readonly keys: Keys;
  readonly outside: string;
  readonly now: () => Date;
}

const dayMs = 86_400_000;
const stamp = (at: Date): string => at.toISOString().slice(0, 10).replaceAll('-', '');

export async function prepareLayout({ places, driver, keys, outside, now }: Options): Promise<Layout> {
  await makeRepository(places.template);
  await mkdir(join(places.template, 'data'));
  const template = join(places.template, 'data', basename(places.database));
  makeDatabase(driver, template, now());
  const backup = gzipSync(await readFile(template), { level: 1 });

  async function backups(): Promise<void> {
    const folder = join(places.backups, 'aeris_agent');
    await mkdir(folder, { recursive: true });
    const today = Math.floor(now().getTime() / dayMs) * dayMs + 2 * 3_600_000;
    const newest = today > now().getTime() ? today - dayMs : today;
    // The last one is older than backups are kept.
    for (const days of [0, 1, 2, 35]) {
      const at = new Date(newest - days * dayMs);
      const file = join(folder, `db_${stamp(at)}_020000.db.gz`);
      await writeFile(file, backup);
      await utimes(file, at, at);
    }
    for (const name of ['latest.db.gz', 'pre_upgrade.db.gz']) {
      await writeFile(join(places.backups, name), backup);
      await utimes(join(places.backups, name), new Date(newest), new Date(newest));
    }
  }

  async function logs(): Promise<void> {
    const at = now().toISOString();
    const app = [
      `${at} INFO Agent: Concurrent requests: 8`,
      `${at} INFO Agent: tool execution time 38 ms session_id=test-123`,
      `${at} INFO Agent: response_time 3.9`,
    ];
    await mkdir(places.logs, { recursive: true });
    await writeFile(join(places.logs, 'app.log'), `${app.join('\n')}\n`);
    await writeFile(join(places.logs, 'errors.json'), '');
    await writeFile(join(places.logs, 'access.log'), `127.0.0.1 ${at} HTTP Request GET /health 200\n`);
  }

  async function secrets(): Promise<void> {
    const env = [
      'AI_PROVIDER=ollama',
      'AI_MODEL=qwen2.5:3b',
      'OPENAI_MODEL=gpt-4o',
      'GEMINI_MODEL=gemini-1.5-flash',
      `OPENAI_API_KEY=${keys.openAi}`,
      `WAQI_BASE_URL=${outside}/waqi`,
      `WAQI_API_KEY=${keys.waqi}`,
      `AIRQO_BASE_URL=${outside}/airqo`,
      `AIRQO_API_KEY=${keys.airQo}`,
      'DATABASE_URL=sqlite:///data/aeris_agent.db',
      'DISABLE_SESSION_LIMIT=false',
      'WEB_CONCURRENCY=1',
    ];
    await mkdir(places.vault, { recursive: true });
    for (const file of [places.env, join(places.vault, 'aeris.env')]) await writeFile(file, `${env.join('\n')}\n`);
    await writeFile(join(places.vault, 'WAQI_API_KEY.new'), `${keys.nextWaqi}\n`);
    await Promise.all([places.env, join(places.vault, 'aeris.env')].map((file) => chmod(file, 0o600)));
  }

  return {
    lay: async () => {
      await Promise.all(
        [places.home, places.vault, places.ollama].map((folder) => rm(folder, { recursive: true, force: true })),
      );
      await cp(places.template, places.home, { recursive: true, preserveTimestamps: true });
      await mkdir(places.ollama, { recursive: true });
      await writeFile(join(places.ollama, 'config.json'), '{ "num_ctx": 2048 }\n');
      await Promise.all([backups(), logs(), secrets()]);
    },
  };
}
