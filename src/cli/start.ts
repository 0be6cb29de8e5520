// `opsbook start`: runs the bot until it is told to stop.

import { startBot } from '../bot.ts';
import { readConfig } from '../config.ts';
import { untilStopped } from './until-stopped.ts';
import type { CliCommand } from './cli-command.ts';

export const command: CliCommand = {
  name: 'start',
  describe: 'run the bot',
  act: async (_words, _options, context) => {
    const bot = await startBot(readConfig(context.environment));
    // Slack's SDK can reject outside any call of ours when Slack ends the connection for good (a revoked token).
    process.on('unhandledRejection', (thrown) => {
      bot.log.fatal({ err: thrown }, 'something failed that nothing can mend here; stopping');
      process.exitCode = 2;
      void bot.stop().finally(() => process.exit(2));
    });
    process.send?.({ kind: 'ready' });
    const why = await untilStopped();
    bot.log.info({ why }, 'stopping');
    await bot.stop();
    return 0;
  },
};
