// `/ops delegations [revoke=<number>]`: who may approve for whom now. Who gave a right takes it back, who has it gives it back.

import { findDelegation, listDelegations, lockDelegation, revokeDelegation } from '../runs/delegations.ts';
import { once, refused, said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';

export const command: Command = {
  name: 'delegations',
  usage: 'delegations [revoke=<number>]',
  describe: 'who may approve for whom now; takes a right back',
  needs: 'see',
  changes: true,
  before: async ({ named }, asker, { database, whyNot }) => {
    if (named['revoke'] !== undefined) return undefined;
    const denied = await whyNot(asker.person, 'see');
    if (denied !== undefined) return refused(denied);
    const delegations = await listDelegations(database);
    return delegations.length === 0
      ? said('Nobody has handed a right to approve over. /ops delegate @person until=2h does.')
      : { kind: 'delegations', delegations };
  },
  act: ({ named }, asker, workshop) => revoke(workshop, asker, named['revoke'] ?? ''),
};

export async function revoke(workshop: Workshop, asker: Asker, number: string): Promise<Reply> {
  const id = /^\d{1,15}$/.test(number) ? Number(number) : 0;
  const found = await findDelegation(workshop.database, id);
  const isTheirs = found !== undefined && [found.fromPerson, found.toPerson].includes(asker.person);
  const denied = isTheirs ? undefined : await workshop.whyNot(asker.person, 'admin');
  return once(workshop, asker, async (tx) => {
    const open = await lockDelegation(tx, id);
    if (open === undefined) return refused('That right is not handed over any more; nothing was changed.');
    if (denied !== undefined)
      return refused(
        `Only <@${open.fromPerson}>, <@${open.toPerson}> or somebody with the permission \`admin\` may end that.`,
      );
    revokeDelegation(tx, id, asker.person);
    workshop.queue.send(tx, 'post', { subject: `delegation:${id}` });
    workshop.record(tx, {
      actor: asker.person,
      action: 'delegation.revoked',
      subject: `delegation:${id}`,
      detail: { from: open.fromPerson, to: open.toPerson, system: open.system },
    });
    return said(`<@${open.toPerson}> may not approve for <@${open.fromPerson}> any more.`);
  });
}
