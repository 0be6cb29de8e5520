// A fresh practice system for one drill: in a folder of its own, with a PostgreSQL of its own where it needs one. Nothing of it outlives
// `stop`.

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathWith, type Fault, type PracticeSystem } from './kit/system.ts';
import { startPracticePostgres, type PracticePostgres } from './postgres/start-practice-postgres.ts';
import { readingOf } from './reading.ts';
import { faults as aceFaults } from './systems/ace/faults.ts';
import { startAce } from './systems/ace/start-ace.ts';
import { faults as aerisFaults } from './systems/aeris/faults.ts';
import { startAeris } from './systems/aeris/start-aeris.ts';
import { faults as aetherFaults } from './systems/aether/faults.ts';
import { startAether } from './systems/aether/start-aether.ts';
import { faults as algorhythmicFaults } from './systems/algorhythmic/faults.ts';
import { startAlgorhythmic } from './systems/algorhythmic/start-algorhythmic.ts';
import { faults as daenaFaults } from './systems/daena/faults.ts';
import { startDaena } from './systems/daena/start-daena.ts';

interface DrillSystem {
  readonly name: string;
  readonly faults: readonly Fault[];
  readonly start: (folder: string, postgres: () => Promise<PracticePostgres>) => Promise<PracticeSystem>;
}

export const drillSystems: readonly DrillSystem[] = [
  {
    name: 'ace',
    faults: aceFaults,
    start: async (folder, postgres) => startAce({ folder, postgres: await postgres() }),
  },
  { name: 'aeris', faults: aerisFaults, start: (folder) => startAeris({ folder }) },
  { name: 'aether', faults: aetherFaults, start: (folder) => startAether({ folder }) },
  {
    name: 'algorhythmic',
    faults: algorhythmicFaults,
    start: async (folder, postgres) => startAlgorhythmic({ folder, postgres: await postgres() }),
  },
  { name: 'daena', faults: daenaFaults, start: (folder) => startDaena({ folder }) },
];

export interface StartedDrill {
  /** All that a runbook's targets and scripts may have, without PATH. */
  readonly environment: Readonly<Record<string, string>>;
  readonly path: string;
  readonly fault: Fault;
  /** How it is, compared with how it was before the fault. */
  readonly look: () => Promise<{ readonly words: string; readonly differences: readonly string[] }>;
  readonly stop: () => Promise<void>;
}

export async function startDrill({ name, start }: DrillSystem, fault: Fault): Promise<StartedDrill> {
  const folder = await mkdtemp(path.join(tmpdir(), `opsbook-drill-${name}-`));
  const stops: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const undo of stops.splice(0).reverse()) await undo();
  };
  const postgres = async (): Promise<PracticePostgres> => {
    const started = await startPracticePostgres({ folder: path.join(folder, 'postgres') });
    stops.push(started.stop);
    return started;
  };
  try {
    const system = await start(path.join(folder, name), postgres);
    stops.push(system.stop);
    const home = path.join(folder, 'home');
    await mkdir(home);
    const first = await system.look();
    await system.cause(fault.name);
    return {
      environment: { ...system.environment, HOME: home },
      path: pathWith([system]),
      fault: { name: fault.name, describe: fault.describe },
      look: async () => {
        const { words, differences } = readingOf(await system.look(), first);
        return { words, differences };
      },
      stop,
    };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}
