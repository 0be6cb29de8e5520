// Looks at everything once. Whoever asks after Opsbook's health wants an answer most when something hangs, so no look takes longer than
// its patience.

import { statfs } from 'node:fs/promises';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { takesNoChanges } from '../db/is-outage.ts';
import { reasonOf } from '../errors.ts';
import { within } from '../patience.ts';
import { listLiving } from '../queue/executor.ts';
import { readQueueState } from '../queue/queue-state.ts';
import type { Library } from '../runbooks/library.ts';
import type { Runbook } from '../runbooks/model.ts';
import type { ResolvedTargets } from '../runbooks/targets.ts';
import type { DatabaseFacts, Facts, SlackFacts } from './facts.ts';

export interface LookedAt {
  readonly database: Database;
  /** Where the embedded database keeps its data. */
  readonly dataFolder: string;
  readonly slack: () => SlackFacts;
  readonly library: Library;
  readonly targetsOf: (runbook: Runbook) => ResolvedTargets;
  /** May have to ask Slack. */
  readonly settings: { problems(): Promise<Facts['settings']> };
  readonly executor: string;
}

/** Slack waits three seconds for an answer. */
const patienceMs = 1_500;

export async function readFacts(at: LookedAt): Promise<Facts> {
  const { library, targetsOf, executor } = at;
  const [database, freeBytes, settings] = await Promise.all([
    readDatabase(at.database),
    readFreeBytes(at),
    within(at.settings.problems(), patienceMs),
  ]);
  const { runbooks, problems, pages } = library;
  return {
    now: new Date(),
    database,
    slack: at.slack(),
    runbooks: {
      runbooks: runbooks.length - pages,
      guides: pages,
      procedures: library.procedureNames().length,
      problems,
    },
    settings: settings ?? [],
    targetsOff: runbooks.flatMap((runbook) =>
      Object.entries(targetsOf(runbook)).flatMap(([name, target]) =>
        target.ok ? [] : [{ name: `${runbook.system}.${name}`, say: target.say, isUnset: target.isUnset }],
      ),
    ),
    executor,
    freeBytes,
  };
}

const stateRow = z.object({ now: z.date(), used: z.number(), most: z.number() });

async function readDatabase(database: Database): Promise<DatabaseFacts> {
  try {
    const found = await within(askDatabase(database), patienceMs);
    return found ?? { kind: 'away', say: `it has not answered within ${patienceMs / 1_000} seconds` };
  } catch (thrown) {
    return takesNoChanges(thrown) ? { kind: 'read-only' } : { kind: 'away', say: reasonOf(thrown) };
  }
}

async function askDatabase(database: Database): Promise<DatabaseFacts> {
  const asked = Date.now();
  const state = await database.one(
    stateRow,
    `select ops_now() as now, (select count(*) from pg_stat_activity where backend_type = 'client backend') as used,
       current_setting('max_connections')::int as most`,
  );
  const answered = Date.now();
  if (state === undefined) throw new Error('it answered with nothing');
  // Touches no row, and yet only a database that takes changes carries it out.
  await database.run('update executor set seen_at = seen_at where false');
  const { now, used, most } = state;
  return {
    kind: database.kind,
    answeredMs: answered - asked,
    connections: { used, most },
    aheadMs: now.getTime() - (asked + answered) / 2,
    queue: await readQueueState(database),
    living: await listLiving(database),
  };
}

async function readFreeBytes({ database, dataFolder }: LookedAt): Promise<number | undefined> {
  if (database.kind !== 'embedded') return undefined;
  const { bavail, bsize } = await statfs(dataFolder);
  return bavail * bsize;
}
