// Opens the configured database for one terminal verb and closes it after.

import type { Config } from '../config.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { makeLog } from '../log.ts';

export async function withDatabase<T>(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const log = makeLog('error', (line) => line);
  const database = await openDatabase({ url: config.databaseUrl, folder: config.dataFolder, log });
  try {
    return await work(database);
  } finally {
    await database.stop();
  }
}
