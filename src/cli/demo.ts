// `opsbook demo`: the whole product on one machine: a local Slack with a page in the browser, practice systems, an embedded database,
// and the bot itself as a process of its own.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startRange, type PracticeRange } from '../../practice/range.ts';
import { CannotStart } from '../errors.ts';
import type { CliCommand, CliContext } from './cli-command.ts';
import { untilStopped } from './until-stopped.ts';

export const command: CliCommand = {
  name: 'demo',
  describe: 'try it all on this machine, without a Slack workspace',
  options: [
    { flags: '--port <port>', describe: 'the port of the page (default 8765)' },
    { flags: '--no-open', describe: 'do not open a browser' },
  ],
  act: async (_words, options, context) => {
    const port = Number(options['port'] ?? 8765);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new CannotStart('--port takes a port number, 0 to 65535.');
    const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-demo-'));
    try {
      return await demo({ port, folder, mayOpen: options['open'] !== false }, context);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const root = fileURLToPath(new URL('../../', import.meta.url));

async function demo(
  options: { readonly port: number; readonly folder: string; readonly mayOpen: boolean },
  context: CliContext,
): Promise<number> {
  context.print('Starting a practice Slack, the practice systems and Opsbook. This takes a few seconds.');
  const range = await openRange(options.port);
  const bot = startBot(range, options.folder, context);
  try {
    await Promise.all([ready(bot), range.bench.cause('ace', 'bad-release')]);
    tell(range, context);
    if (options.mayOpen) openBrowser(range.slack.pageUrl);
    await Promise.race([untilStopped(), once(bot, 'exit')]);
    return 0;
  } finally {
    await stopBot(bot);
    await range.stop();
  }
}

async function openRange(port: number): Promise<PracticeRange> {
  try {
    return await startRange({ port, manifest: path.join(root, 'manifest.yml') });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE')
      throw new CannotStart(`Port ${port} is in use. Choose another: npm run demo -- --port ${port + 1}`, {
        cause: thrown,
      });
    throw thrown;
  }
}

/** The bot sees what a bot of a real workspace would see, and nothing of the range but its addresses. */
function startBot(range: PracticeRange, folder: string, context: CliContext): ChildProcess {
  const { slack } = range;
  const environment = {
    ...context.environment,
    ...range.environment,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    OPSBOOK_DATA: path.join(folder, 'data'),
    OPSBOOK_RUNBOOKS: context.environment['OPSBOOK_RUNBOOKS'] ?? path.join(root, 'runbooks'),
    OPSBOOK_HTTP_PORT: '0',
    OPSBOOK_ANNOUNCE_CHANNEL: '#incidents',
    LOG_LEVEL: context.environment['LOG_LEVEL'] ?? 'warn',
  };
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  return spawn(process.execPath, [...process.execArgv, main, 'start'], {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

async function ready(bot: ChildProcess): Promise<void> {
  const failed = once(bot, 'exit').then(() => {
    throw new CannotStart('Opsbook did not start; the lines above say why.');
  });
  await Promise.race([once(bot, 'message'), failed]);
}

async function stopBot(bot: ChildProcess): Promise<void> {
  if (bot.exitCode !== null || bot.signalCode !== null) return;
  const ended = once(bot, 'exit');
  bot.kill('SIGTERM');
  await ended;
}

function tell(range: PracticeRange, context: CliContext): void {
  const { ace, slack, bench } = range;
  const [last = '', ...others] = bench
    .list()
    .map(({ name }) => name)
    .reverse();
  context.print('');
  context.print('ACE has just got a bad release. You are on call.');
  context.print('  1. Open the page as Maria, choose #ops, type:  /ops run ace.health-check');
  context.print(`  2. Then:  /ops run ace.emergency-rollback revision=${ace.goodRevision}`);
  context.print('  3. Ask for approval, switch to Jonas, press Approve.');
  context.print(
    `More to practise on: ${others.reverse().join(', ')} and ${last}. Press Practice systems, left on the page,`,
  );
  context.print('choose one, cause a fault, and type:  /ops check <system>');
  context.print(`ACE itself answers at ${ace.url}/health. Ctrl-C ends everything.`);
  context.print('');
  context.print(`Open ${slack.pageUrl.replace(/\/$/, '')}`);
}

function openBrowser(url: string): void {
  if (!process.stdout.isTTY) return;
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const browser = spawn(opener, [url], { stdio: 'ignore', detached: true });
  browser.on('error', () => undefined);
  browser.unref();
}
