// Kills the bot at a statement and starts it again as a machine would later: its executor long silent, its jobs due.

import type { OpsbookOnServer } from './opsbook-process.ts';

export type Moment = 'before' | 'afterCommit';

/** Resolves when the bot is dead: at the statement with these words, or at the commit of its transaction. */
export async function killedAt(opsbook: OpsbookOnServer, moment: Moment, words: string): Promise<void> {
  await new Promise<void>((resolve) => {
    opsbook.proxy[moment](words, () => {
      opsbook.kill();
      resolve();
    });
  });
  await opsbook.ended();
}

/** Starts the bot again, without waiting out the seconds after which the dead one counts as dead and its jobs come back. */
export async function revive(opsbook: OpsbookOnServer): Promise<void> {
  const { database } = opsbook.db;
  await database.run(`update executor set seen_at = seen_at - interval '1 minute'`);
  await database.run(`update pgboss.job set start_after = start_after - interval '10 seconds' where state < 'active'`);
  await opsbook.start();
}
