// The state of the practice AERIS-AQ as plain data, for people who watch it and for tests.

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Commanded } from './commanded.ts';
import { complaintOf, countIn, inDatabase } from './database.ts';
import { diskUsedPercent, lastLines, traffic } from './readings.ts';
import { git } from './repository.ts';
import { assignmentsIn, settingsFrom } from './settings.ts';

const healthBody = z.object({ status: z.enum(['healthy', 'unhealthy']) });

/** What `/health` says; `down` when nothing answers as it should. */
async function health(url: string): Promise<'healthy' | 'unhealthy' | 'down'> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(3_000) });
    return healthBody.parse(await response.json()).status;
  } catch {
    return 'down';
  }
}

function databaseState({ driver, places }: Commanded): object {
  try {
    return inDatabase(driver, places.database, (connection) => ({
      integrity: complaintOf(connection) ?? 'ok',
      journal: String(connection.all('pragma journal_mode')[0]?.['journal_mode']),
      indexes: countIn(connection, "select count(*) from sqlite_schema where name like 'idx_%'"),
      sessions: countIn(connection, 'select count(*) from sessions'),
    }));
  } catch (thrown) {
    return { integrity: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** Names of the `.env` whose values may be shown. */
const shownNames = ['AI_PROVIDER', 'AI_MODEL', 'OPENAI_MODEL', 'GEMINI_MODEL', 'DATABASE_URL', 'WEB_CONCURRENCY'];

export async function lookAt(commanded: Commanded): Promise<object> {
  const { service, world, places, keys } = commanded;
  const [config, env] = await Promise.all(
    [places.settings, places.env].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  const own = assignmentsIn(env ?? '');
  const state = await service().order('tell');
  const settings = service().listening()?.settings;
  const waqiKey = own['WAQI_API_KEY'];
  const names = await readdir(join(places.backups, 'aeris_agent')).catch(() => []);
  return {
    phase: service().pid() === undefined ? 'stopped' : 'running',
    pid: service().pid(),
    health: await health(commanded.url),
    version: settings?.version ?? 'none',
    checkedOut: await git(places.home, ['describe', '--tags', '--always']),
    tools: state === undefined ? 'unknown' : state.impaired ? 'failing' : 'working',
    breaker: state?.breaker ?? 'unknown',
    /** What the process goes by; the files may say something newer. */
    running: settings ?? {},
    configured: {
      ...Object.fromEntries(shownNames.map((name) => [name, own[name]])),
      sessionLimitOff: settingsFrom('', config ?? '', env ?? '').sessionLimitOff,
      waqiKey: waqiKey === undefined ? 'missing' : waqiKey === keys.nextWaqi ? 'new' : 'first',
    },
    database: databaseState(commanded),
    traffic: (await traffic(commanded)) ?? {},
    diskPercent: await diskUsedPercent(commanded),
    backups: names.length,
    latestBackupHours: await hoursOld(join(places.backups, 'latest.db.gz'), commanded.now()),
    latestBackup: await backupState(join(places.backups, 'latest.db.gz')),
    failedSignIns: world().failedSignIns,
    geminiRefusals: (await readFile(join(places.logs, 'app.log'), 'utf8')).split('GEMINI RATE LIMIT').length - 1,
    newestPackagesFit: !world().newestIsBroken,
    models: world().ollama.models,
    ollama: world().ollama.running ? 'running' : 'stopped',
    ollamaConfig: await readFile(join(places.ollama, 'config.json'), 'utf8').catch(() => ''),
    packages: world().packages,
    crontab: world().crontab,
    denied: world().deniedAddresses,
    postgresSessions: world().postgres.database?.sessions.size ?? 0,
    log: await lastLines(join(places.logs, 'app.log'), 10),
  };
}

async function backupState(file: string): Promise<'intact' | 'damaged'> {
  return readFile(file)
    .then((bytes) => gunzipSync(bytes))
    .then(
      () => 'intact',
      () => 'damaged',
    );
}

async function hoursOld(file: string, now: Date): Promise<number> {
  const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: 0 }));
  return Math.round((now.getTime() - mtimeMs) / 3_600_000);
}
