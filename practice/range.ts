// The practice range: a local Slack with people to act as, and the systems that the runbooks are about. Everything binds to loopback
// and lives in one folder, which is gone when the range stops.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathWith, type PracticeSystem } from './kit/system.ts';
import { practiceBench } from './practice-bench.ts';
import type { Bench } from './slack/bench.ts';
import type { Controls } from './slack/controls.ts';
import { startLocalSlack, type LocalSlack } from './slack/local-slack.ts';
import { startPracticePostgres } from './postgres/start-practice-postgres.ts';
import { startAce, type PracticeAce } from './systems/ace/start-ace.ts';
import { startAeris } from './systems/aeris/start-aeris.ts';
import { startAether } from './systems/aether/start-aether.ts';
import { startAlgorhythmic } from './systems/algorhythmic/start-algorhythmic.ts';
import { startDaena } from './systems/daena/start-daena.ts';
import { startIntegrations } from './systems/integrations/start-integrations.ts';

export interface PracticeRange {
  readonly slack: LocalSlack;
  readonly ace: PracticeAce;
  readonly systems: readonly PracticeSystem[];
  /** The panel of the page, for whoever causes a fault without it. */
  readonly bench: Bench;
  /** What the bot's targets need, PATH included. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** What is there before the rest is. */
export interface EarlyRange extends Pick<PracticeRange, 'slack' | 'ace'> {
  /** What the targets of ACE need, PATH included. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface RangeOptions {
  readonly port: number;
  readonly manifest: string;
  readonly controls?: Controls;
  /** The clock of the local Slack, in milliseconds since the epoch. */
  readonly now?: () => number;
  /** Begun when ACE is there and the others are not; the range is there when this is over. */
  readonly meanwhile?: (early: EarlyRange) => Promise<void>;
}

export async function startRange({ meanwhile, ...options }: RangeOptions): Promise<PracticeRange> {
  const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-range-'));
  const systems: PracticeSystem[] = [];
  // What the systems stand on, stopped after them.
  const ground: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(systems.splice(0).map((system) => system.stop()));
    for (const undo of ground.splice(0).reverse()) await undo();
    await rm(folder, { recursive: true, force: true });
  };
  const start = async <S extends PracticeSystem>(
    starts: (own: { readonly folder: string }) => Promise<S>,
    name: string,
  ): Promise<S> => {
    const system = await starts({ folder: path.join(folder, name) });
    systems.push(system);
    return system;
  };
  try {
    const bench = practiceBench(systems);
    const slack = await startLocalSlack({ ...options, ...workspace, withFaultChannels: true, bench });
    ground.push(() => slack.stop());
    const postgres = startPracticePostgres({ folder: path.join(folder, 'postgres') }).then((started) => {
      ground.push(started.stop);
      return started;
    });
    const ace = start(async (own) => startAce({ ...own, postgres: await postgres }), 'ace');
    const begun = ace.then((started) =>
      meanwhile?.({ slack, ace: started, environment: { ...started.environment, PATH: pathWith([started]) } }),
    );
    // To build programs holds everything else up, and a database that is asked meanwhile seems not to answer in time.
    const after = async <S>(first: Promise<unknown>, starts: () => Promise<S>): Promise<S> => {
      await Promise.allSettled([first]);
      return starts();
    };
    const algorhythmic = start(
      (own) => after(ace, async () => startAlgorhythmic({ ...own, postgres: await postgres })),
      'algorhythmic',
    );
    const starting = [
      ace,
      algorhythmic,
      start((own) => after(algorhythmic, () => startAeris(own)), 'aeris'),
      start((own) => after(algorhythmic, () => startAether(own)), 'aether'),
      start((own) => after(algorhythmic, () => startDaena(own)), 'daena'),
      start((own) => after(algorhythmic, () => startIntegrations(own)), 'integrations'),
    ] as const;
    // What has come up can be taken down only when nothing is coming up any more.
    await Promise.allSettled([...starting, begun]);
    const all = await Promise.all(starting);
    await begun;
    const environment = Object.fromEntries(all.flatMap((system) => Object.entries(system.environment)));
    return { slack, ace: all[0], systems: all, bench, environment: { ...environment, PATH: pathWith(all) }, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/** The people and places of the demo; tests act as the same people. */
export const workspace = {
  team: 'Practice',
  people: [
    { name: 'maria', realName: 'Maria Silva', role: 'on call' },
    { name: 'jonas', realName: 'Jonas Berg', role: 'may approve' },
    { name: 'aisha', realName: 'Aisha Khan', role: 'may approve' },
    { name: 'tom', realName: 'Tom Okafor', role: 'product, neither on call nor approver' },
  ],
  groups: [
    { handle: 'ace-oncall', name: 'ACE on call', people: ['maria'] },
    { handle: 'ace-approvers', name: 'ACE approvers', people: ['jonas', 'aisha'] },
    { handle: 'aether-oncall', name: 'ÆTHER on call', people: ['maria'] },
    { handle: 'aether-approvers', name: 'ÆTHER approvers', people: ['jonas', 'aisha'] },
    { handle: 'aeris-oncall', name: 'AERIS-AQ on call', people: ['maria'] },
    { handle: 'aeris-approvers', name: 'AERIS-AQ approvers', people: ['jonas', 'aisha'] },
    { handle: 'algorhythmic-oncall', name: 'Algorhythmic on call', people: ['maria'] },
    { handle: 'algorhythmic-approvers', name: 'Algorhythmic approvers', people: ['jonas', 'aisha'] },
    { handle: 'daena-oncall', name: 'Daena on call', people: ['maria'] },
    { handle: 'daena-approvers', name: 'Daena approvers', people: ['jonas', 'aisha'] },
  ],
  channels: [
    { name: 'ops', topic: 'Type /ops help' },
    { name: 'incidents', topic: 'What is wrong, and how it stands' },
  ],
} as const;
