// `/ops preapprovals [revoke=<number>]`: what is approved beforehand, or asked for.

import { listPreapprovals } from '../runs/preapproval.ts';
import { onPreapproval } from './on-preapproval.ts';
import { refused, said, type Command } from './verb.ts';

export const command: Command = {
  name: 'preapprovals',
  usage: 'preapprovals [revoke=<number>]',
  describe: 'what is approved beforehand, and until when; ends it at once',
  needs: 'see',
  changes: true,
  before: async ({ named }, asker, { database, whyNot }) => {
    if (named['revoke'] !== undefined) return undefined;
    const denied = await whyNot(asker.person, 'see');
    if (denied !== undefined) return refused(denied);
    const preapprovals = await listPreapprovals(database);
    return preapprovals.length === 0
      ? said('Nothing is approved beforehand. /ops preapprove <procedure> until=friday asks for it.')
      : { kind: 'preapprovals', preapprovals };
  },
  act: ({ named }, asker, workshop) => onPreapproval(workshop, asker, named['revoke'] ?? '', 'revoke'),
};
