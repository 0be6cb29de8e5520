// The bot as its users run it, beside a local Slack that is one.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LocalSlack } from '../practice/slack/local-slack.ts';
import { builtProgram } from '../test/support/built-program.ts';
import { halt, ready, residentMb } from './subjects.ts';

export interface IncidentBot {
  memoryMb(): Promise<number>;
  stop(): Promise<void>;
}

export async function startIncidentBot(slack: LocalSlack, databaseUrl: string): Promise<IncidentBot> {
  const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-bench-incidents-'));
  const child = spawn(process.execPath, [await builtProgram(), 'start'], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      LOG_LEVEL: 'error',
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      OPSBOOK_RUNBOOKS: folder,
      OPSBOOK_HTTP_PORT: '0',
      DATABASE_URL: databaseUrl,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const stop = async (): Promise<void> => {
    await halt(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(child, 'Opsbook');
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return { memoryMb: () => residentMb(child.pid), stop };
}
