// What can go wrong in the practice ACE: each fault makes true what its alert or its symptoms say.

import { readFileSync, writeFileSync } from 'node:fs';
import type { Fault } from '../../kit/system.ts';
import { withDatabase } from './data/connect.ts';
import { badTag } from './history.ts';
import { indexFile, type World } from './world.ts';

const mebibyte = 1024 * 1024;

interface CausedFault extends Fault {
  readonly cause: (world: World) => Promise<void>;
}

const causes: readonly CausedFault[] = [
  {
    name: 'bad-release',
    describe: 'v1.10.0 is deployed, whose embeddings do not fit the index: /health answers 503',
    cause: async (world) => {
      await world.repository.deploy(world.repository.bad);
      const shadow = await world.repository.published('shadow');
      world.stages = { shadow, staging: shadow };
      world.deployment.rollOut(`Release ${badTag}`);
      await world.deployment.settled();
    },
  },
  {
    name: 'breaker-stuck-open',
    describe: 'the generator circuit breaker opens and stays open',
    cause: ({ deployment }) => deployment.order({ kind: 'open-breaker', isStuck: true, openedAt: Date.now() }),
  },
  {
    name: 'provider-down',
    describe: "the model's provider is out and stays so; it has opened the generator breaker",
    cause: (world) => takeProviderAway(world, { forMs: 3_600_000, openForMs: 0 }),
  },
  {
    name: 'provider-outage',
    describe: "the model's provider was out and opened the generator breaker; it is back within seconds",
    // The breaker's first try falls after the provider's return.
    cause: (world) => takeProviderAway(world, { forMs: 6_000, openForMs: 50_000 }),
  },
  {
    name: 'hanging',
    describe: 'ace-app takes connections and answers none of them',
    cause: ({ deployment }) => deployment.order({ kind: 'hang' }),
  },
  {
    name: 'large-index',
    describe: 'the FAISS index of customer-b has grown to 150,000 vectors, and retrieval is slow',
    cause: async ({ places, deployment }) => {
      const { dimension, vectors } = indexFile.parse(JSON.parse(readFileSync(places.index, 'utf8')));
      writeFileSync(places.index, JSON.stringify({ dimension, vectors: { ...vectors, 'customer-b': 150_000 } }));
      await deployment.order({ kind: 'read-index' });
    },
  },
  {
    name: 'memory-leak',
    describe: 'ace-app keeps the indexes of idle domains and has grown by 1.4 GiB',
    cause: ({ deployment }) => deployment.order({ kind: 'leak', bytes: 1_434 * mebibyte }),
  },
  {
    name: 'embeddings-leak',
    describe: 'the embedding service has grown to 6 GiB, with workers that hang',
    cause: ({ services }) => {
      services['ace-embeddings'].residentMebibytes = 6_144;
      services['ace-embeddings'].stuckWorkers = 3;
      return Promise.resolve();
    },
  },
  {
    name: 'large-batches',
    describe: 'somebody has raised MAX_BATCH_SIZE to 500, and merging a batch takes longer than 30 seconds',
    cause: async ({ deployment }) => {
      deployment.change({ MAX_BATCH_SIZE: '500' }, 'kubectl set env MAX_BATCH_SIZE=500');
      await deployment.settled();
    },
  },
  {
    name: 'strict-gate',
    describe: 'PROMOTION_HELPFUL_MIN is 10, so that good bullets stay in SHADOW',
    cause: async (world) => {
      world.deployment.change({ PROMOTION_HELPFUL_MIN: '10' }, 'kubectl set env PROMOTION_HELPFUL_MIN=10');
      await world.deployment.settled();
      await inDatabase(world, `update playbook_bullets set helpful_count = 5 where stage = 'SHADOW'`);
    },
  },
  {
    name: 'stage-manager-stopped',
    describe: 'the crontab has lost the stage manager, so that nothing is promoted',
    cause: async (world) => {
      world.hasStageManager = false;
      await inDatabase(world, `update playbook_bullets set helpful_count = 6 where stage = 'SHADOW'`);
    },
  },
  {
    name: 'missing-indexes',
    describe: 'the indexes on playbook_bullets are gone, and every retrieval reads the whole table',
    cause: (world) =>
      inDatabase(world, 'drop index idx_playbook_bullets_domain_stage; drop index idx_playbook_bullets_section'),
  },
  {
    name: 'lost-bullets',
    describe: "a script has deleted customer-a's bullets in PROD",
    cause: (world) =>
      inDatabase(world, `delete from playbook_bullets where domain_id = 'customer-a' and stage = 'PROD'`),
  },
  {
    name: 'database-unreachable',
    describe: 'the database refuses connections',
    cause: async ({ database }) => {
      if (database === undefined) throw new Error(withoutDatabase);
      await database.close();
    },
  },
];

async function takeProviderAway(
  world: World,
  { forMs, openForMs }: { forMs: number; openForMs: number },
): Promise<void> {
  const now = Date.now();
  world.providerOutUntil = now + forMs;
  await world.deployment.order({ kind: 'provider-out', until: world.providerOutUntil });
  await world.deployment.order({ kind: 'open-breaker', isStuck: false, openedAt: now - openForMs });
}

const withoutDatabase = 'This ACE was started without a database. Start it with one to cause this fault.';

async function inDatabase({ database }: World, text: string): Promise<void> {
  if (database === undefined) throw new Error(withoutDatabase);
  await withDatabase(database.url, (ask) => ask(text));
}

export const faults: readonly Fault[] = causes.map(({ name, describe }) => ({ name, describe }));

export async function causeFault(world: World, name: string): Promise<void> {
  const found = causes.find((one) => one.name === name);
  if (found === undefined)
    throw new Error(`ACE has no fault ${name}. It has: ${causes.map((one) => one.name).join(', ')}.`);
  await found.cause(world);
}
