// The practice range: a local Slack with people to act as, and the systems that the runbooks are about. Everything binds to loopback
// and lives in one folder, which is gone when the range stops.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startLocalSlack, type LocalSlack } from './slack/local-slack.ts';
import { startAce, type PracticeAce } from './systems/ace/start-ace.ts';

export interface PracticeRange {
  readonly slack: LocalSlack;
  readonly ace: PracticeAce;
  /** What the bot's targets need. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface RangeOptions {
  readonly port: number;
  readonly manifest: string;
}

export async function startRange(options: RangeOptions): Promise<PracticeRange> {
  const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-range-'));
  const slack = await startLocalSlack({ ...options, ...workspace, withFaultChannels: true });
  try {
    const ace = await startAce({ folder: path.join(folder, 'ace') });
    return {
      slack,
      ace,
      environment: ace.environment,
      stop: async () => {
        await Promise.all([slack.stop(), ace.stop()]);
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (thrown) {
    await slack.stop();
    await rm(folder, { recursive: true, force: true });
    throw thrown;
  }
}

/** The people and places of the demo; tests act as the same people. */
export const workspace = {
  team: 'Practice',
  people: [
    { name: 'maria', realName: 'Maria Silva', role: 'on call for ACE' },
    { name: 'jonas', realName: 'Jonas Berg', role: 'may approve' },
    { name: 'aisha', realName: 'Aisha Khan', role: 'may approve' },
    { name: 'tom', realName: 'Tom Okafor', role: 'product, neither on call nor approver' },
  ],
  groups: [
    { handle: 'ace-oncall', name: 'ACE on call', people: ['maria'] },
    { handle: 'ace-approvers', name: 'ACE approvers', people: ['jonas', 'aisha'] },
  ],
  channels: [{ name: 'ops', topic: 'Type /ops help' }],
} as const;
