// `opsbook start`: runs the bot until it is told to stop.

import { startBot } from '../bot.ts';
import { readConfig } from '../config.ts';
import { isOverForGood } from '../slack/over-for-good.ts';
import { untilStopped } from './until-stopped.ts';
import type { CliCommand } from './cli-command.ts';

export const command: CliCommand = {
  name: 'start',
  describe: 'run the bot',
  act: async (_words, _options, context) => {
    const bot = await startBot(readConfig(context.environment));
    process.on('unhandledRejection', (thrown) => {
      if (!isOverForGood(thrown)) {
        bot.log.error({ err: thrown }, 'something failed outside any request; going on');
        return;
      }
      bot.log.fatal({ err: thrown }, 'Slack has ended the connection for good; stopping');
      void bot.stop().finally(() => process.exit(2));
    });
    process.send?.({ kind: 'ready' });
    const why = await untilStopped();
    bot.log.info({ why }, 'stopping');
    await bot.stop();
    return 0;
  },
};
