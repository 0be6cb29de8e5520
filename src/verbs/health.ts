// `/ops health`: how Opsbook itself is, part by part. It answers when the database does not.

import type { Command } from './verb.ts';

export const command: Command = {
  name: 'health',
  usage: 'health',
  describe: 'how Opsbook itself is, and what to do about what is not well',
  needs: 'see',
  changes: false,
  act: async (_words, _asker, workshop) => ({ kind: 'health', health: await workshop.health() }),
};
