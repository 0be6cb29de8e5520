// The scripts that are run inside the container `ace-app`: `python scripts/….py` and `python -m ace.ops.stage_manager`.

import { writeFileSync } from 'node:fs';
import { type Answer, failed, printed, table } from '../../../kit/answer.ts';
import type { CommandTable, Flags } from '../../../kit/command.ts';
import { breakerNames } from '../application/breaker.ts';
import { addFeedback, promote } from '../data/promotion.ts';
import { indexDimension, vectorsInUse } from '../history.ts';
import { readResidentBytes } from '../readings.ts';
import { readVectors, settingsOf, type World } from '../world.ts';
import { inDatabase } from './in-database.ts';

const withoutDatabase = 'psycopg.OperationalError: connection refused: the database does not answer';

export const python: CommandTable<World> = {
  name: 'python',
  options: {
    domain: { type: 'string' },
    name: { type: 'string' },
    all: { type: 'boolean' },
    'bullet-id': { type: 'string' },
    m: { type: 'string', short: 'm' },
  },
  numbers: [],
  commands: {
    'scripts/cleanup_faiss.py': {
      usage: 'python scripts/cleanup_faiss.py --domain DOMAIN',
      needs: ['domain'],
      run: cleanUpIndex,
    },
    'scripts/reset_circuit_breaker.py': {
      usage: 'python scripts/reset_circuit_breaker.py --name NAME | --all',
      flags: ['name', 'all'],
      run: resetBreakers,
    },
    'scripts/memory_profiler.py': { usage: 'python scripts/memory_profiler.py', run: profileMemory },
    'scripts/manual_reflection.py': {
      usage: 'python scripts/manual_reflection.py --bullet-id ID',
      needs: ['bullet-id'],
      run: reflect,
    },
    '': {
      usage: 'python -m ace.ops.stage_manager --domain DOMAIN',
      needs: ['m', 'domain'],
      run: runStageManager,
    },
  },
};

async function cleanUpIndex(world: World, flags: Flags): Promise<Answer> {
  const domain = flags['domain'] ?? '';
  const vectors = readVectors(world);
  const before = vectors[domain];
  const used = new Map(Object.entries(vectorsInUse)).get(domain);
  if (before === undefined || used === undefined)
    return failed(`There is no index of ${domain}. There are: ${Object.keys(vectors).join(', ')}.`);
  const after = Math.min(before, used);
  const index = { dimension: indexDimension, vectors: { ...vectors, [domain]: after } };
  writeFileSync(world.places.index, JSON.stringify(index));
  if (world.deployment.phase() === 'running') await world.deployment.order({ kind: 'read-index' });
  return printed(`${domain}: ${String(before - after)} unused vectors dropped, ${String(after)} kept`);
}

async function resetBreakers({ deployment }: World, flags: Flags): Promise<Answer> {
  const wanted = flags['name'];
  const names = breakerNames.filter((name) => flags['all'] === 'true' || name === wanted);
  if (names.length === 0 || (flags['all'] === 'true' && wanted !== undefined))
    return failed(`Give --all or one of --name ${breakerNames.join(', --name ')}.`);
  await deployment.order({ kind: 'reset-breakers', names });
  return printed(...names.map((name) => `circuit breaker ${name}: reset`));
}

async function profileMemory({ url }: World): Promise<Answer> {
  const mebibytes = (await readResidentBytes(url)) / 1024 / 1024;
  const process = Math.min(mebibytes, 120);
  const row = (name: string, size: number): string[] => [name, `${size.toFixed(1)} MiB`];
  return printed(
    ...table([
      ['ALLOCATED BY', 'SIZE'],
      row('ace/utils/faiss_index.py, indexes of idle domains', mebibytes - process),
      row('everything else', process),
      row('all', mebibytes),
    ]),
  );
}

async function reflect(world: World, flags: Flags): Promise<Answer> {
  const id = flags['bullet-id'] ?? '';
  const votes = await inDatabase(world, (ask) => addFeedback(ask, id));
  if (votes === 'no database') return failed(withoutDatabase);
  if (votes === undefined) return failed(`There is no bullet ${id} in the stage SHADOW.`);
  const line = `reflection_complete bullet=${id} helpful=${String(votes.helpful)} harmful=${String(votes.harmful)}`;
  world.services['ace-reflector'].log.push(`${world.now().toISOString()} INFO ace-reflector ${line}`);
  return printed(line);
}

async function runStageManager(world: World, flags: Flags): Promise<Answer> {
  const domain = flags['domain'] ?? '';
  if (flags['m'] !== 'ace.ops.stage_manager') return failed(`No module named ${flags['m'] ?? ''}`);
  const { promotionHelpfulMin, promotionRatioMin } = settingsOf(world);
  const gate = { helpfulMin: promotionHelpfulMin, ratioMin: promotionRatioMin };
  const moved = await inDatabase(world, (ask) => promote(ask, domain, gate));
  if (moved === 'no database') return failed(withoutDatabase);
  return printed(
    ...moved.map(({ id, stage }) => `stage_manager promoted ${id} to ${stage}`),
    `stage_manager domain=${domain} promoted=${String(moved.length)}`,
  );
}
