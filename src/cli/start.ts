// `opsbook start`: runs the bot until it is told to stop.

import { startBot } from '../bot.ts';
import { readConfig } from '../config.ts';
import { surviveSlack } from '../slack/survive.ts';
import type { CliCommand } from './cli-command.ts';
import { untilStopped } from './until-stopped.ts';

export const command: CliCommand = {
  name: 'start',
  describe: 'run the bot',
  act: async (_words, _options, context) => {
    // Listened for from the first moment: a start may wait for Slack, and its parent may end meanwhile.
    const stopped = untilStopped();
    const bot = await Promise.race([startBot(readConfig(context.environment)), stopped]);
    if (typeof bot === 'string') return 0;
    surviveSlack(bot);
    process.send?.({ kind: 'ready' });
    bot.log.info({ why: await stopped }, 'stopping');
    await bot.stop();
    return 0;
  },
};
