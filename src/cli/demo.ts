// `opsbook demo`: the whole product on one machine: a local Slack with a page in the browser, practice systems, an embedded database,
// a week of history that was played on the product itself, and the bot as a process of its own.

import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { aceTour } from '../../practice/ace-tour.ts';
import { historyMs, playHistory } from '../../practice/play-history.ts';
import { startDrillDoor } from '../../practice/drill-door.ts';
import { startRange, type EarlyRange, type PracticeRange, type RangeOptions } from '../../practice/range.ts';
import { startDemoBot, type DemoBot } from '../demo/demo-bot.ts';
import { createClock, createControls, moveBoth, type DemoClock } from '../demo/demo-controls.ts';
import { CannotStart, reasonOf } from '../errors.ts';
import type { CliCommand, CliContext } from './cli-command.ts';
import { untilStopped } from './until-stopped.ts';

export const command: CliCommand = {
  name: 'demo',
  describe: 'try it all on this machine, without a Slack workspace',
  options: [
    { flags: '--port <port>', describe: 'the port of the page (default 8765)' },
    { flags: '--no-open', describe: 'do not open a browser' },
    { flags: '--no-history', describe: 'begin with an empty record, which is there sooner' },
  ],
  act: async (_words, options, context) => {
    const port = Number(options['port'] ?? 8765);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new CannotStart('--port takes a port number, 0 to 65535.');
    const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-demo-'));
    try {
      const [mayOpen, hasHistory] = [options['open'] !== false, options['history'] !== false];
      return await demo({ port, folder, mayOpen, hasHistory }, context);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = path.join(root, 'runbooks');

interface DemoOptions {
  readonly port: number;
  readonly folder: string;
  readonly mayOpen: boolean;
  readonly hasHistory: boolean;
}

async function demo(options: DemoOptions, context: CliContext): Promise<number> {
  context.print('Starting a practice Slack, the practice systems and Opsbook. This takes a few seconds.');
  const bot = startDemoBot(options.folder, context.environment);
  const clock = createClock();
  const layDown = (early: EarlyRange): Promise<void> =>
    layDownHistory({ early, bot, clock, context, folder: options.folder });
  let range: PracticeRange | undefined;
  const door = await startDrillDoor();
  const drills = { OPSBOOK_RANGE_URL: door.url, OPSBOOK_RANGE_TOKEN: door.token };
  try {
    range = await openRange({
      port: options.port,
      manifest: path.join(root, 'manifest.yml'),
      now: clock.now,
      controls: createControls(clock, bot),
      ...(options.hasHistory ? { meanwhile: layDown } : {}),
    });
    const runbooks = context.environment['OPSBOOK_RUNBOOKS'] ?? pages;
    const { slack, ace, bench } = range;
    const spoil = (): Promise<void> => bench.cause('ace', 'bad-release');
    await Promise.all([
      bot.start(environmentOf(context, range, { OPSBOOK_RUNBOOKS: runbooks, ...drills })).catch(didNotStart),
      spoil(),
    ]);
    slack.beginTour(aceTour(ace.goodRevision, spoil));
    tell(range, context);
    if (options.mayOpen) openBrowser(slack.pageUrl);
    await Promise.race([untilStopped(), bot.ended]);
    return 0;
  } finally {
    await bot.stop();
    await Promise.all([range?.stop(), door.stop()]);
  }
}

async function openRange(options: RangeOptions): Promise<PracticeRange> {
  try {
    return await startRange(options);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE')
      throw new CannotStart(
        `Port ${options.port} is in use. Choose another: npm run demo -- --port ${options.port + 1}`,
        { cause: thrown },
      );
    throw thrown;
  }
}

interface Past {
  readonly early: EarlyRange;
  readonly bot: DemoBot;
  readonly clock: DemoClock;
  readonly context: CliContext;
  readonly folder: string;
}

/** With the pages of ACE alone: the checks of the others would make a week last too long. Without a history the demo is as good. */
async function layDownHistory({ early, bot, clock, context, folder }: Past): Promise<void> {
  const runbooks = path.join(folder, 'history');
  await mkdir(runbooks);
  await copyFile(path.join(pages, 'ace.md'), path.join(runbooks, 'ace.md'));
  const pass = (ms: number): Promise<void> => moveBoth(clock, bot, ms).then(() => bot.rest());
  try {
    await moveBoth(clock, bot, -historyMs);
    // What it would warn of there is the clock that is days behind, and that is how it should be.
    const quiet = { LOG_LEVEL: context.environment['LOG_LEVEL'] ?? 'error' };
    await bot.start(environmentOf(context, early, { OPSBOOK_RUNBOOKS: runbooks, ...quiet }));
    await playHistory({ slack: early.slack, ace: early.ace, pass });
  } catch (thrown) {
    context.print(`The demo begins without all of its history: ${reasonOf(thrown)}`);
  }
  await moveBoth(clock, bot, -clock.aheadMs);
}

/** The bot sees what a bot of a real workspace would see, and nothing of the range but its addresses. */
function environmentOf(
  context: CliContext,
  { slack, environment }: Pick<EarlyRange, 'slack' | 'environment'>,
  own: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  return {
    ...context.environment,
    ...environment,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    OPSBOOK_HTTP_PORT: '0',
    OPSBOOK_ANNOUNCE_CHANNEL: '#incidents',
    LOG_LEVEL: context.environment['LOG_LEVEL'] ?? 'warn',
    ...own,
  };
}

function didNotStart(cause: unknown): never {
  throw new CannotStart(`Opsbook did not start: ${reasonOf(cause)}`, { cause });
}

function tell(range: PracticeRange, context: CliContext): void {
  const { ace, slack, bench } = range;
  const others = bench.list().flatMap(({ name }) => (name === 'ace' ? [] : [name]));
  context.print('');
  context.print('ACE has just got a bad release. You are on call.');
  context.print('  Open the page as Maria and follow the tour above the messages. Or by hand:');
  context.print('  1. In #ops, type:  /ops run ace.health-check');
  context.print(`  2. Then:  /ops run ace.emergency-rollback revision=${ace.goodRevision}`);
  context.print('  3. Ask for approval, switch to Jonas, press Approve.');
  context.print('The control panel, left on the page, moves the clock, kills the bot in the middle of a step,');
  context.print(`and causes faults in ACE, ${others.join(', ')}.`);
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
