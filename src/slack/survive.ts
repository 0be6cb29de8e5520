// Slack's SDK rejects in promises that nobody holds. The bot goes on, unless the connection is over for good.

import type { Logger } from 'pino';
import { isOverForGood } from './over-for-good.ts';

export function surviveSlack(bot: { readonly log: Logger; stop(): Promise<void> }): void {
  process.on('unhandledRejection', (thrown) => {
    if (!isOverForGood(thrown)) {
      bot.log.error({ err: thrown }, 'something failed outside any request; going on');
      return;
    }
    bot.log.fatal({ err: thrown }, 'Slack has ended the connection for good; stopping');
    void bot.stop().finally(() => process.exit(2));
  });
}
