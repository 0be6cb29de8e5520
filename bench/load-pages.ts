// A process of its own that loads a folder of pages once, as the bot does at its start, and then searches them in the database it is
// given. It tells its parent what it measured.

import pino from 'pino';
import { openDatabase } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import type { Library } from '../src/runbooks/library.ts';
import { loadRunbooks } from '../src/runbooks/load.ts';
import { createSearch } from '../src/search/search.ts';

interface Loaded {
  readonly kind: 'loaded';
  readonly seconds: number;
  readonly procedures: number;
}

interface Searched {
  readonly kind: 'searched';
  /** How long it took to write the words of all procedures. */
  readonly fillSeconds: number;
  readonly findMs: readonly number[];
}

const questions = [
  'restart the queue',
  'KubePodCrashLooping',
  'kube-proxy certificate',
  'draining brokers',
  'p95 latency',
  '5xx',
  'checkout',
  'psql jobs state',
  'rollback release region',
  'journalc',
];
const rounds = 10;

const [folder = '', dataFolder = ''] = process.argv.slice(2);
const url = process.env['DATABASE_URL'];
const startedAt = performance.now();
const library = await loadRunbooks([folder]);
tell({
  kind: 'loaded',
  seconds: (performance.now() - startedAt) / 1000,
  procedures: library.procedureNames().length,
});
tell(await search(library));
process.exit();

async function search(loaded: Library): Promise<Searched> {
  const log = pino({ level: 'warn' });
  const database = await openDatabase({ url, folder: dataFolder, log });
  await migrate(database);
  const index = createSearch({ database, library: loaded, log, version: 'bench' });
  const fillingAt = performance.now();
  await index.fill();
  const fillSeconds = (performance.now() - fillingAt) / 1000;
  const findMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const question of questions) {
      const askedAt = performance.now();
      await index.find(question);
      findMs.push(performance.now() - askedAt);
    }
  }
  await database.stop();
  return { kind: 'searched', fillSeconds, findMs };
}

function tell(what: Loaded | Searched): void {
  process.send?.(what);
}
