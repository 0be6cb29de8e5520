// `/ops locks`: what is held, by which run, for how long, and who waits for it.

import { listLocks } from '../runs/lock-store.ts';
import { readNow } from '../incidents/store.ts';
import { said, type Command } from './verb.ts';

export const command: Command = {
  name: 'locks',
  usage: 'locks',
  describe: 'who holds which lock, and who waits for it',
  needs: 'run:read',
  changes: false,
  act: async (_words, _asker, { database }) => {
    const locks = await listLocks(database);
    if (locks.length === 0)
      return said('No lock is held. A run that changes something takes one for each of its targets.');
    return { kind: 'locks', locks, now: await readNow(database) };
  },
};
