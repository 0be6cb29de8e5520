// The running application's memory: its breakers, its leak, the index it has read; and how it looks at its database.

import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { lookAtTables, type Tables } from '../data/ace-database.ts';
import { type Breaker, type BreakerName, closedBreaker, openBreaker, resetBreaker, stateAt } from './breaker.ts';
import type { Condition, DatabaseState } from './health.ts';
import type { Readings } from './metrics.ts';
import type { Order } from './orders.ts';
import type { Settings } from './settings.ts';

const indexFile = z.object({ dimension: z.number(), vectors: z.record(z.string(), z.number()) });

interface Start {
  readonly version: string;
  readonly settings: Settings;
  readonly indexFile: string;
  /** Absent: this ACE was started without a database, and takes it for granted. */
  readonly databaseUrl: string | undefined;
  readonly log: (level: 'INFO' | 'ERROR', text: string) => void;
}

export interface Mind {
  readonly condition: () => Promise<Condition>;
  readonly readings: (agoSeconds: number) => Promise<Readings>;
  readonly isHanging: () => boolean;
  readonly obey: (order: Order) => void;
}

interface DatabaseSeen {
  readonly state: DatabaseState;
  readonly tables?: Tables;
}

async function seeDatabase(url: string | undefined): Promise<DatabaseSeen> {
  if (url === undefined) return { state: 'connected' };
  try {
    const tables = await lookAtTables(url);
    return { state: tables.hasTable ? 'connected' : 'no tables', tables };
  } catch {
    return { state: 'unreachable' };
  }
}

/** It counts its traffic as if it had served for a day already. */
const servedBeforeSeconds = 86_400;

export function createMind({ version, settings, indexFile: file, databaseUrl, log }: Start): Mind {
  const readIndex = (): z.infer<typeof indexFile> => indexFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  let index = readIndex();
  let breakers: Record<BreakerName, Breaker> = { generator: closedBreaker, reflector: closedBreaker };
  let provider = { outUntil: 0 };
  let leakedBytes = 0;
  let hanging = false;

  function conditionWith({ state }: DatabaseSeen): Condition {
    const at = { recoveryMs: settings.recoveryTimeoutSeconds * 1_000, provider, now: Date.now() };
    return {
      version,
      settings,
      indexDimension: index.dimension,
      breakers: { generator: stateAt(breakers.generator, at), reflector: stateAt(breakers.reflector, at) },
      database: state,
    };
  }

  function obey(order: Order): void {
    switch (order.kind) {
      case 'open-breaker': {
        const { isStuck, openedAt } = order;
        const generator = openBreaker(breakers.generator, settings.failureThreshold, openedAt, { isStuck });
        breakers = { ...breakers, generator };
        log('ERROR', `Circuit breaker 'generator' is OPEN after ${String(settings.failureThreshold)} failures`);
        return;
      }
      case 'reset-breakers':
        for (const name of order.names) {
          const now = Date.now();
          breakers = { ...breakers, [name]: resetBreaker(breakers[name], settings.failureThreshold, provider, now) };
          log('INFO', `Circuit breaker '${name}' was reset by hand`);
        }
        return;
      case 'provider-out':
        provider = { outUntil: order.until };
        return;
      case 'read-index':
        index = readIndex();
        return;
      case 'leak':
        leakedBytes = order.bytes;
        log('ERROR', 'MemoryError: cannot allocate 512 MiB for a batch of embeddings');
        return;
      case 'hang':
        hanging = true;
        return;
    }
  }

  return {
    condition: async () => conditionWith(await seeDatabase(databaseUrl)),
    readings: async (agoSeconds) => {
      const seen = await seeDatabase(databaseUrl);
      const { STAGING = 0, PROD = 0 } = seen.tables?.bullets ?? {};
      return {
        condition: conditionWith(seen),
        servedSeconds: servedBeforeSeconds + process.uptime() - agoSeconds,
        residentBytes: process.memoryUsage.rss() + leakedBytes,
        vectors: index.vectors,
        breakers,
        isProviderOut: Date.now() < provider.outUntil,
        missingIndexes: seen.tables?.missingIndexes ?? 0,
        connections: seen.state === 'unreachable' ? 0 : 4,
        promoted: STAGING + 2 * PROD,
      };
    },
    isHanging: () => hanging,
    obey,
  };
}
