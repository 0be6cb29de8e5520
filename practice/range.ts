// The practice range: a local Slack with people to act as, and the systems that the runbooks are about. Everything binds to loopback
// and lives in one folder, which is gone when the range stops.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathWith, type PracticeSystem } from './kit/system.ts';
import { startLocalSlack, type LocalSlack } from './slack/local-slack.ts';
import { startPracticePostgres } from './postgres/start-practice-postgres.ts';
import { startAce, type PracticeAce } from './systems/ace/start-ace.ts';

export interface PracticeRange {
  readonly slack: LocalSlack;
  readonly ace: PracticeAce;
  readonly systems: readonly PracticeSystem[];
  /** What the bot's targets need, PATH included. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface RangeOptions {
  readonly port: number;
  readonly manifest: string;
}

export async function startRange(options: RangeOptions): Promise<PracticeRange> {
  const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-range-'));
  // In the order in which they were started; they are stopped the other way round.
  const stops: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const undo of stops.splice(0).reverse()) await undo();
  };
  try {
    const slack = await startLocalSlack({ ...options, ...workspace, withFaultChannels: true });
    stops.push(() => slack.stop());
    const postgres = await startPracticePostgres({ folder });
    stops.push(postgres.stop);
    const ace = await startAce({ folder: path.join(folder, 'ace'), postgres });
    stops.push(ace.stop);
    const systems = [ace];
    const environment = Object.fromEntries(systems.flatMap((system) => Object.entries(system.environment)));
    return { slack, ace, systems, environment: { ...environment, PATH: pathWith(systems) }, stop };
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
  channels: [{ name: 'ops', topic: 'Type /ops help' }],
} as const;
